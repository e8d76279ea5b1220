"""Linked regions of a graph: which relationships count, and which region is meant."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kg.errors import NotFoundError, UsageError
from kg.ontology.rdf import load_schema
from kg.query.present_regions import region_links_json
from kg.query.region_links import RegionAnswer, RegionLinker
from kg.query.regions import RegionQuestion
from tests.factories import FakeCatalogue, firm, region
from tests.shapes import assert_region_links

SCHEMA = load_schema()


@dataclass
class LinkedCatalogue(FakeCatalogue):
    """A catalogue with relationships; `revisions` are told one after the other."""

    edges: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    revisions: list[int] = field(default_factory=lambda: [7])

    def revision(self) -> int:
        return self.revisions.pop(0) if self.revisions[1:] else self.revisions[0]

    def links(self, type_: str, start: str, end: str) -> Iterator[tuple[str, str]]:
        assert (start, end) == ("Organisation", SCHEMA.relation(type_).range)
        return iter(self.edges.get(type_, []))


def catalogue(**changes: object) -> LinkedCatalogue:
    given = {
        "firms": [firm("Acme", region="UKE32"), firm("Bolt", region="DE212"), firm("Crew")],
        "places": [region("UKE3", "South Yorkshire"), region("DE21", "Oberbayern")],
        "former": {"DE99": "DE21"},
        "edges": {"SUPPLIES": [("acme", "bolt")], "PARTNERED_IN": [("acme", "p"), ("bolt", "p")]},
        **changes,
    }
    return LinkedCatalogue(**given)  # type: ignore[arg-type]


def asked(*types: str, given: LinkedCatalogue | None = None, **question: object) -> RegionAnswer:
    linker = RegionLinker(given or catalogue(), SCHEMA)
    return linker.link(RegionQuestion(**question), types)  # type: ignore[arg-type]


def test_relationships_of_organisations_and_joint_projects_count() -> None:
    types = RegionLinker(catalogue(), SCHEMA).types()
    assert {"SUPPLIES", "COMPETES_WITH", "PARTNERED_IN"} <= set(types)
    assert not {"OFFERS", "LOCATED_IN", "MEMBER_OF", "HAS_CONTACT"} & set(types)
    [pair] = asked().links.pairs
    assert pair.by_type == {"PARTNERED_IN": 1, "SUPPLIES": 1}


def test_an_answer_has_its_shape_names_and_revision() -> None:
    answer = region_links_json(asked())
    assert_region_links(answer)
    assert answer["revision"] == 7
    assert answer["pairs"][0]["regions"] == [
        {"code": "DE21", "name": "Oberbayern"},
        {"code": "UKE3", "name": "South Yorkshire"},
    ]


def test_one_type_can_be_asked_for() -> None:
    answer = asked("SUPPLIES")
    assert (answer.types, answer.links.between) == (("SUPPLIES",), 1)


def test_a_type_that_links_no_organisations_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'OFFERS' links organisations; choose from .*SUPPLIES"):
        asked("OFFERS")


def test_a_link_to_an_organisation_that_is_gone_does_not_count() -> None:
    edges = {"SUPPLIES": [("acme", "gone")], "PARTNERED_IN": [("gone", "p"), ("acme", "p")]}
    assert asked(given=catalogue(edges=edges)).links.between == 0


@pytest.mark.parametrize("wanted", ["UKE3", "uke", "TLE3", "DE99", "DE"])
def test_a_region_is_named_by_a_code_of_any_version(wanted: str) -> None:
    assert len(asked(region=wanted).links.pairs) == 1


def test_a_region_without_pairs_gives_none() -> None:
    places = [region("UKE3", "South Yorkshire"), region("FR10", "Ile-de-France")]
    assert asked(given=catalogue(places=places), region="FR10").links.pairs == ()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("XX99", "name a NUTS code such as UKE3"),
        ("Oberbayer", r"did you mean DE21 \(Oberbayern\)"),
        (" ", "''"),
    ],
)
def test_a_region_that_nobody_knows_is_named_with_what_comes_near(wanted: str, words: str) -> None:
    with pytest.raises(NotFoundError, match=r"no region" if wanted == " " else words):
        asked(region=wanted)


def test_a_region_below_the_level_names_its_level() -> None:
    with pytest.raises(UsageError, match="--level 3"):
        asked(region="UKE32")
    assert len(asked(region="UKE32", level=3).links.pairs) == 1


def test_a_graph_that_changes_meanwhile_is_read_again() -> None:
    given = catalogue(revisions=[7, 8, 8, 8])
    assert asked(given=given).revision == 8
