"""A read model that is brought up to date equals one that is built whole."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.batch import Touched
from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow
from kg.model import NodeRef, Organisation
from kg.projection.build import Builder
from kg.projection.projection import STATUSES, Projection
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    proof,
    region,
)
from tests.unit.projection.same import assert_same

FIRMS, OFFERS, SKILLS, PROOFS = "abc", "klmn", "xyz", "pq"
DAYS = st.sampled_from([None, dt.date(2026, 3, 1), dt.date(2027, 3, 1)])


@st.composite
def graphs(draw: st.DrawFn) -> FakeCatalogue:
    """A small graph; ids are few, so that two graphs share many and differ in some."""
    firms = draw(st.sets(st.sampled_from(FIRMS)))
    skills = draw(st.sets(st.sampled_from(SKILLS)))
    proofs = draw(st.sets(st.sampled_from(PROOFS)))
    homes = {
        o: draw(st.sampled_from(sorted(firms))) for o in OFFERS if firms and draw(st.booleans())
    }
    return FakeCatalogue(
        [draw(organisations(id_)) for id_ in firms],
        [draw(capabilities(id_, home)) for id_, home in homes.items()],
        [draw(competencies(id_)) for id_ in skills],
        [
            EvidenceRow(id_, draw(DAYS), draw(DAYS), is_work=draw(st.booleans()))
            for id_ in sorted(proofs)
        ],
        [region("UKE3", "South Yorkshire")],
        draw(pairs(homes, skills)),
        draw(pairs(homes, proofs)),
        {"UKE9": "UKE3"},
        ties=draw(pairs(firms, firms)),
        hierarchy=draw(pairs(skills, skills)),
    )


@st.composite
def organisations(draw: st.DrawFn, id_: str) -> Organisation:
    kind = draw(st.sampled_from(["Firm", "Association"]))
    seat = draw(st.sampled_from([None, "UKE3"]))
    return Organisation(id_, draw(st.sampled_from(["Acme", "Bolt"])), kind, seat and "UK", seat)


@st.composite
def capabilities(draw: st.DrawFn, id_: str, home: str) -> CapabilityRow:
    text = draw(st.sampled_from(["", "milling", "turning of shafts", "Fräsen"]))
    status, level = draw(st.sampled_from(STATUSES)), draw(st.sampled_from([None, 3]))
    return CapabilityRow(
        id_, home, text, status, level, draw(DAYS), draw(st.sampled_from([None, 4]))
    )


@st.composite
def competencies(draw: st.DrawFn, id_: str) -> CompetencyRow:
    labels = draw(st.lists(st.sampled_from(["milling", "CNC", "ISO 9001", "welding"]), min_size=1))
    return CompetencyRow(id_, labels[0], tuple(labels[1:]))


def pairs(left: Collection[str], right: Collection[str]) -> st.SearchStrategy[list[Any]]:
    every = [(a, b) for a in sorted(left) for b in sorted(right)]
    return st.lists(st.sampled_from(every), unique=True) if every else st.just([])


def touched_between(before: FakeCatalogue, after: FakeCatalogue) -> Touched:
    """What the writes from one graph to the other note: new, changed and removed nodes, and both
    ends of links that come or go by themselves. Links that go with a node are not noted."""
    nodes, removed = set[NodeRef](), set[NodeRef]()
    for label, old, new in (
        ("Organisation", before.firms, after.firms),
        ("Capability", before.offers, after.offers),
        ("Competency", before.skills, after.skills),
        ("Evidence", before.proofs, after.proofs),
    ):
        olds, news = {row.id: row for row in old}, {row.id: row for row in new}
        nodes |= {NodeRef(label, id_) for id_, row in news.items() if olds.get(id_) != row}
        removed |= {NodeRef(label, id_) for id_ in olds.keys() - news.keys()}
    links = linked(before) ^ linked(after)
    nodes |= {end for link in links if not removed & set(link) for end in link}
    return Touched(frozenset(nodes), frozenset(removed))


def linked(graph: FakeCatalogue) -> set[tuple[NodeRef, NodeRef]]:
    def refs(left: str, right: str, found: Collection[tuple[str, str]]) -> set[Any]:
        return {(NodeRef(left, a), NodeRef(right, b)) for a, b in found}

    offers = [(row.organisation, row.id) for row in graph.offers]
    return (
        refs("Organisation", "Capability", offers)
        | refs("Organisation", "Organisation", graph.ties)
        | refs("Capability", "Competency", graph.states)
        | refs("Capability", "Evidence", graph.rests_on)
        | refs("Competency", "Competency", graph.hierarchy)
    )


@dataclass
class Counting:
    """Counts the rows that are read of a graph."""

    graph: FakeCatalogue
    read: list[Any] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        def stream(*arguments: Any) -> Iterator[Any]:
            for row in getattr(self.graph, name)(*arguments):
                self.read.append(row)
                yield row

        return dict if name == "former_regions" else stream


def builder(source: Any, encoder: BagEncoder) -> Builder:
    return Builder(source, encoder.encode, "bag-1", WORDS)


@st.composite
def histories(draw: st.DrawFn) -> list[FakeCatalogue]:
    """A graph three times; most of it stays, and what goes may come again with other links."""
    graph = draw(graphs())
    history = [graph]
    for _ in range(2):
        graph = draw(mixtures(graph, draw(graphs())))
        history.append(graph)
    return history


@st.composite
def mixtures(draw: st.DrawFn, old: FakeCatalogue, new: FakeCatalogue) -> FakeCatalogue:
    """Of each row the old one, the new one, or none; links only between what is there."""

    def mixed(one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
        olds, news = {row.id: row for row in one}, {row.id: row for row in other}
        choices = {
            id_: draw(st.sampled_from([olds, olds, olds, news, {}])).get(id_)
            for id_ in sorted(olds.keys() | news.keys())
        }
        return [row for row in choices.values() if row]

    def linked_still(one: Any, other: Any, ends: set[str]) -> list[Any]:
        chosen = draw(st.sampled_from([one, one, other, []]))
        return [pair for pair in chosen if ends >= set(pair)]

    firms = mixed(old.firms, new.firms)
    homes = {row.id for row in firms}
    offers = [row for row in mixed(old.offers, new.offers) if row.organisation in homes]
    skills, proofs = mixed(old.skills, new.skills), mixed(old.proofs, new.proofs)
    there = {row.id for row in (*offers, *skills, *proofs)}
    states = linked_still(old.states, new.states, there)
    rests_on = linked_still(old.rests_on, new.rests_on, there)
    ties = linked_still(old.ties, new.ties, homes)
    hierarchy = linked_still(old.hierarchy, new.hierarchy, there)
    return replace(
        old,
        hierarchy=hierarchy,
        firms=firms,
        offers=offers,
        skills=skills,
        proofs=proofs,
        states=states,
        rests_on=rests_on,
        ties=ties,
    )


# On a busy machine histories take long to make.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(histories())
def test_bringing_it_up_to_date_gives_what_building_it_whole_gives(
    history: list[FakeCatalogue],
) -> None:
    before, between, after = history
    encoder = BagEncoder()
    earlier = builder(before, encoder).build(7)
    touched = touched_between(before, between) | touched_between(between, after)
    updated = builder(after, encoder).update(earlier, 9, touched)
    assert_same(updated, builder(after, encoder).build(9))


@given(graphs())
def test_the_rows_of_a_read_model_make_the_same_again(graph: FakeCatalogue) -> None:
    encoder = BagEncoder()
    built = builder(graph, encoder).build(7)
    assert_same(builder(graph, encoder).update(built, 7, Touched()), built)


GRAPH = FakeCatalogue(
    [firm("Acme"), firm("Bolt")],
    [capability("Acme", "milling"), capability("Bolt", "turning")],
    [competency("milling", "CNC milling"), competency("turning")],
    [proof("ISO 9001")],
    [region("UKE3", "South Yorkshire")],
    [("acme/milling", "milling")],
    [("acme/milling", "iso-9001")],
)
BOLT = NodeRef("Organisation", "bolt")
ENCODER = BagEncoder()


def update(after: FakeCatalogue, touched: Touched) -> tuple[Projection, Projection, list[Any]]:
    """The earlier read model, the later one, and what was read for it."""
    source = Counting(after)
    earlier = builder(GRAPH, ENCODER).build(7)
    return earlier, builder(source, ENCODER).update(earlier, 8, touched), source.read


def test_only_what_was_touched_and_the_regions_are_read() -> None:
    moved = replace(GRAPH.firms[1], region="UKE3")
    *_, read = update(replace(GRAPH, firms=[GRAPH.firms[0], moved]), Touched(frozenset({BOLT})))
    assert read == [moved, *GRAPH.places]


def test_what_does_not_depend_on_the_change_is_taken_over() -> None:
    earlier, later, _ = update(GRAPH, Touched(frozenset({BOLT})))
    assert later.competencies.label_vectors is earlier.competencies.label_vectors
    assert later.competencies.phrases is earlier.competencies.phrases
    assert later.statements.vectors is earlier.statements.vectors
    assert later.statements.lexicon is earlier.statements.lexicon


def test_capabilities_of_a_touched_project_are_read_again() -> None:
    changed = capability("Acme", "milling", shared_by=9)
    after = replace(GRAPH, offers=[changed, GRAPH.offers[1]], derived=[("p", "acme/milling")])
    _, later, _ = update(after, Touched(frozenset({NodeRef("Project", "p")})))
    assert later.capabilities.consortium.tolist() == [9, 1]


@pytest.mark.parametrize(
    ("label", "id_", "links"),
    [
        ("Competency", "milling", {"states": []}),
        ("Evidence", "iso-9001", {"rests_on": []}),
        ("Organisation", "acme", {"offers": [capability("Bolt", "turning")]}),
    ],
)
def test_what_went_and_came_again_has_lost_its_links(
    label: str, id_: str, links: dict[str, list[Any]]
) -> None:
    ref = frozenset({NodeRef(label, id_)})
    after = replace(GRAPH, **links)
    _, later, _ = update(after, Touched(ref, ref))
    assert_same(later, builder(after, ENCODER).build(8))
