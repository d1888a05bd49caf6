"""A page saved as one file is unpacked to the page, as the browser that saved it had it."""

from __future__ import annotations

import pytest

from newsclean.errors import InputError
from newsclean.mhtml import unpacked
from newsclean.model import RawPage

CHROME = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/harbour\r\nSubject: Harbour\r\n"
    b"Date: Tue, 7 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b1"\r\n\r\n\r\n'
    b"------b1\r\nContent-Type: text/html\r\nContent-ID: <frame@blink>\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/harbour\r\n\r\n"
    b'<meta charset=3D"utf-8"><p>Caf=C3=A9 at the=20=\r\nquay</p>\r\n'
    b"------b1\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n<p>frame</p>\r\n"
    b"------b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b1--\r\n"
)


def test_the_page_comes_with_its_address_and_date() -> None:
    page = unpacked(RawPage(CHROME, kind="mhtml", input="a.mhtml"))
    assert page.body.strip() == '<meta charset="utf-8"><p>Café at the quay</p>'.encode()
    assert (page.url, page.kind, page.input) == ("https://example.org/harbour", "html", "a.mhtml")
    assert page.fetched == "2024-05-07T10:00:00+00:00"
    assert page.content_type == "text/html"


def test_what_the_caller_knows_goes_first() -> None:
    page = unpacked(RawPage(CHROME, url="https://example.org/own", fetched="2024-01-01"))
    assert (page.url, page.fetched) == ("https://example.org/own", "2024-01-01")


def test_the_root_is_the_part_that_is_named() -> None:
    data = CHROME.replace(b'type="text/html";', b'type="text/html"; start="<two@x>";').replace(
        b"Content-Location: https://example.org/frame", b"Content-ID: <two@x>\r\nContent-Location: cid:two"
    )
    assert unpacked(RawPage(data)).body.strip() == b"<p>frame</p>"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"Content-Type: image/png\r\n\r\nx", CHROME[:200]])
def test_a_message_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        unpacked(RawPage(data))
    assert caught.value.code == "not-text"


@pytest.mark.parametrize("cut", range(0, len(CHROME), 37))
def test_a_cut_message_raises_nothing_else(cut: int) -> None:
    try:
        page = unpacked(RawPage(CHROME[:cut]))
    except InputError:
        return
    assert isinstance(page.body, bytes)
