"""Bytes to text: which kind of input, which encoding, and never an exception but `not-text`."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import decode
from newsclean.errors import InputError
from newsclean.model import Kind, RawPage

PLAIN = "The harbour board of Tarn Point voted on Tuesday to keep the old lighthouse lit."
ACCENTS = "Le conseil a voté : « l’œuvre du phare coûte 40 € par élève », paraît-il."
RUSSIAN = (
    "Совет гавани Тарнской бухты решил во вторник сохранить старый маяк. Рыбаки сказали, что без света вода кажется "
    "темнее, чем была."
)
JAPANESE = "港湾理事会は火曜日、古い灯台を残すことを決めた。漁師たちは、明かりのない海は以前より暗く見えると語った。"
CHINESE = "港务委员会星期二决定保留旧灯塔。渔民们说，没有灯光的海面看上去比以前更黑。"
TRADITIONAL = "港務委員會星期二決定保留舊燈塔。漁民們說，沒有燈光的海面看上去比以前更黑。"
KOREAN = (
    "항만위원회는 화요일에 오래된 등대를 남겨 두기로 했다. 어민들은 불빛 없는 바다가 전보다 더 어두워 보인다고 말했다."
)
CZECH = "Přístavní rada v úterý rozhodla, že starý maják zůstane. Rybáři řekli, že bez světla je voda tmavší než dřív."
POLISH = "Rada portu zdecydowała we wtorek, że stara latarnia zostanie. Rybacy mówili, że bez światła woda jest czarna."
TURKISH = "Liman kurulu salı günü eski fenerin kalmasına karar verdi. Balıkçılar suyun karanlık göründüğünü söyledi."
GERMAN = "Der Hafenrat beschloss am Dienstag, den alten Leuchtturm zu erhalten. Fischer fanden das Wasser schwärzer."


def html(page: RawPage) -> str:
    return decode.parser_input(page).decode("utf-8")


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=windows-1251"])
def test_a_byte_order_mark_wins_and_is_left_out(bom: bytes, codec: str, content_type: str | None) -> None:
    markup = f"<meta charset=shift_jis><p>{ACCENTS} {RUSSIAN}"
    page = RawPage(bom + markup.encode(codec), content_type=content_type)
    assert html(page) == markup
    assert decode.text(page) == markup
    assert decode.sniff(page) == "html"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(codec: str) -> None:
    markup = f"<html><p>{ACCENTS}</p></html>"
    page = RawPage(markup.encode(codec), content_type="text/html")
    assert html(page) == markup
    assert decode.sniff(RawPage(markup.encode(codec))) == "html"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_cut_or_lonely_mark_raises_nothing(codec: str) -> None:
    bom = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}[codec]
    assert html(RawPage(bom)) == ""
    cut = html(RawPage(bom + "<p>año".encode(codec)[:-1]))
    assert cut.startswith("<p>a")


#: What the header says, what the markup says, the codec the bytes are in.
DECLARED = [
    ("text/html; charset=windows-1251", "", RUSSIAN, "cp1251"),
    ("text/html;charset='WINDOWS-1251'", "", RUSSIAN, "cp1251"),
    ('text/html; charset="koi8-r"; x=y', "", RUSSIAN, "koi8-r"),
    ("text/html; charset=koi8-r", "<meta charset=windows-1251>", RUSSIAN, "koi8-r"),  # the header wins
    ("text/html; charset=nonsense", "<meta charset=koi8-r>", RUSSIAN, "koi8-r"),  # unless it says nothing
    ("text/html", "<meta charset=koi8-r>", RUSSIAN, "koi8-r"),
    (None, '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', RUSSIAN, "koi8-r"),
    (None, "<META CHARSET = 'Shift_JIS'>", JAPANESE, "cp932"),
    (None, "<meta charset=euc-jp>", JAPANESE, "euc-jp"),
    (None, "<meta charset=iso-2022-jp>", JAPANESE, "iso2022-jp"),
    (None, "<meta charset=gb2312>", CHINESE, "gbk"),
    (None, "<meta charset=big5>", TRADITIONAL, "big5"),
    (None, "<meta charset=euc-kr>", KOREAN, "cp949"),
    (None, "<meta charset=ks_c_5601-1987>", KOREAN, "cp949"),
    (None, "<meta charset=latin1>", ACCENTS, "cp1252"),
    (None, "<meta charset=iso-8859-1>", ACCENTS, "cp1252"),
    (None, "<meta charset=us-ascii>", ACCENTS, "cp1252"),
    (None, "<meta charset=iso-8859-9>", TURKISH, "cp1254"),
    (None, "<meta charset=iso-8859-2>", POLISH, "iso8859-2"),
    (None, '<?xml version="1.0" encoding="windows-1250"?>', CZECH, "cp1250"),
    (None, "<!-- " + "x" * 3000 + " --><meta charset=koi8-r>", RUSSIAN, "koi8-r"),  # a long head
    (None, "<meta charset=utf-16>", RUSSIAN, "utf-8"),  # could be read, so it is not UTF-16
    (None, "<meta charset=utf-16le>", RUSSIAN, "utf-8"),
    (None, "<meta charset=unicode-1-1-utf-8>", RUSSIAN, "utf-8"),
]


@pytest.mark.parametrize(("content_type", "declaration", "story", "codec"), DECLARED)
def test_what_is_declared_is_believed(content_type: str | None, declaration: str, story: str, codec: str) -> None:
    markup = f"{declaration}<p>{story}</p>"
    assert html(RawPage(markup.encode(codec), content_type=content_type)) == markup


#: Words so few that no detector could tell: only the declaration can.
@pytest.mark.parametrize(
    ("label", "raw", "letter"),
    [
        ("windows-1251", b"\xfe", "ю"),
        ("koi8-r", b"\xfe", "Ч"),
        ("iso-8859-1", b"\x80", "€"),
        ("latin1", b"\x93", "“"),
        ("windows-1252", b"\x85", "…"),
        ("iso-8859-9", b"\xfe", "ş"),
        ("iso-8859-15", b"\xa4", "€"),
        ("x-mac-cyrillic", b"\x80", "А"),
        ("tis-620", b"\xa1", "ก"),
        ("x-sjis", b"\x82\xa0", "あ"),
        ("gbk", b"\x80\xb0\xa1"[1:], "啊"),
    ],
)
def test_labels_mean_what_the_web_takes_them_for(label: str, raw: bytes, letter: str) -> None:
    markup = html(RawPage(b"<p>word " + raw, content_type=f"text/html; charset={label}"))
    assert markup == f"<p>word {letter}"
    assert decode.text(RawPage(raw, content_type=f"text/plain; charset={label}")) == letter


@pytest.mark.parametrize("label", ["rot13", "utf-32", "utf-7", "idna", "hex", "cp037", "unicode_escape", "", "x" * 500])
def test_labels_that_the_web_does_not_know_are_not_believed(label: str) -> None:
    assert decode.codec_of(label) is None
    markup = f"<meta charset={label}><p>{ACCENTS} +AGE-</p>"
    for content_type in (f"text/html; charset={label}", None):
        assert html(RawPage(markup.encode(), content_type=content_type)) == markup


@pytest.mark.parametrize("label", [None, " ", "charset", "utf-16"])
def test_no_codec_for_no_label(label: str | None) -> None:
    assert decode.codec_of(label) is None


def test_labels_are_compared_without_case_and_blanks() -> None:
    assert decode.codec_of(" UTF8 ") == "utf-8"
    assert decode.codec_of("Latin1") == "cp1252"


def test_every_label_names_a_codec_that_python_has() -> None:
    for labels in decode._LABELS.values():
        for label in labels.split():
            codec = decode.codec_of(label)
            assert codec is not None
            assert codecs.lookup(codec)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "gbk"])
def test_bytes_that_are_utf_8_are_utf_8_whatever_they_declare(label: str) -> None:
    markup = f"<meta charset={label}><p>{ACCENTS}</p>"
    assert html(RawPage(markup.encode())) == markup
    assert decode.text(RawPage(ACCENTS.encode(), content_type=f"text/plain; charset={label}")) == ACCENTS


def test_two_letters_that_could_be_utf_8_do_not_outweigh_a_declaration() -> None:
    raw = "Ã© Ã©".encode("cp1252")
    assert decode.text(RawPage(raw, content_type="text/plain; charset=windows-1252")) == "Ã© Ã©"


@pytest.mark.parametrize("offset", range(5))
def test_a_letter_across_any_two_pieces_of_a_page_is_whole(offset: int) -> None:
    body = "x" * offset + "灯😀é" * 3000
    declared = f'<meta charset="windows-1252">{body}'.encode()
    assert html(RawPage(declared)).endswith(body)


def test_a_page_that_ends_within_a_letter_is_no_utf_8() -> None:
    body = b'<meta charset="windows-1252">' + b"x" * 9000 + "é".encode()[:1]
    assert html(RawPage(body)).endswith("Ã")


def test_utf_8_with_a_few_broken_bytes_stays_utf_8() -> None:
    raw = ("<meta charset=utf-8>" + ACCENTS * 5).encode() + b"\xe9 \xff caf\xc3"
    read = html(RawPage(raw))
    assert read.startswith("<meta charset=utf-8>" + ACCENTS * 5)
    assert read.endswith("\ufffd \ufffd caf\ufffd")


def test_a_page_that_says_utf_16_in_bytes_counts_as_one_that_says_utf_8() -> None:
    read = html(RawPage(b"<meta charset=utf-16>" + (ACCENTS * 5).encode() + b"\xff"))
    assert read == f"<meta charset=utf-16>{ACCENTS * 5}\ufffd"


def test_a_declaration_behind_a_long_head_is_found() -> None:
    markup = f"<title>{'sea ' * 700}</title><meta charset=iso-8859-5><p>"
    assert html(RawPage(markup.encode() + b"\xe0")) == markup + "р"


@pytest.mark.parametrize(
    ("story", "codec"), [(RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (CHINESE, "gbk"), (CZECH, "cp1250")]
)
def test_what_says_utf_8_and_is_far_from_it_is_not_read_as_utf_8(story: str, codec: str) -> None:
    markup = f"<meta charset=utf-8><p>{story}</p>"
    assert html(RawPage(markup.encode(codec))) == markup
    assert html(RawPage(f"<p>{story}</p>".encode(codec), content_type="text/html; charset=utf-8")) == f"<p>{story}</p>"


def test_a_few_accents_that_are_not_utf_8_are_not_lost() -> None:
    markup = f"<meta charset=utf-8><p>{GERMAN}</p>"
    assert html(RawPage(markup.encode("cp1252"))) == markup


UNDECLARED = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (JAPANESE, "cp932"),
    (
        JAPANESE * 4
        + "港の人々は、火曜日の夜に集まって灯台の歴史についてゆっくりと語り合ったという。カモメも戻ってきた。",
        "euc-jp",
    ),
    (CHINESE, "gbk"),
    (TRADITIONAL, "big5"),
    (KOREAN, "cp949"),
    (CZECH, "cp1250"),
    (POLISH, "cp1250"),
    (TURKISH, "cp1254"),
    (ACCENTS, "cp1252"),
    (GERMAN, "cp1252"),
    (ACCENTS, "utf-8"),
    (RUSSIAN, "utf-8"),
    (PLAIN, "ascii"),
]


@pytest.mark.parametrize(
    ("story", "codec"), UNDECLARED, ids=[f"{codec}-{n}" for n, (_, codec) in enumerate(UNDECLARED)]
)
def test_what_declares_nothing_is_detected(story: str, codec: str) -> None:
    markup = f"<html><body><p>{story}</p></body></html>"
    assert html(RawPage(markup.encode(codec))) == markup
    assert decode.text(RawPage(story.encode(codec))) == story


def test_a_meta_in_scraped_text_declares_nothing() -> None:
    story = f'Write <meta charset="koi8-r"> into the head, said Orla. {ACCENTS}'
    assert decode.text(RawPage(story.encode("cp1252"))) == story


@pytest.mark.parametrize(
    ("markup", "letter"),
    [
        ("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "ю"),
        ("<meta charset=nonsense><meta charset=koi8-r>", "Ч"),
        ("<meta name=description content='sea'><meta charset=koi8-r>", "Ч"),
        ("<meta charset=windows-1251><meta charset=koi8-r>", "ю"),
    ],
)
def test_the_first_declaration_that_counts(markup: str, letter: str) -> None:
    assert html(RawPage(f"{markup}<p>".encode() + b"\xfe")) == f"{markup}<p>{letter}"


SNIFFED = [
    (b"<!DOCTYPE html><p>x", None, "", "html"),
    (b"  \n<!-- saved --><html lang=en>", None, "", "html"),
    (b"<P class=x>Hello", None, "", "html"),
    (PLAIN.encode(), "text/html; charset=utf-8", "", "html"),
    (PLAIN.encode(), "application/xhtml+xml", "", "html"),
    (PLAIN.encode(), None, "story.HTML", "html"),
    (PLAIN.encode(), None, "story.html.gz", "html"),
    (PLAIN.encode(), None, "story.xhtml", "html"),
    (PLAIN.encode(), None, "story", "text"),
    (PLAIN.encode(), "text/plain", "", "text"),
    (b"", None, "", "text"),
    (b"Ships < boats > rafts, a < b, and <3", None, "", "text"),
    (b"<person@example.org> wrote: <pre-war> ships", None, "", "text"),
    (b"<p>not markup, says the name", None, "story.txt", "text"),
    (b"Subject: x\n\n<p>x", None, "story.mhtml", "mhtml"),
    (b"Subject: x\n\n<p>x", None, "story.MHT.gz", "mhtml"),
    (b"Subject: x\n\n<p>x", "multipart/related; boundary=x", "", "mhtml"),
]


@pytest.mark.parametrize(("body", "content_type", "name", "kind"), SNIFFED)
def test_kinds(body: bytes, content_type: str | None, name: str, kind: str) -> None:
    assert decode.sniff(RawPage(body, content_type=content_type, input=name)) == kind


@pytest.mark.parametrize("kind", ["html", "text", "mhtml"])
def test_what_the_caller_says_is_not_questioned(kind: Kind) -> None:
    assert decode.sniff(RawPage(b"%PDF-1.7 <p>", input="a.txt", kind=kind)) == kind


BINARY = {
    "PDF": b"%PDF-1.7\n1 0 obj",
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "GIF": b"GIF89a" + bytes(8),
    "zip": b"PK\x03\x04\x14\x00\x06\x00",
    "gzip": b"\x1f\x8b\x08\x00",
    "program": b"\x7fELF\x02\x01\x01",
    "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "binary": bytes(range(256)) + bytes(200),
    "binary data": b"\x00\x01" * 30 + PLAIN.encode(),
}


@pytest.mark.parametrize(("what", "body"), BINARY.items(), ids=BINARY)
@pytest.mark.parametrize("name", ["page.html", "story.txt", ""])
def test_what_is_no_text_is_named(what: str, body: bytes, name: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode.sniff(RawPage(body, content_type="text/html", input=name))
    assert caught.value.code == "not-text"


def test_control_characters_are_no_text() -> None:
    with pytest.raises(InputError, match="binary"):
        decode.sniff(RawPage(bytes(range(256)) * 4))


def test_a_stray_zero_byte_makes_no_page_binary() -> None:
    body = b"<p>" + PLAIN.encode() * 2 + b"\0</p>"
    assert decode.sniff(RawPage(body)) == "html"
    assert decode.sniff(RawPage(PLAIN.encode() * 2 + b"\0")) == "text"
    assert PLAIN in html(RawPage(body))


content_types = st.one_of(
    st.none(),
    st.sampled_from(["", "text/html", "text/html; charset=", "text/html; charset=\ud800", "charset=utf-16", ";;;"]),
    st.sampled_from(sorted(decode._LABELS)).map("text/html; charset={}".format),
    st.text(max_size=20),
)
starts = st.sampled_from(
    [
        b"",
        *(f"<meta charset={label}>".encode() for label in ("iso-2022-jp", "big5", "utf-16", "gbk", "nonsense")),
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
    ]
)


@given(starts, st.binary(max_size=400), content_types, st.text(max_size=8))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise_anything_but_not_text(start: bytes, rest: bytes, content_type: str | None, name: str) -> None:
    page = RawPage(start + rest, content_type=content_type, input=name)
    decode.parser_input(page).decode("utf-8")  # always UTF-8
    assert isinstance(decode.text(page), str)
    try:
        found: str = decode.sniff(page)
    except InputError as error:
        found = error.code
    assert found in ("html", "text", "mhtml", "not-text")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_declared_utf_8_comes_through_unchanged(text: str) -> None:
    text = text.removeprefix("\ufeff").replace("\0", "")
    page = RawPage(codecs.BOM_UTF8 + text.encode())
    assert html(page) == text
    assert decode.text(page) == text
