"""Trees to blocks: what a reader would see as one paragraph is one block, and the spans are exact."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import blocks
from newsclean.clean import parse
from newsclean.model import BLOCK_BREAK, Block, Document


def read(markup: str) -> Document:
    document = blocks.from_tree(parse(markup.encode()))
    holds(document)
    return document


def holds(document: Document) -> None:
    """What every document promises."""
    page_text = document.page_text
    for block in document.blocks:
        assert page_text[block.start : block.end] == block.text
        assert block.text == block.text.strip() != ""
        assert BLOCK_BREAK not in block.text
        assert 0 <= block.container < len(document.containers)
        assert 0 <= block.link_chars <= len(block.text)
    for place, container in enumerate(document.containers):
        assert -1 <= container.parent < place
        assert (container.parent == -1) == (place == 0)


def texts(markup: str) -> list[str]:
    return [block.text for block in read(markup).blocks]


LONG = "The ferry from Port Ennor was late again on Monday, and nobody on the quay asked why it was."
LATER = "The harbour master said that the tide had been early and that the ferry, for once, had not been late."

TEXTS = [
    # inline elements do not part a block, block elements do
    ("<p>A <b>bold</b> <i>sl<u>an</u>ted</i> word</p>", ["A bold slanted word"]),
    ("<p>One<p>Two", ["One", "Two"]),
    ("<div>Before<p>In</p>after</div>", ["Before", "In", "after"]),
    ("<div>a<hr>b</div>", ["a", "b"]),
    ("<div>a<div></div>b</div>", ["a", "b"]),
    ("<b>inline<p>block in inline</p>rest</b>", ["inline", "block in inline", "rest"]),
    ("text in the body", ["text in the body"]),
    ("<x-tag>Own <y-tag>elements</y-tag></x-tag> are inline", ["Own elements are inline"]),
    ("<h1>Head <small>line</small></h1>Text", ["Head line", "Text"]),
    # line breaks
    ("<p>a<br>b", ["a\nb"]),
    ("<p>a<br><br>b", ["a", "b"]),
    ("<p>a<br> \n <br/>&nbsp;<br>b<br>c", ["a", "b\nc"]),
    ("<p><br>a<br></p><br><p>b</p>", ["a", "b"]),
    ("<p>a<br><b>b</b><br><i><br>c</i>", ["a\nb", "c"]),
    (f"<p>{LONG}<br>{LATER}", [LONG, LATER]),  # lines that are paragraphs
    (f"<p>{LONG}<br>Orla Finnane<br>Port Ennor", [f"{LONG}\nOrla Finnane\nPort Ennor"]),
    # lines that break at one width are one paragraph, a list of lines as long as each other is none
    (f"<p>{'<br>'.join(textwrap.wrap(f'{LONG} {LATER}', 60))}</p>", [f"{LONG} {LATER}"]),
    (
        "<p>Tarn Point wins the regatta in the last of five races<br>Orla Finnane is the new keeper of the harbour log"
        "<br>Council puts the repair of the old lens off again<br>Ferries to Port Ennor are to run on Sunday too</p>",
        [
            "Tarn Point wins the regatta in the last of five races\nOrla Finnane is the new keeper of the harbour log\n"
            "Council puts the repair of the old lens off again\nFerries to Port Ennor are to run on Sunday too"
        ],
    ),
    # lists
    ("<ul><li>one<li>two</ul>", ["one", "two"]),
    ("<ul><li>one<ul><li>inner</ul>rest</ul>", ["one", "inner", "rest"]),
    ("<dl><dt>Term<dd>Meaning</dl>", ["Term", "Meaning"]),
    # lists of links, and menus
    ("<ul><li><a>one</a><li><a><b>two</b> more</a></ul>", ["one\ntwo more"]),
    ("<ul><li><a>one</a> and<li><a>two</a></ul>", ["one and", "two"]),
    ("<ul><li><a>one</a><ul><li><a>inner</a></ul></ul>", ["one\ninner"]),
    ("<ul><li>one<ul><li><a>in</a><li><a>ner</a></ul></ul>", ["one", "in\nner"]),
    (f"<ol><li><a>{LONG * 4}</a><li><a>two</a></ol>", [LONG * 4, "two"]),
    ("<nav>Sea <a>Home</a><form><select><option>o</select></form><svg><title>t</title></svg></nav>", ["Sea\nHome"]),
    (f"<nav><p>{LONG * 4}</p><a>Home</a></nav>", [LONG * 4, "Home"]),
    ("<nav><script>s()</script></nav>y", ["y"]),
    # tables
    ("<table><tr><th>Quay<th>Boats<tr><td>North<td>12</table>", ["Quay | Boats", "North | 12"]),
    ("<table><tr><td>a<td><b>b</b> c<td></table>", ["a | b c"]),
    ("<table><tr><td> <td>only</table>", ["only"]),
    ("<table><tr><td>a<br>b<td>c</table>", ["a b | c"]),
    ("<table><caption>Boats</caption><tr><td>a<td>b</table>", ["Boats", "a | b"]),
    (f"<table><tr><td>{LONG * 6}<td>{LATER * 6}</table>", [LONG * 6, LATER * 6]),  # layout: too long for a row
    ("<table><tr><td><h2>Head</h2><p>Text</p><td>menu</table>", ["Head", "Text", "menu"]),  # layout: a heading in it
    ("<table><tr><td><ul><li>a<li>b</ul><td>c</table>", ["a", "b", "c"]),
    # code
    ("<pre>if sea:\n    sail()\n\n\n\nstop()</pre>", ["if sea:\n    sail()", "stop()"]),
    ("<pre>a<br>b\tc  </pre>", ["a\nb   c"]),
    ("<pre>a&nbsp;b</pre>", ["a b"]),
    ("<pre>\n \n</pre>", []),
    # white space and characters
    ("<p>  Tab\tand\n   newline&nbsp;&nbsp;and &ensp; blanks </p>", ["Tab and newline and blanks"]),
    ("<p>Caf&eacute; &amp; &lt;bar&gt; &#8220;x&#x201d; &xyzzy;", ["Café & <bar> “x” &xyzzy;"]),
    ("<p>light&shy;house, har\u00adbour, zero\u200bwidth\ufeff", ["lighthouse, harbour, zerowidth"]),
    ("<p>cafe\u0301", ["café"]),
    ("<p>a\0b\x01c\x7f", ["abc"]),
    ("<p>\u200b</p><p>&nbsp;</p><p>&shy;</p>", []),
    ("<p>می\u200cخواهم", ["می\u200cخواهم"]),  # joiners are letters' business
    # what is never text
    ("<script>var p = '<p>x</p>'</script><style>p{}</style><p>y", ["y"]),
    ("<noscript><p>Please enable scripts</p></noscript><template><p>t</p></template><p>y", ["y"]),
    ("<svg><text>s</text></svg><select><option>o</select><textarea>t</textarea><iframe>i</iframe>y", ["y"]),
    ("<video>no video</video><audio>no audio</audio><object>o</object><canvas>c</canvas><p>y", ["y"]),
    ("<title>The title</title><p>y<!-- a comment -->z", ["yz"]),
    ("<form><label>Name</label> <button>Send</button></form>", ["Name", "Send"]),
    # hidden text is for later stages to judge
    ("<p hidden>h</p><div style='display:none'>d</div>", ["h", "d"]),
    # no text at all
    ("", []),
    ("   \n ", []),
    ("<html></html>", []),
    ("<frameset cols=50><frame src=a><noframes>n</noframes></frameset>", []),
    ("<p></p><div><span></span></div><br><br>", []),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), TEXTS)
def test_texts(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


KINDS = [
    ("<p>x", ("paragraph", 0)),
    ("x", ("paragraph", 0)),
    ("<h1>x", ("heading", 1)),
    ("<h4><span>x</span>", ("heading", 4)),
    ("<ul><li>x", ("item", 1)),
    ("<ul><li><div><p>x", ("item", 1)),
    ("<ul><li><ol><li>x", ("item", 2)),
    ("<ul><li><ul><li><ul><li>x", ("item", 3)),
    ("<dl><dd>x", ("item", 0)),
    ("<blockquote>x", ("quote", 0)),
    ("<blockquote><p>x", ("quote", 0)),
    ("<blockquote><ul><li>x", ("item", 1)),
    ("<pre>x", ("code", 0)),
    ("<pre><code>x", ("code", 0)),
    ("<p><code>x", ("paragraph", 0)),
    ("<figure><figcaption><p>x", ("caption", 0)),
    ("<table><caption>x", ("caption", 0)),
    ("<table><tr><td>x", ("row", 0)),
    ("<table><tr><td><h3>x", ("heading", 3)),
    # a box starts afresh
    ("<ul><li><section><p>x", ("paragraph", 0)),
    ("<blockquote><article>x", ("paragraph", 0)),
    ("<ul><li><aside>x", ("paragraph", 0)),
    ("<ul><li><article><ul><li>x", ("item", 1)),
]


@pytest.mark.parametrize(("markup", "expected"), KINDS)
def test_kinds_and_levels(markup: str, expected: tuple[str, int]) -> None:
    (block,) = read(markup).blocks
    assert (block.kind, block.level) == expected


def test_an_item_behind_an_inner_list_is_of_the_outer_level_again() -> None:
    found = read("<ul><li>a<ul><li>b</ul></li><li>c</ul><p>d").blocks
    assert [(block.text, block.level) for block in found] == [("a", 1), ("b", 2), ("c", 1), ("d", 0)]


def path(document: Document, block: Block) -> list[str]:
    """Tags from the block's container to the root, each with its hint."""
    found, place = [], block.container
    while place >= 0:
        container = document.containers[place]
        parent, tag, hint = container.parent, container.tag, container.hint
        found.append(f"{tag}.{hint}" if hint else tag)
        place = parent
    return found


