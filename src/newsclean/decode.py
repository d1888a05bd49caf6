"""Bytes as they came to what the parser or the line reader takes: which kind of input it is, and in which encoding.

The order is the WHATWG's (https://encoding.spec.whatwg.org, HTML "determining the character encoding"): byte order
mark, the charset of the HTTP header, `<meta>`, then detection. One departure: a declared single-byte or East Asian
charset loses against bytes that are valid UTF-8 with several multi-byte sequences, for saved pages are often
re-encoded while their `<meta>` stays.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Literal

from newsclean.errors import InputError

if TYPE_CHECKING:
    from newsclean.model import RawPage

#: Python codec <- the WHATWG's labels for it. A label that is not here is not believed.
_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
    "iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
    "iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
    "windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022-jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949",
}

#: First bytes of what is neither markup nor text, and its name.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"bplist", "a property list (a Safari web archive)"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|table|span|br|ul|script)\b[^<]*>",
    re.I,
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,512}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.+-]+)""", re.I)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.S)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_:.+-]+)""")
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]+)""", re.I)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_TEXT_SUFFIXES = (".txt", ".text")
_MHTML_SUFFIXES = (".mhtml", ".mht")
#: Encodings that undeclared pages are in, by the detector's names.
_WEB_CODECS = {
    "cp1252": "cp1252", "cp1250": "cp1250", "cp1254": "cp1254", "cp1251": "cp1251", "koi8_r": "koi8-r",
    "cp932": "cp932", "euc_jp": "euc-jp", "gb18030": "gb18030", "big5": "big5hkscs", "cp949": "cp949",
    "cp1253": "cp1253", "cp1255": "cp1255", "cp1256": "cp1256", "cp874": "cp874",
}  # fmt: skip
_LATIN = ("cp1250", "cp1252", "cp1254")
#: What Czech, Polish and Turkish letters look like when read as windows-1252.
_ODD_IN_1252 = "ìøýþð¹³"
#: Control characters that no text has; ESC is ISO-2022-JP's.
_CONTROLS = bytes(c for c in (*range(0x20), 0x7F) if c not in b"\t\n\v\f\r\x1b")
_VALID_UTF8 = "utf-8-sig"  # decodes the same where there is no mark
_PIECE = 8192
_ACCIDENT = 2  # bytes more than characters that a text of another charset may have when it is read as UTF-8
_PRESCAN = 4096  # the WHATWG stops at 1,024 bytes; pages with long heads put it later


def sniff(page: RawPage) -> Literal["html", "text", "mhtml"]:
    """Kind of an input: what the caller said, else the header's type, the name's suffix, and the bytes themselves.

    Raises InputError `not-text` for what is neither markup nor text.
    """
    if page.kind != "auto":
        return page.kind
    body = page.body
    head = body[:_PRESCAN]
    refuse_binary(page)
    media = (page.content_type or "").partition(";")[0].strip().lower()
    name = page.input.lower().removesuffix(".gz")
    if media == "multipart/related" or name.endswith(_MHTML_SUFFIXES):
        return "mhtml"
    if "html" in media or name.endswith(_HTML_SUFFIXES):
        return "html"
    if name.endswith(_TEXT_SUFFIXES):
        return "text"
    return "html" if _MARKUP.search(head.replace(b"\0", b"")) else "text"


