"""Plain `<meta name=…>`: the standard names (https://wiki.whatwg.org/wiki/MetaExtensions) and what CMSs made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclean.metadata.claim import Claim, from_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.metadata.parts import PageParts

SOURCE = "meta"
_FIELDS = {
    "title": "title",
    "headline": "title",
    "hdl": "title",
    "article_title": "title",
    "author": "authors",
    "authors": "authors",
    "byl": "authors",
    "article_author": "authors",
    "article.author": "authors",
    "creator": "authors",
    "datepublished": "published",
    "date-published": "published",
    "pubdate": "published",
    "publishdate": "published",
    "publish-date": "published",
    "publish_date": "published",
    "published_time": "published",
    "published-date": "published",
    "publication_date": "published",
    "publicationdate": "published",
    "article_date_original": "published",
    "article.published": "published",
    "article.created": "published",
    "originalpublicationdate": "published",
    "pdate": "published",
    "cxenseparse:recs:publishtime": "published",
    "cxenseparse:publishtime": "published",
    "vr:published_time": "published",
    "date_published": "published",
    "date": "published",
    "displaydate": "published",
    "ptime": "published",
    "datemodified": "modified",
    "lastmod": "modified",
    "last-modified": "modified",
    "last_modified": "modified",
    "modified_time": "modified",
    "article.updated": "modified",
    "utime": "modified",
    "revised": "modified",
    "application-name": "site",
    "apple-mobile-web-app-title": "site",
    "publisher": "site",
    "source": "site",
    "description": "description",
    "image": "image",
    "thumbnail": "image",
    "language": "language",
    "content-language": "language",
    "keywords": "tags",
    "news_keywords": "tags",
    "section": "section",
    "category": "section",
}


def read(parts: PageParts) -> Iterator[Claim]:
    """Claims of plain meta names, and of the root element's language."""
    yield from from_keys(parts.metas, _FIELDS, SOURCE)
    for name in ("lang", "xml:lang"):
        if language := parts.html.get(name):
            yield Claim("language", language, "html", name)
            break
