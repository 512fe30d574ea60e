"""The taxonomy's data: complete, unambiguous, mapped."""

import csv
import json
from pathlib import Path

import pytest

from notice_nlp.report.concepts import graph, to_csv, to_json, to_jsonld, to_turtle
from notice_nlp.taxonomy.store import ROOT, taxonomy

ALL = list(taxonomy())


def test_every_chain_ends_at_the_root() -> None:
    for concept in ALL:
        if concept.id != ROOT:
            assert taxonomy().ancestors(concept.id)[-1] == ROOT, concept.id


def test_labels_definitions_and_synonyms_in_both_languages() -> None:
    for concept in taxonomy().assignable:
        assert set(concept.label) == set(concept.definition) == set(concept.synonyms) == {"de", "en"}
        assert all(len(words) >= 2 for words in concept.synonyms.values()), concept.id


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_wording_means_one_concept(language: str) -> None:
    seen: dict[str, str] = {}
    for concept in ALL:
        for term in {concept.label[language].casefold(), *(s.casefold() for s in concept.synonyms.get(language, ()))}:
            assert seen.setdefault(term, concept.id) == concept.id, term


def test_mappings() -> None:
    for concept in ALL:
        dpv = concept.mappings["dpv"]
        assert dpv["relation"] == ("exact" if not concept.id.startswith("nn:") else "broader")
        assert dpv["iri"].startswith("https://w3id.org/dpv")


def test_search_and_groups() -> None:
    assert taxonomy().search("e-mail")[0].id == "pd:EmailAddress"
    assert "contact" in taxonomy().groups
    assert taxonomy()["pd:Health"].group == "special"


def test_agrees_with_the_label_space(shared: Path) -> None:
    with (shared / "taxonomy" / "concepts.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            concept = taxonomy()[row["id"]]
            assert (concept.group, concept.broader, concept.special or "") == (row["group"], row["broader"], row["special"])
            assert concept.label == {"de": row["label_de"], "en": row["label_en"]}


def test_dpv_iris_exist(shared: Path) -> None:
    iris = {"https://w3id.org/dpv#PersonalData", "https://w3id.org/dpv#SpecialCategoryPersonalData"}
    for name in ("pd", "purposes", "eu_gdpr_legal_basis"):
        with (shared / "dpv" / f"{name}.csv").open(encoding="utf-8") as stream:
            iris |= {row["iri"] for row in csv.DictReader(stream)}
    assert not [c.id for c in ALL if c.mappings["dpv"]["iri"] not in iris]


def test_exports_hold_every_concept() -> None:
    from rdflib import SKOS, Graph

    assert len(to_csv(ALL).splitlines()) == len(ALL) + 1
    assert len(json.loads(to_json(ALL))["concepts"]) == len(ALL)
    turtle = Graph().parse(data=to_turtle(ALL), format="turtle")
    linked = Graph().parse(data=to_jsonld(ALL), format="json-ld")
    assert set(turtle) == set(linked) == set(graph(ALL))
    assert len(set(turtle.subjects(SKOS.prefLabel))) == len(ALL)
    for concept in turtle.subjects(SKOS.prefLabel):
        languages = [label.language for label in turtle.objects(concept, SKOS.prefLabel)]
        assert sorted(languages) == ["de", "en"]
