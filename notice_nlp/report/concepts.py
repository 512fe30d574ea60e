"""The taxonomy in the terminal and as CSV, JSON, SKOS in Turtle or JSON-LD."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice_nlp.errors import BadInput
from notice_nlp.report.output import put
from notice_nlp.taxonomy.legal import legal_bases
from notice_nlp.taxonomy.purposes import purposes
from notice_nlp.taxonomy.store import Concept, taxonomy

if TYPE_CHECKING:
    from rdflib import Graph

NAMESPACES = {
    "nn": "https://w3id.org/notice-nlp/concept#",
    "pd": "https://w3id.org/dpv/pd#",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
}
FIELDS = [
    "id", "broader", "group", "special", "label_de", "label_en", "definition_de", "definition_en", "synonyms_de", "synonyms_en",
    "dpv_relation", "dpv_iri", "play", "tilt", "abstract",
]  # fmt: skip


def browse(id: str | None, search: str | None, format: str, output: Path | None) -> None:
    """Prints or writes the concepts asked for: one, those found, or all.

    Raises:
        BadInput: no such concept, nothing found, or the output can't be written.
    """
    if id is not None and format == "table" and _other(id):
        put(json.dumps(_other(id), ensure_ascii=False, indent=1) + "\n", output)
        return
    found = _select(id, search)
    if format == "table":
        _show(found, id is not None, output)
        return
    put({"csv": to_csv, "json": to_json, "ttl": to_turtle, "jsonld": to_jsonld}[format](found), output)


def _other(id: str) -> dict[str, Any] | None:
    return next((x for x in (*purposes(), *legal_bases()) if x["id"] == id), None)


def _select(id: str | None, search: str | None) -> list[Concept]:
    if id is not None:
        known = {c.id.casefold(): c for c in taxonomy()} | {c.id.split(":")[1].casefold(): c for c in taxonomy()}
        if id.casefold() not in known:
            near = ", ".join(c.id for c in taxonomy().search(id.split(":")[-1])[:3])
            raise BadInput(f"no concept {id!r}" + (f"; near: {near}" if near else "; try --search"))
        return [known[id.casefold()]]
    if search is not None:
        found = taxonomy().search(search)
        if not found:
            raise BadInput(f"nothing found for {search!r}")
        return found
    return list(taxonomy())


def _show(found: list[Concept], detail: bool, output: Path | None) -> None:
    if detail:
        concept = found[0]
        lines = [f"{concept.id}  {concept.label['de']} / {concept.label['en']}"]
        lines += [f"  {concept.definition[l]}" for l in ("de", "en") if l in concept.definition]
        lines.append(f"  group {concept.group or '-'}, {concept.special or 'no special category'}")
        lines.append("  broader " + " > ".join(taxonomy().ancestors(concept.id)))
        lines += [f"  {l}: {', '.join(concept.synonyms[l])}" for l in ("de", "en") if concept.synonyms.get(l)]
        lines += [f"  {k}: {v if isinstance(v, str) else ' '.join(v.values())}" for k, v in concept.mappings.items() if v]
        put("\n".join(lines) + "\n", output)
        return
    if output or not sys.stdout.isatty():
        put("".join(f"{c.id}\t{c.group}\t{c.special or ''}\t{c.label['de']}\t{c.label['en']}\n" for c in found), output)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "group", "Deutsch", "English", "special")
    for c in found:
        table.add_row(c.id, c.group, c.label["de"], c.label["en"], c.special or "")
    Console().print(table)


def _flat(concept: Concept) -> dict[str, str]:
    dpv = concept.mappings.get("dpv") or {}
    values = [
        concept.id, concept.broader, concept.group, concept.special or "", concept.label["de"], concept.label["en"],
        concept.definition.get("de", ""), concept.definition.get("en", ""), "; ".join(concept.synonyms.get("de", ())),
        "; ".join(concept.synonyms.get("en", ())), dpv.get("relation", ""), dpv.get("iri", ""),
        concept.mappings.get("play") or "", concept.mappings.get("tilt") or "", str(concept.abstract).lower(),
    ]  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))


def to_csv(concepts: list[Concept]) -> str:
    """One line per concept; several synonyms in one cell, separated by "; "."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_flat(c) for c in concepts)
    return stream.getvalue()


def to_json(concepts: list[Concept]) -> str:
    """Concepts as in ``concepts.json``, with purposes and legal bases."""
    data = {
        "version": taxonomy().version,
        "concepts": [
            {
                "id": c.id, "broader": c.broader, "group": c.group, "special": c.special, "label": c.label,
                "definition": c.definition, "synonyms": c.synonyms, "mappings": c.mappings, "abstract": c.abstract,
            }
            for c in concepts
        ],
        "purposes": purposes(),
        "legal_bases": legal_bases(),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def iri(id: str) -> str:
    """The full IRI of a taxonomy id such as ``pd:EmailAddress``."""
    prefix, _, name = id.partition(":")
    return NAMESPACES[prefix] + name


def graph(concepts: list[Concept]) -> Graph:
    """The concepts as a SKOS scheme; DPV terms by their own IRIs, ours matched to the nearest broader DPV term."""
    from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

    g = Graph()
    for prefix, namespace in NAMESPACES.items():
        g.bind(prefix, namespace)
    g.bind("skos", SKOS)
    scheme = URIRef(NAMESPACES["nn"] + "scheme")
    g.add((scheme, RDF.type, SKOS.ConceptScheme))
    g.add((scheme, RDFS.label, Literal("notice_nlp taxonomy of personal data", lang="en")))
    g.add((scheme, SKOS.hasTopConcept, URIRef(iri("dpv:PersonalData"))))
    for concept in concepts:
        node = URIRef(iri(concept.id))
        g.add((node, RDF.type, SKOS.Concept))
        g.add((node, SKOS.inScheme, scheme))
        if concept.broader:
            g.add((node, SKOS.broader, URIRef(iri(concept.broader))))
        for lang in ("de", "en"):
            g.add((node, SKOS.prefLabel, Literal(concept.label[lang], lang=lang)))
            if concept.definition.get(lang):
                g.add((node, SKOS.definition, Literal(concept.definition[lang], lang=lang)))
            for synonym in concept.synonyms.get(lang, ()):
                if synonym != concept.label[lang]:
                    g.add((node, SKOS.altLabel, Literal(synonym, lang=lang)))
        dpv = concept.mappings.get("dpv") or {}
        if dpv.get("relation") == "broader":
            g.add((node, SKOS.broadMatch, URIRef(dpv["iri"])))
        if concept.special:
            g.add((node, SKOS.scopeNote, Literal(f"GDPR Article {concept.special.removeprefix('art')}", lang="en")))
    return g


def to_turtle(concepts: list[Concept]) -> str:
    """SKOS in Turtle."""
    return str(graph(concepts).serialize(format="turtle"))


def to_jsonld(concepts: list[Concept]) -> str:
    """SKOS in JSON-LD."""
    context = {**NAMESPACES, "skos": "http://www.w3.org/2004/02/skos/core#"}
    return str(graph(concepts).serialize(format="json-ld", context=context, indent=1, ensure_ascii=False)) + "\n"
