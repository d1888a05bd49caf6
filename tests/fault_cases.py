"""What a server can do wrong: its route, the code that must come back, and a word that the line must hold."""

from __future__ import annotations

import datetime
import gzip
import zlib
from collections.abc import Callable

import faulty_server as faulty
from faulty_server import PAGE, answer, packed, redirect

LATER = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"

#: What the server does -> its route, the code that must come back, and a word that the line must hold.
CASES: dict[str, tuple[faulty.Route, str, str]] = {
    "byte-drip": (faulty.byte_drip, "timeout", "--timeout"),
    "chunk-drip": (faulty.chunk_drip, "timeout", "--timeout"),
    "endless-headers": (faulty.endless_headers, "timeout", "--timeout"),
    "no-answer": (faulty.no_answer, "timeout", "--timeout"),
    "header-flood": (faulty.header_flood, "protocol", "HTTP"),
    "early-hints-flood": (faulty.early_hints_flood, "too-large", "--max-bytes"),
    "body-flood": (faulty.body_flood, "too-large", "--max-bytes"),
    "closed-at-once": (faulty.closed_at_once, "connect", "without an answer"),
    "reset-at-once": (faulty.reset_at_once, "connect", "without an answer"),
    "reset-in-the-middle": (faulty.reset_in_the_middle, "protocol", "middle"),
    "short-body": (answer(PAGE, length=100000), "protocol", "without sending complete"),
    "announced-too-large": (answer(PAGE, length=50_000_000), "too-large", "--max-bytes"),
    "chunks-that-stop": (faulty.chunks_that_stop, "protocol", "HTTP"),
    "broken-chunk": (CHUNKED + b"zz\r\n<html\r\n", "protocol", "HTTP"),
    "two-lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "protocol", "HTTP"),
    "http-0.9": (PAGE, "protocol", "HTTP"),
    "noise": (bytes(range(256)) * 20, "protocol", "HTTP"),
    "header-with-noise": (b"HTTP/1.1 200 OK\r\n\x00\xff: \x01\r\n\r\n", "protocol", "HTTP"),
    "switching-protocols": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "protocol", "HTTP"),
    "not-gzip": (packed(PAGE, "gzip"), "protocol", "Content-Encoding"),
    "not-deflate": (packed(b"\x78\x9c" + PAGE, "deflate"), "protocol", "Content-Encoding"),
    "not-brotli": (packed(PAGE, "br"), "protocol", "Content-Encoding"),
    "not-zstd": (packed(PAGE, "zstd"), "protocol", "Content-Encoding"),
    "half-a-gzip": (packed(gzip.compress(PAGE)[:-20], "gzip"), "protocol", "early"),
    "half-a-deflate": (packed(zlib.compress(PAGE)[:-20], "deflate"), "protocol", "early"),
    "packed-nine-times": (packed(PAGE, ", ".join(["gzip"] * 9)), "protocol", "9 times"),
    "gzip-in-gzip": (packed(gzip.compress(gzip.compress(PAGE)), "gzip"), "not-text", "gzip"),
    "redirect-loop": (redirect("/redirect-loop"), "redirect-loop", "10 redirects"),
    "redirect-to-file": (redirect("file:///etc/hostname"), "scheme", "file:"),
    "redirect-to-nonsense": (redirect("http://[::1"), "protocol", "cannot be read"),
    "redirect-to-bad-port": (redirect("http://example.org:99999/"), "scheme", "port"),
    "redirect-to-nowhere": (answer(b"", status="302 Found"), "protocol", "302"),
    "not-modified": (answer(b"", status="304 Not Modified"), "protocol", "304"),
    "401": (answer(b"", status="401 Unauthorized"), "http-401", "--cookies"),
    "403": (answer(b"", status="403 Forbidden"), "http-403", "newsclean clean"),
    "404": (answer(b"", status="404 Not Found"), "http-404", "address"),
    "410": (answer(b"", status="410 Gone"), "http-410", "gone"),
    "418": (answer(b"", status="418 I'm a teapot"), "http-418", "refuses"),
    "429-hour": (answer(b"", "Retry-After: 3600", status="429 Too Many"), "http-429", "3,600 s"),
    "429-date": (answer(b"", f"Retry-After: {LATER}", status="429 Too Many"), "http-429", "come back in 3,"),
    "429-nonsense": (answer(b"", "Retry-After: \xb2 soon", status="429 Too Many"), "http-429", "--delay"),
    "500": (answer(b"", status="500 Oops"), "http-500", "later"),
    "503": (answer(b"", status="503 Busy"), "http-503", "later"),
    "999": (answer(b"", status="999 Denied"), "http-999", "newsclean clean"),
    "pdf": (answer(b"%PDF-1.7", kind="application/pdf"), "not-text", "a PDF"),
    "pdf-as-html": (answer(b"%PDF-1.7 \x00\x01"), "not-text", "a PDF"),
    "image": (answer(b"\x89PNG", kind="image/png"), "not-text", "an image"),
    "json": (answer(b"{}", kind="application/json; charset=utf-8"), "not-text", "JSON"),
    "rss": (answer(b"<rss/>", kind="application/rss+xml"), "not-text", "feed"),
    "rss-as-xml": (answer(b"<?xml version='1.0'?><!-- x -->\n<rss/>", kind="text/xml"), "not-text", "feed"),
    "sitemap": (answer(b"<?xml version='1.0'?><urlset/>", kind="application/xml"), "not-text", "site map"),
    "program": (answer(b"\x7fELF\x00", kind="application/octet-stream"), "not-text", "program"),
}  # fmt: skip

#: Content-Encoding -> makes a body of a GiB in about a MiB; each ends as `too-large`.
BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: faulty.deflate_bomb(16 + zlib.MAX_WBITS),
    "deflate": lambda: faulty.deflate_bomb(zlib.MAX_WBITS),
    "br": faulty.brotli_bomb,
    "zstd": faulty.zstd_bomb,
    "gzip, gzip": lambda: gzip.compress(faulty.deflate_bomb(16 + zlib.MAX_WBITS), 1),
}