PATHS = [
    ("<p>x</p>", ["p", "body", "html"]),
    (
        "<div class='Story Body' id=Main role=main data-x=y><p class=Lead>x",
        ["p.lead", "div.story body main main", "body", "html"],
    ),
    ("<p>a <b>x</b>", ["p", "body", "html"]),  # not wholly in the <b>
    ("<p><b>x</b> a", ["p", "body", "html"]),
    ("<p><i>a</i> <b>x</b>", ["p", "body", "html"]),
    ("<p><b>x</b><b>y</b>", ["p", "body", "html"]),
    ("<p><a class=lead>x <b>y</b></a>", ["p", "body", "html"]),  # what links say, link_chars says
    ("<p><a><em class=lead>x</em></a> </p>", ["em.lead", "p", "body", "html"]),
    ("<p><span class=lead>x <b>y</b></span></p>", ["span.lead", "p", "body", "html"]),  # wholly in an inline element
    ("<p><b><em class=lead>x</em></b> </p>", ["em.lead", "b", "p", "body", "html"]),
    ("<p><b>x</b><i></i><img></p>", ["b", "p", "body", "html"]),
    ("<p><b>x<br>y</b><br><br>z</p>", ["b", "p", "body", "html"]),
    ("<a class=card>x<p>", ["a.card", "body", "html"]),  # still open
    ("<a class=card><p>x", ["p", "a.card", "body", "html"]),
    ("<table><tr class=odd><td>x<td>y", ["tr.odd", "tbody", "table", "body", "html"]),
]


