"""The taxonomy as one page to search: plain HTML, which works without script too."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pages.words import anchor

# Characters shown on either side of a mention in an example.
AROUND = 70
NAMES = {"de": "Deutsch", "en": "English"}
OTHERS = {"play": "Google Play", "tilt": "TILT"}


def taxonomy_page(docs: Path, gold: Path | None) -> str:
    """All concepts with definition, wordings and an example of each language from a gold file, then purposes and legal bases."""
    from notice_nlp.taxonomy.legal import legal_bases
    from notice_nlp.taxonomy.purposes import purposes
    from notice_nlp.taxonomy.store import taxonomy

    known = taxonomy()
    shown = examples(gold) if gold and gold.is_file() else {}
    options = "".join(f'<option value="{anchor(g)}">{html.escape(g)}</option>' for g in known.groups)
    parts = [
        "---\nhide: [toc]\n---\n",
        f"# Taxonomy\n\n{len(known.assignable)} concepts in {len(known.groups)} groups, {len(purposes())} purposes, "
        f"{len(legal_bases())} legal bases. `pd:`, `dpv:` and `eu-gdpr:` ids are terms of the [W3C Data Privacy "
        "Vocabulary](https://w3id.org/dpv), `nn:` ids extend it. In the terminal: `notice-nlp taxonomy --search mail`; as SKOS: "
        "`--format ttl`.\n",
        '<div id="finder"><label>Search <input type="search" id="find" placeholder="mail, Standort, pd:Name" autocomplete="off"></label>',
        f'<label>Group <select id="group"><option value="">all</option>{options}</select></label>',
        '<label><input type="checkbox" id="special"> special categories only</label>',
        '<span id="count" role="status"></span></div>\n',
        '<div id="concepts">',
        *(_concept(c, known, shown.get(c.id, {})) for c in known.assignable),
        "</div>\n",
        "## Purposes\n",
        _plain(purposes()),
        "## Legal bases\n",
        _plain(legal_bases()),
        f"<style>{(docs / 'taxonomy.css').read_text('utf-8')}</style>\n",
        f"<script>{(docs / 'taxonomy.js').read_text('utf-8')}</script>\n",
    ]
    return "\n".join(parts)


def examples(gold: Path) -> dict[str, dict[str, str]]:
    """Concept -> language -> the first sentence of a gold file that mentions it, as HTML with the mention marked."""
    found: dict[str, dict[str, str]] = {}
    for line in gold.read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        for mention in record["mentions"]:
            start, end, id = mention["start"], mention["end"], mention["category"]
            if mention["negated"] or record["language"] in found.get(id, {}):
                continue
            line_start, line_end = text.rfind("\n", 0, start) + 1, (text + "\n").find("\n", end)
            before, after = text[line_start:start], text[end:line_end]
            if len(before) > AROUND:
                before = "… " + before[-AROUND:].partition(" ")[2]
            if len(after) > AROUND:
                after = after[:AROUND].rpartition(" ")[0] + " …"
            before, after = (html.escape(t.replace("\t", " · ")) for t in (before, after))
            found.setdefault(id, {})[record["language"]] = f"{before}<mark>{html.escape(text[start:end])}</mark>{after}"
    return found


def _concept(concept: Any, known: Any, shown: dict[str, str]) -> str:
    dpv = concept.mappings.get("dpv") or {}
    over = " › ".join(_link(known, a) for a in known.ancestors(concept.id))
    special = f" <b>{concept.special.replace('art', 'Art. ')} GDPR</b>" if concept.special else ""
    rows = [("group", html.escape(concept.group)), ("broader", over)]
    if dpv:
        rows.append(("DPV", f'<a href="{anchor(dpv["iri"])}">{html.escape(dpv["iri"])}</a> ({html.escape(dpv["relation"])})'))
    rows += [(name, html.escape(concept.mappings[key])) for key, name in OTHERS.items() if concept.mappings.get(key)]
    for language, name in NAMES.items():
        rows.append((name, f'<span lang="{language}">{html.escape(concept.definition[language])}</span>'))
        words = ", ".join(concept.synonyms.get(language, ()))
        if words:
            rows.append(("", f'<span lang="{language}">{html.escape(words)}</span>'))
        if language in shown:
            rows.append(("", f'<q lang="{language}">{shown[language]}</q>'))
    terms = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        f'<details id="{anchor(concept.id)}" data-group="{anchor(concept.group)}" data-special="{concept.special or ""}">'
        f"<summary><code>{html.escape(concept.id)}</code> {html.escape(concept.label['en'])} · "
        f'<span lang="de">{html.escape(concept.label["de"])}</span>{special}</summary><dl>{terms}</dl></details>'
    )


def _link(known: Any, id: str) -> str:
    shown = id in known.concepts and not known[id].abstract
    return f'<a href="#{anchor(id)}">{html.escape(id)}</a>' if shown else html.escape(id)


def _plain(entries: Iterable[dict[str, Any]]) -> str:
    def row(entry: dict[str, Any]) -> str:
        id = f"<code>{html.escape(entry['id'])}</code>"
        if entry["iri"]:
            id = f'<a href="{anchor(entry["iri"])}">{id}</a>'
        german = f'<td lang="de">{html.escape(entry["label"]["de"])}</td>'
        return f'<tr id="{anchor(entry["id"])}"><td>{id}</td><td>{html.escape(entry["label"]["en"])}</td>{german}</tr>'

    head = "<thead><tr><th>id</th><th>English</th><th>Deutsch</th></tr></thead>"
    return f"<table>{head}<tbody>{''.join(map(row, entries))}</tbody></table>\n"
