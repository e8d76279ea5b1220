"""The competencies of the demonstration cluster: whole, in the words of the trade, told apart."""

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.ontology.triples import VC

FILE = Path(__file__).parents[2] / "data" / "seeds" / "competencies.ttl"
BASE = "https://virtual-cluster.example/competency/"
ESCO = "http://data.europa.eu/esco/"
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
GROUPS = {"manufacturing", "digital", "healthcare", "food", "chemicals", "construction"}
# A firm may be found under the wrong one of two competencies that share a label. None does today;
# one that must goes here with its reason.
SHARED_LABELS: dict[str, str] = {}

# Words with several meanings, and the competencies of each meaning.
LOOK_ALIKES: dict[str, tuple[set[str], ...]] = {
    "casting": (
        {"metal-casting", "investment-casting", "sand-casting", "die-casting-aluminium"},
        {"plaster-casting"},
        {"resin-casting"},
    ),
    "plating": ({"electroplating", "hot-dip-galvanising"}, {"food-plating-and-catering"}),
    "filling": (
        {"filling-and-labelling-of-hazardous-goods"},
        {"beverage-filling"},
        {"dental-fillings"},
    ),
    "sterilisation": (
        {"sterilisation-validation", "sterile-barrier-packaging"},
        {"milk-heat-treatment"},
    ),
    "form": ({"concrete-formwork"}, {"web-forms"}),
    "cell": (
        {"battery-pack-assembly"},
        {"cell-culture-and-fermentation-scale-up", "tissue-scaffolds"},
        {"robot-cell-building", "plc-and-robot-programming"},
    ),
    "coating": (
        {
            "water-based-coating-formulation",
            "coating-pilot-batches",
            "coating-scale-up",
            "coating-application-trials",
            "powder-coating-of-metal",
            "wet-painting-of-metal",
            "functional-surface-coatings",
        },
        {"tablet-coating"},
        {"coating-line-data-analytics"},
        {"membrane-coating-and-lamination"},
    ),
    "PLC": ({"plc-and-robot-programming"}, {"company-formation"}),
    "CMM and CRM": ({"coordinate-measuring"}, {"crm-consulting"}),
    "mould": (
        {"tool-and-mould-making", "injection-moulding-technical-parts"},
        {"mould-remediation"},
    ),
    "scaffold": ({"scaffolding"}, {"tissue-scaffolds"}),
    "mill": ({"five-axis-cnc-milling"}, {"grain-milling"}),
    "print": (
        {"metal-powder-bed-additive-manufacturing"},
        {"polymer-3d-printing"},
        {"label-printing"},
    ),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(FILE, format="turtle")


@pytest.fixture(scope="module")
def concepts(graph: Graph) -> list[URIRef]:
    return [c for c in graph.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef)]


def labels(graph: Graph, concept: Node) -> Iterator[Literal]:
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        yield from (v for v in graph.objects(concept, predicate) if isinstance(v, Literal))


def name(concept: Node) -> str:
    return str(concept).removeprefix(BASE)


def parents(graph: Graph, concept: Node) -> set[Node]:
    return set(graph.transitive_objects(concept, SKOS.broader)) - {concept}


def test_there_are_about_180_and_every_group_has_some_thirty(
    graph: Graph, concepts: list[URIRef]
) -> None:
    groups = [str(graph.value(c, VC.sectorGroup)) for c in concepts]
    assert len(concepts) >= 170
    assert set(groups) == GROUPS
    assert all(groups.count(group) >= 25 for group in GROUPS)


def test_every_one_says_what_it_means_in_one_or_two_sentences(
    graph: Graph, concepts: list[URIRef]
) -> None:
    for concept in concepts:
        (definition,) = graph.objects(concept, SKOS.definition)
        assert 40 <= len(str(definition)) <= 320, name(concept)
        assert str(definition).endswith("."), name(concept)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_one_has_one_preferred_label_and_others_in_english_and_german(
    graph: Graph, concepts: list[URIRef], language: str
) -> None:
    for concept in concepts:
        preferred = [v for v in graph.objects(concept, SKOS.prefLabel) if _in(v, language)]
        others = [v for v in graph.objects(concept, SKOS.altLabel) if _in(v, language)]
        assert len(preferred) == 1, name(concept)
        assert others, name(concept)