def refuse_binary(page: RawPage) -> None:
    """Raise InputError `not-text` when the bytes are those of an image, a PDF, an archive or a program."""
    body = page.body
    if body.startswith((_BOMS[1][0], _BOMS[2][0])):
        return
    for magic, what in _MAGIC:
        if body.startswith(magic):
            raise InputError("not-text", f"this is {what}, not a page or text; give newsclean HTML or plain text")
    head = body[:_PRESCAN]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if (head.count(0) > len(head) // 50 or controls > len(head) // 20) and not _utf16_without_bom(head):
        raise InputError("not-text", "this is binary data, not a page or text; give newsclean HTML or plain text")


def parser_input(page: RawPage) -> bytes:
    """The page's markup as UTF-8 bytes without a byte order mark: what the parser reads fastest. Never raises."""
    encoding, skip = _encoding(page, _declared_in_markup)
    body = page.body[skip:] if skip else page.body
    if encoding == _VALID_UTF8:
        return body
    return body.decode(encoding, "replace").encode("utf-8", "replace")


def text(page: RawPage) -> str:
    """Scraped text as a string; bytes that mean nothing in its encoding become U+FFFD. Never raises."""
    encoding, skip = _encoding(page, lambda _body: None)
    return page.body[skip:].decode(encoding, "replace")


def codec_of(label: str | None) -> str | None:
    """Python's codec for a WHATWG label (`latin1` is windows-1252), or None for a label that is not one."""
    return _codecs().get(label.strip().lower()) if label else None


@cache
def _codecs() -> dict[str, str]:
    return {label: codec for codec, labels in _LABELS.items() for label in labels.split()}


def _encoding(page: RawPage, declared_in_body: Callable[[bytes], str | None]) -> tuple[str, int]:
    """Codec, and how many bytes of a byte order mark to leave out; `_VALID_UTF8` for UTF-8 without a fault."""
    body = page.body
    length = _utf8_length(body)
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return _VALID_UTF8 if codec == "utf-8" and length is not None else codec, len(bom)
    if wide := _utf16_without_bom(body[:_PRESCAN]):
        return wide, 0
    if length is not None and len(body) - length > _ACCIDENT:
        return _VALID_UTF8, 0
    http = _HTTP_CHARSET.search(page.content_type or "")
    declared = codec_of(http.group(1) if http else None) or declared_in_body(body)
    if declared is not None and declared != "utf-8":
        return declared, 0
    if length is not None:
        return _VALID_UTF8, 0
    return ("utf-8" if declared and _mostly_utf8(body) else _detected(body)), 0


def _declared_in_markup(body: bytes) -> str | None:
    head = _COMMENT.sub(b"", body[:_PRESCAN])
    for found in (*_META_CHARSET.finditer(head), *_XML_ENCODING.finditer(head)):
        label = found.group(1).decode("ascii")
        if b"name" in found.group(0).lower():
            continue  # a description that speaks of charsets declares none
        if label.lower().startswith("utf-16"):
            return "utf-8"  # the WHATWG: the declaration itself could be read, so it is not UTF-16
        if codec := codec_of(label):
            return codec
    return None


def _utf8_length(body: bytes) -> int | None:
    """Number of characters of UTF-8; None for bytes that are none.

    In pieces, which stay in the processor's cache: that is faster by half than to decode a page as a whole.
    """
    if body.isascii():
        return len(body)
    at = length = 0
    view = memoryview(body)
    while at < len(body):
        try:
            text, read = codecs.utf_8_decode(view[at : at + _PIECE], "strict", at + _PIECE >= len(body))
        except UnicodeDecodeError:
            return None
        length += len(text)
        at += read
    return length


def _mostly_utf8(body: bytes) -> bool:
    """Whether a page that says UTF-8 is UTF-8 but for a few broken bytes (a cut string, a foreign advertisement)."""
    broken = body.decode("utf-8", "replace").count("�") - body.count(b"\xef\xbf\xbd")
    valid = len(_MULTIBYTE.findall(body))
    return valid > 0 and broken <= 10 + valid // 5


def _utf16_without_bom(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text shows as a NUL in every second byte."""
    if 0 not in head:
        return None
    zeros_even, zeros_odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if half and zeros_odd > 0.6 * half and zeros_even < 0.05 * half:
        return "utf-16-le"
    if half and zeros_even > 0.6 * half and zeros_odd < 0.05 * half:
        return "utf-16-be"
    return None


def _detected(body: bytes) -> str:
    """Codec of bytes that declare nothing and are not UTF-8; windows-1252, as browsers do, when nothing is likelier."""
    from charset_normalizer import from_bytes

    best = from_bytes(body[:100_000], cp_isolation=list(_WEB_CODECS)).best()
    codec = _WEB_CODECS.get(best.encoding, "cp1252") if best else "cp1252"
    return _latin(body) if codec in _LATIN else codec


def _latin(body: bytes) -> str:
    """Which Latin code page: detectors guess central European for French, so windows-1252 unless it reads oddly."""
    letters = [c for c in body[:100_000].decode("cp1252", "replace") if c > "\x7f"]
    odd = {c: letters.count(c) for c in _ODD_IN_1252}
    if sum(odd.values()) * 10 < len(letters):
        return "cp1252"
    turkish = odd["þ"] + odd["ð"] > odd["ì"] + odd["ø"] + odd["¹"] + odd["³"]
    return "cp1254" if turkish else "cp1250"
