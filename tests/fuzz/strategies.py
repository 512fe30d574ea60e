"""Generated inputs: documents built from pieces, and valid files broken at random – in their bytes, their elements, their values."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from tests.fuzz.seeds import exchange, notices, unzipped, zipped

# What has broken readers before: entities, spans and numbers that lie, controls, marks in heaps, letters that only look alike.
TOKENS = (
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    "&a;",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<table>",
    "<td rowspan=99999 colspan=²>",
    "<li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li><li>",
    "<div role=heading aria-level=²>",
    "</p>",
    "<script>alert(1)</script>",
    '" onload="x',
    "javascript:alert(1)",
    "=1+1",
    "@SUM(A1)",
    "\t",
    "\r",
    "\n\n",
    "\x00",
    "\x1b[31m",
    "\ufeff",
    "\u202eabc\u202c",
    "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b",
    "á̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧̧́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́́",
    "Ⅻ²①",
    "аdress",
    "ſ",
    "ı",
    "İ",
    "ẞ",
    "😰",
    "9" * 5000,
    "-1",
    "NaN",
    "1e999",
    "\\ud800",
    "%00",
    "../../etc/passwd",
    "| | | | | | | | | | | | | | | | | | | | | | | | | | | | | | ",
    "***",
    "```````",
    "[](",
    "- - - - - - - - - - - - - - - - - - - - ",
    "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > ",
    "---\n",
    "{{<",
    "$",
    "Art. 6 Abs. 1 lit. ",
    "§ 99999",
    "31.12.9999",
    "00:99 Uhr",
    "0 Junı 2024",
    "fıve years",
    "ſechs Monate",
    ", , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , , ",
    ". . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . ",
    "und ",
    "(",
    ")",
    "Wir speichern Ihren Namen und Ihre E-Mail-Adresse nicht. ",
    "For delivery we store your address for 12 months. ",
    "\xa0",
    "x" * 3000,
    "xml:lang",
    "<target/>",
    "<note>n</note>",
    "<x/>",
    'msgid ""\n',
    "#, fuzzy\n",
    'state="final"',
    "null",
    "[]",
    "{}",
    "true",
    '"',
    "'",
    "\\",
    ";",
)
_OPERATIONS = ("delete", "insert", "double", "overwrite", "truncate", "flip", "swap")
words = st.one_of(st.sampled_from(TOKENS), st.text(max_size=30))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def broken(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A valid file with up to six of its stretches deleted, doubled, overwritten, or something put between."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 6))):
        operation = draw(st.sampled_from(_OPERATIONS))
        a = draw(st.integers(0, len(data)))
        b = min(len(data), a + draw(st.one_of(st.integers(0, 8), st.integers(0, 400))))
        token = draw(words).encode("utf-8", "surrogatepass") if operation in {"insert", "overwrite"} else b""
        if operation == "delete":
            data = data[:a] + data[b:]
        elif operation == "insert":
            data = data[:a] + token + data[a:]
        elif operation == "overwrite":
            data = data[:a] + token + data[a + len(token) :]
        elif operation == "double":
            data = data[:b] + data[a:b] * draw(st.integers(1, 30)) + data[b:]
        elif operation == "truncate":
            data = data[:a]
        elif operation == "flip" and a < len(data):
            data = data[:a] + bytes([data[a] ^ draw(st.integers(1, 255))]) + data[a + 1 :]
        elif operation == "swap":
            data = data[:a] + data[b : b + (b - a)] + data[a:b] + data[b + (b - a) :]
    return data[:200_000]


@st.composite
def broken_xml(draw: st.DrawFn, seed: bytes) -> bytes:
    """A valid XML file with elements taken out, doubled, renamed, and other texts and attributes."""
    root = etree.fromstring(seed)
    for _ in range(draw(st.integers(1, 5))):
        nodes = [n for n in root.iter() if isinstance(n.tag, str)]
        node = nodes[draw(st.integers(0, len(nodes) - 1))]
        other = nodes[draw(st.integers(0, len(nodes) - 1))]
        what = draw(st.sampled_from(("drop", "double", "rename", "text", "tail", "attribute", "unset", "move")))
        text = "".join(c for c in draw(words) if c.isprintable() or c in "\n\t")
        parent = node.getparent()
        if what == "drop" and parent is not None:
            parent.remove(node)
        elif what == "double" and parent is not None:
            parent.append(copy.deepcopy(node))
        elif what == "rename":
            node.tag = other.tag
        elif what == "text":
            node.text = text
        elif what == "tail" and parent is not None:
            node.tail = text
        elif what == "attribute" and node.attrib:
            node.set(draw(st.sampled_from(sorted(node.attrib))), text)
        elif what == "unset" and node.attrib:
            del node.attrib[draw(st.sampled_from(sorted(node.attrib)))]
        elif what == "move":
            node.append(copy.deepcopy(other) if len(nodes) < 200 else etree.Element(other.tag))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


@st.composite
def broken_json(draw: st.DrawFn, seed: Any) -> Any:
    """A JSON value in which up to three of its parts are others, gone or doubled."""
    value = copy.deepcopy(seed)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        if not places:
            return draw(values)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        what = draw(st.sampled_from(("set", "delete", "near")))
        if what == "delete":
            del holder[key]
        elif what == "near" and isinstance(holder[key], int):
            holder[key] += draw(st.sampled_from((-1, 1, 1000, -1000, 0.5)))
        else:
            holder[key] = draw(values)
    return value


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)


@st.composite
def broken_archive(draw: st.DrawFn, seed: bytes) -> bytes:
    """A Word document with one of its parts broken or gone, under a whole archive."""
    parts = unzipped(seed)
    names = sorted(n for n in parts if n.endswith((".xml", ".rels")))
    name = draw(st.sampled_from([n for n in names if n.startswith(("word/document", "word/styles", "word/num"))] * 3 + names))
    what = draw(st.sampled_from(("xml", "bytes", "drop", "name")))
    if what == "drop":
        del parts[name]
    elif what == "name":
        parts[draw(words).replace("\0", "") or "x"] = parts[name]
    else:
        parts[name] = draw(broken_xml(parts[name]) if what == "xml" else broken((parts[name],)))
    return zipped(parts)


@st.composite
def html(draw: st.DrawFn) -> bytes:
    """Pages of nested, unclosed and wrongly closed elements."""
    tags = [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "h1",
        "h3",
        "b",
        "strong",
        "br",
        "span",
        "a",
        "em",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "summary",
        "pre",
    ]
    attributes = (
        "",
        " rowspan=3",
        " colspan=2",
        " rowspan=0",
        " colspan=70000",
        " class=menu",
        " role=heading aria-level=99",
        " id=toc",
        " hidden",
    )
    parts = []
    for _ in range(draw(st.integers(1, 40))):
        kind = draw(st.integers(0, 5))
        tag = draw(st.sampled_from(tags))
        parts.append(f"</{tag}>" if kind == 0 else draw(words) if kind < 3 else f"<{tag}{draw(st.sampled_from(attributes))}>")
    return "".join(parts).encode("utf-8", "replace")


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """Plain text and Markdown: headings, lists, tables, rules, in any order and depth."""
    heads = (
        "",
        "# ",
        "###### ",
        "- ",
        "1. ",
        "  - ",
        "a) ",
        "> ",
        "| ",
        "\t",
        "    ",
        "```",
        "1.2.3 ",
        "§ 5 ",
        "* * *",
        "===",
        "[x]: ",
        "<b>",
        "• ",
    )
    text = st.lists(words, max_size=4).map(" ".join)
    made = draw(st.lists(st.tuples(st.sampled_from(heads), text, st.sampled_from(("\n", "\n\n", "\r\n", " |\n", "\t\n", ""))), max_size=20))
    return "".join(head + body + end for head, body, end in made).encode("utf-8", "replace")


suffixes = st.sampled_from((".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".TXT", "", ".xyz"))


def files() -> st.SearchStrategy[tuple[bytes, str]]:
    """Bytes and the suffix they come with, for the readers of notices."""
    known = notices()
    parts = [st.tuples(broken(seeds), st.one_of(st.just(suffix), suffixes)) for suffix, seeds in known.items() if suffix != ".pdf"]
    parts += [st.tuples(html(), st.just(".html")), st.tuples(lines(), st.sampled_from((".txt", ".md"))), st.tuples(st.binary(), suffixes)]
    parts += [st.tuples(broken_archive(seed), st.just(".docx")) for seed in known[".docx"]]
    return st.one_of(*parts, st.tuples(broken(known[".pdf"]), st.just(".pdf")))


def imports(name: str) -> st.SearchStrategy[bytes]:
    """Broken files for one importer, by its name in :func:`tests.fuzz.seeds.exchange`."""
    seed = exchange()[name]
    found = [broken((seed,))]
    if name in {"xliff12", "xliff21", "tmx", "tbx"}:
        found.append(broken_xml(seed))
    elif name == "docx_table":
        found.append(broken_archive(seed))
    elif name in {"draft", "labelstudio", "gold", "rules"}:
        found.append(broken_json(json.loads(seed)).map(lambda v: json.dumps(v).encode()))
    elif name == "memory":
        found.append(broken_json([json.loads(l) for l in seed.splitlines()]).map(_json_lines))
    return st.one_of(*found)


def _json_lines(value: Any) -> bytes:
    return "".join(json.dumps(v) + "\n" for v in (value if isinstance(value, list) else [value])).encode()


notice_texts = st.lists(
    st.one_of(st.sampled_from(TOKENS), st.sampled_from([t for t in TOKENS if " " in t and t.isprintable()]), st.text(max_size=20)),
    min_size=1,
    max_size=12,
).map(lambda parts: "".join(parts).encode("utf-8", "replace").decode())
