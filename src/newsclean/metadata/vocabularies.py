"""The names that `<meta>` tags go by: one table for each vocabulary, of names in lower case and the fields they fill.

Of several names that fill one field the first in the table is asked first.
"""

from __future__ import annotations

#: Open Graph (https://ogp.me/), with `article:*`. An author is often a profile's address, which the chooser leaves out.
OPENGRAPH = {
    "og:title": "title",
    "og:site_name": "site",
    "og:description": "description",
    "og:image": "image",
    "og:image:url": "image",
    "og:image:secure_url": "image",
    "og:locale": "language",
    "article:published_time": "published",
    "og:article:published_time": "published",
    "og:published_time": "published",
    "og:pubdate": "published",
    "article:published": "published",
    "article:first_published_time": "published",
    "http://ogp.me/ns/article#published_time": "published",
    "og:publish_date": "published",
    "article:modified_time": "modified",
    "og:article:modified_time": "modified",
    "article:modified": "modified",
    "http://ogp.me/ns/article#modified_time": "modified",
    "og:modified_time": "modified",
    "og:updated_time": "modified",
    "article:author:name": "authors",
    "article:author_name": "authors",
    "article:author": "authors",
    "og:article:author": "authors",
    "og:author": "authors",
    "article:section": "section",
    "og:article:section": "section",
    "article:tag": "tags",
    "og:article:tag": "tags",
    "og:url": "canonical_url",
}

#: Twitter cards (https://developer.x.com/en/docs/x-for-websites/cards).
TWITTER = {
    "twitter:title": "title",
    "twitter:description": "description",
    "twitter:image": "image",
    "twitter:image:src": "image",
    "twitter:image0": "image",
}

#: Parse.ly (https://docs.parse.ly/metatags/).
PARSELY = {
    "parsely-title": "title",
    "parsely-author": "authors",
    "parsely-pub-date": "published",
    "parsely-image-url": "image",
    "parsely-section": "section",
    "parsely-tags": "tags",
    "parsely-link": "canonical_url",
}

#: Sailthru (https://getstarted.meetmarigold.com/sailthru/meta-tags/).
SAILTHRU = {
    "sailthru.title": "title",
    "sailthru.author": "authors",
    "sailthru.date": "published",
    "sailthru.description": "description",
    "sailthru.image.full": "image",
    "sailthru.section": "section",
    "sailthru.tags": "tags",
}

_TERMS = {
    "title": "title",
    "creator": "authors",
    "contributor.author": "authors",
    "date.issued": "published",
    "date.created": "published",
    "issued": "published",
    "created": "published",
    "date": "published",
    "date.modified": "modified",
    "modified": "modified",
    "publisher": "site",
    "description": "description",
    "language": "language",
    "subject": "tags",
}
_PREFIXES = ("dc.", "dcterms.", "dc:", "dcterms:", "dcsext.")
#: Dublin Core (https://www.dublincore.org/specifications/dublin-core/dc-html/), with a dot or a colon.
DUBLIN_CORE = {prefix + term: field for term, field in _TERMS.items() for prefix in _PREFIXES}

#: Highwire Press tags, which scholars' search engines read, with the older `bepress_` and `eprints.`. One tag holds one
#: author, at times the family name first.
CITATION = {
    "citation_title": "title",
    "citation_author": "authors",
    "citation_authors": "authors",
    "citation_publication_date": "published",
    "citation_online_date": "published",
    "citation_date": "published",
    "citation_journal_title": "site",
    "citation_publisher": "site",
    "citation_language": "language",
    "citation_keywords": "tags",
    "bepress_citation_title": "title",
    "bepress_citation_author": "authors",
    "bepress_citation_date": "published",
    "eprints.title": "title",
    "eprints.creators_name": "authors",
    "eprints.date": "published",
}

#: The standard names (https://wiki.whatwg.org/wiki/MetaExtensions) and what CMSs made up.
HTML_META = {
    "title": "title",
    "headline": "title",
    "hdl": "title",
    "article_title": "title",
    "author": "authors",
    "authors": "authors",
    "byl": "authors",
    "byline": "authors",
    "cxenseparse:author": "authors",
    "shareaholic:article_author_name": "authors",
    "article_author": "authors",
    "article-author": "authors",
    "articleauthor": "authors",
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
    "w-published-date": "published",
    "published": "published",
    "published_at": "published",
    "publisheddate": "published",
    "shareaholic:article_published_time": "published",
    "release_date": "published",
    "created-date": "published",
    "publication_date": "published",
    "publicationdate": "published",
    "article_date_original": "published",
    "article.published": "published",
    "article.created": "published",
    "originalpublicationdate": "published",
    "pdate": "published",
    "pub_date": "published",
    "date-pub": "published",
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
    "modified-date": "modified",
    "last-updated": "modified",
    "revision_date": "modified",
    "updated": "modified",
    "modified": "modified",
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

#: Source -> its table, in the order in which claims are made.
VOCABULARIES = {
    "opengraph": OPENGRAPH,
    "twitter": TWITTER,
    "parsely": PARSELY,
    "sailthru": SAILTHRU,
    "dublin-core": DUBLIN_CORE,
    "citation": CITATION,
    "meta": HTML_META,
}

#: Names that readers of their own read: Parse.ly's JSON, the labelled lines of a Twitter card.
_READ_APART = ("parsely-page", "twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2")
#: All names of `<meta>` tags that are read.
META_NAMES = frozenset([*_READ_APART, *(name for table in VOCABULARIES.values() for name in table)])