@pytest.mark.parametrize(("markup", "expected"), PATHS)
def test_the_elements_around_a_block(markup: str, expected: list[str]) -> None:
    document = read(markup)
    assert path(document, document.blocks[0]) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<div><span class=byline>Orla Finnane</span><span class=share><p>Share</p></span></div>",
        "<div><span class=byline>Orla Finnane</span><br><br><span class=share>Share</span></div>",
    ],
)
def test_an_element_holds_only_what_stands_in_it(markup: str) -> None:
    document = read(markup)
    byline, share = document.blocks
    assert "span.byline" in path(document, byline)
    assert "span.share" not in path(document, byline)
    assert "span.share" in path(document, share)
    assert "span.byline" not in path(document, share)


def test_an_element_is_one_container_for_all_its_blocks() -> None:
    document = read("<div><p>a</p><p>b</p>c</div>")
    parents = {document.containers[block.container].parent for block in document.blocks[:2]}
    assert parents == {document.blocks[2].container}
    assert [container.tag for container in document.containers] == ["html", "body", "div", "p", "p"]


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ("hidden", True),
        ("hidden=hidden", True),
        ("aria-hidden=true", True),
        ("style='color:red; display: none'", True),
        ("style=display:none", True),
        ("", False),
        ("aria-hidden=false", False),
        ("style='display:block'", False),
        ("type=hidden", False),
    ],
)
def test_hidden_is_a_name_of_the_element_itself(attributes: str, hidden: bool) -> None:
    document = read(f"<div id=box {attributes}><p>x")
    own, around = path(document, document.blocks[0])[:2]
    assert own == "p"
    assert around == ("div.box hidden" if hidden else "div.box")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a</p><p>b</p>", [False, False]),
        ("<img><p>a</p><p>b</p>", [True, False]),
        ("<p>a</p><figure><img></figure><p>b</p><p>c</p>", [False, True, False]),
        ("<figure><img><figcaption>a</figcaption></figure><p>b", [True, False]),
        ("<p>a<br><img></p><p>b</p>", [False, True]),
        ("<img><table><tr><td>a<td>b</table>", [True]),
    ],
)
def test_images_are_told_of_the_block_behind_them(markup: str, expected: list[bool]) -> None:
    assert [block.after_image for block in read(markup).blocks] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>none here", [0]),
        ("<p>see <a href=/x>this</a> and <a><b>that</b> too</a>", [11]),
        ("<p><a>all of it</a>", [9]),
        ("<a><p>one</p><p>two</p></a>three", [3, 3, 0]),
        ("<p><a>two</a><br><br>four", [3, 0]),
        ("<p><a> \n  wide                     blanks </a>", [11]),
        ("<table><tr><td><a>a</a><td>bc</table>", [1]),
        ("<nav><a>Home</a> <a>Sea</a></nav>", [len("Home\nSea")]),
        (f"<p>{LONG}<br>{LATER}<br><a>{LONG}</a>", [0, 0, len(LONG)]),
    ],
)
def test_characters_in_links(markup: str, expected: list[int]) -> None:
    assert [block.link_chars for block in read(markup).blocks] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<table><tr><td><p>{LONG}</p><p>{LATER}</p></table>", [LONG, LATER]),
        ("<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>", ["a | b", "c | d"]),
    ],
)
def test_a_short_layout_table_keeps_its_paragraphs(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize("tag", ["div", "span", "b", "section", "blockquote"])
def test_thousands_of_nested_elements_need_no_recursion(tag: str) -> None:
    document = read(f"<{tag}>" * 5000 + "deep")
    assert [block.text for block in document.blocks] == ["deep"]
    assert read("x" + f"<{tag}>" * 5000).page_text == "x"


def test_the_tree_is_left_as_it_was() -> None:
    tree = parse(b"<div hidden>a<br><br>b<script>x</script></div><table><tr><td>c<td>d</table>")
    before = tree.html
    first = blocks.from_tree(tree)
    assert tree.html == before
    assert blocks.from_tree(tree) == first


def test_the_walk_notes_what_the_metadata_are_read_from() -> None:
    markup = (
        "<head><meta name=a><script>1</script></head><body><meta name=b><p>By Mara Lindt <time>May 31</time>"
        "<script>2</script><nav><a href=/a>Home</a><time>May 30</time><script>3</script></nav>"
    )
    _, noted = blocks.read(parse(markup.encode()))
    found = [[node.attributes.get("name") or node.text() for node in nodes] for nodes in noted.values()]
    assert found == [["b"], ["2"], ["May 31"]], "not those of the head, nor of menus"


TAGS = (
    "p div li ul ol h2 blockquote pre table tr td b a span i br img figure figcaption article section script template "
    "select option noscript form svg math frameset body head dl dt x-own"
).split()
pieces = st.one_of(
    st.sampled_from(
        [LONG, "short", " ", "\n\n", "&nbsp;", "&shy;", "&#0;", "<br>", "<br><br>", "<!-- x -->", "]]>", "<"]
    ),
    st.text(max_size=30),
)


@st.composite
def trees(draw: st.DrawFn, children: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    attributes = draw(st.sampled_from(["", " class=share", " hidden", " style='display:none'", " id"]))
    closing = draw(st.sampled_from([f"</{tag}>", f"</{tag}>", "", "</p>"]))
    return f"<{tag}{attributes}>{''.join(draw(st.lists(children, max_size=5)))}{closing}"


@given(st.lists(st.recursive(pieces, trees, max_leaves=20), max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_whatever_the_tree_spans_are_exact(markup: str) -> None:
    holds(blocks.from_tree(parse(markup.encode("utf-8", "replace"))))


@given(
    st.lists(st.sampled_from(["quay", "gull", "tide", "<b>rope</b>", "<i>net</i>", "<p>", "<div>", "</div>", "<br>"]))
)
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_or_doubled(parts: list[str]) -> None:
    markup = " ".join(parts)
    words = [part.removeprefix("<b>").removeprefix("<i>").split("<")[0] for part in parts]
    assert read(markup).page_text.split() == [word for word in words if word]
