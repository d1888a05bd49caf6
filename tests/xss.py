"""Text that would act if the report took it for markup, an address or a control: after OWASP's filter evasion list."""

from __future__ import annotations

import html
from typing import Any

import newsclean
from stories import page

#: Each would set `acted`, open a dialog, ask the network for something, or turn the text around.
VECTORS = (
    "<script>window.acted=1</script>",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "--><script>alert(1)</script><!--",
    "<img src=x onerror=alert(1)>",
    "<img src=https://example.org/x.png>",
    "<img/src/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.acted=1</script>'></iframe>",
    "<object data=https://example.org/x.swf></object>",
    "<embed src=https://example.org/x.swf>",
    "<a href=javascript:alert(1)>click</a>",
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "https://example.org/\"onmouseover=alert(1)//",
    "'\"><script>alert(1)</script>",
    "'-alert(1)-'",
    "`${alert(1)}`",
    "{{ constructor.constructor('alert(1)')() }}",
    "{% include 'report.css' %}{{ 7*7 }}",
    "<style>*{background:url(https://example.org/x)}</style>",
    "</style><style>body{display:none}</style>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<base href=https://example.org/>",
    "<form action=https://example.org/><button autofocus onfocus=alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<textarea></textarea><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "</script\u2028>\u2029alert(1)",
    "\u202egnorw\u202c \u2066turned\u2069 \u061c",
    "\x1b]0;owned\x07\x9b31m\x00\x08",
    "]]><script>alert(1)</script><![CDATA[",
    "__proto__",
)  # fmt: skip


def hostile_record(vector: str, name: str) -> dict[str, Any]:
    """What the json format would hold of a page that says it everywhere."""
    removed = {"rule": vector, "category": vector, "stage": vector, "start": 0, "end": len(vector), "text": vector}
    fields = ("url", "canonical_url", "title", "published", "modified", "site", "language", "description", "image")
    return newsclean.clean("Rain.").to_dict() | {
        "input": name,
        **dict.fromkeys((*fields, "section"), vector),
        "authors": [vector],
        "tags": [vector, vector],
        "text": f"{vector}\n{vector}",
        "removals": [removed],
        "flags": [{"flag": vector, "seen": vector, "where": vector}],
        "sources": {field: {"source": vector, "raw": f"{vector} {vector}"} for field in fields},
    }


def hostile_page(vector: str) -> str:
    """A page with the vector in its markup, raw and as an attribute."""
    attribute = html.escape(vector)
    return page().replace("<article>", f"<article title=\"{attribute}\">{vector}<p id='{attribute}'>{attribute}</p>")