@pytest.mark.parametrize("language", ["pl", "fr"])
def test_brokers_of_the_polish_and_french_regions_find_them_in_their_own_words(
    graph: Graph, concepts: list[URIRef], language: str
) -> None:
    without = [c for c in concepts if not any(_in(v, language) for v in labels(graph, c))]
    assert [name(c) for c in without] == []


def test_no_two_share_a_label_in_any_language(graph: Graph, concepts: list[URIRef]) -> None:
    owners: dict[str, set[str]] = {}
    for concept in concepts:
        for label in labels(graph, concept):
            owners.setdefault(str(label).casefold(), set()).add(name(concept))
    shared = {label: who for label, who in owners.items() if len(who) > 1}
    assert set(shared) == set(SHARED_LABELS), shared


def test_broader_and_related_stay_within_the_file_and_never_say_the_same(
    graph: Graph, concepts: list[URIRef]
) -> None:
    own = set(concepts)
    for concept in concepts:
        related = set(graph.objects(concept, SKOS.related))
        assert related | parents(graph, concept) <= own - {concept}, name(concept)
        assert all((other, SKOS.related, concept) in graph for other in related), name(concept)
        # S27 of the SKOS Reference: related is disjoint with broader, however far.
        assert not related & parents(graph, concept), name(concept)


def test_what_has_no_parent_is_a_top_concept(graph: Graph, concepts: list[URIRef]) -> None:
    tops = {c for c in concepts if graph.value(c, SKOS.broader) is None}
    assert set(graph.objects(None, SKOS.hasTopConcept)) == tops
    assert set(graph.subjects(SKOS.topConceptOf, None)) == tops


@pytest.mark.parametrize("word", LOOK_ALIKES)
def test_look_alikes_share_no_parent_and_no_link(graph: Graph, word: str) -> None:
    for one, other in combinations(LOOK_ALIKES[word], 2):
        for left, right in product(sorted(one), sorted(other)):
            a, b = URIRef(BASE + left), URIRef(BASE + right)
            assert (a, RDF.type, SKOS.Concept) in graph, left
            assert (b, RDF.type, SKOS.Concept) in graph, right
            assert not ({a} | parents(graph, a)) & ({b} | parents(graph, b)), (left, right)
            assert (a, SKOS.related, b) not in graph, (left, right)
            assert (b, SKOS.related, a) not in graph, (left, right)


def test_most_but_not_all_are_matched_with_esco_and_never_twice_with_the_same(
    graph: Graph, concepts: list[URIRef]
) -> None:
    found = {c: [o for p in MATCHES for o in graph.objects(c, p)] for c in concepts}
    assert all(str(o).startswith(ESCO) for matches in found.values() for o in matches)
    assert all(len(matches) == len(set(matches)) for matches in found.values())
    assert 0.6 <= sum(map(bool, found.values())) / len(concepts) <= 0.9


def test_only_one_is_exactly_the_same_as_a_skill_of_esco(graph: Graph) -> None:
    exact = list(graph.objects(None, SKOS.exactMatch))
    assert len(exact) == len(set(exact))


@pytest.mark.needs_data
def test_every_match_is_a_skill_of_esco_under_the_label_in_its_comment(
    graph: Graph, data: Path
) -> None:
    skills = _esco_labels(data)
    matched = {str(o) for p in MATCHES for o in graph.objects(None, p)}
    assert matched <= set(skills)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        term, _, comment = line.partition("  # ")
        if "Match esco:" in term:
            identifier = term.split("esco:")[1].rstrip(" ;.")
            assert skills[f"{ESCO}skill/{identifier}"] == comment, line


def _esco_labels(data: Path) -> dict[str, str]:
    package = next((data / "esco" / "v1.1.1").glob("*classification*.zip"))
    with zipfile.ZipFile(package) as archive, archive.open("skills_en.csv") as file:
        rows = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8"))
        return {row["conceptUri"]: row["preferredLabel"].strip() for row in rows}


def _in(label: Node, language: str) -> bool:
    return isinstance(label, Literal) and label.language == language
