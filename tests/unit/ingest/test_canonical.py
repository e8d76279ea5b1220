"""Facts of many records come to one graph, whatever their order."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.canonical import fold
from kg.ingest.facts import Statement
from kg.ingest.precedence import recency
from kg.model import LinkRef, NodeRef, Retirement
from tests.factories import link, node, record, states

ACME = NodeRef("Organisation", "a")
REGION = NodeRef("Region", "UKE3")


def says(load: int, class_name: str = "Firm", row: int = 2, **properties: str) -> Statement:
    source = record(load=f"demo-{load}", row=row, id=f"{row}")
    return states(source, node("Organisation", "a", class_name, **properties))


def test_the_latest_record_wins_for_each_property_on_its_own() -> None:
    folded = fold([says(1, name="Old", city="Leeds"), says(2, name="New")]).nodes[ACME]
    assert folded.properties == {"name": "New", "city": "Leeds"}


def test_the_tenth_load_is_later_than_the_ninth() -> None:
    assert fold([says(10, name="New"), says(9, name="Old")]).nodes[ACME].properties == {
        "name": "New"
    }


def test_within_a_load_the_later_row_wins() -> None:
    folded = fold([says(1, row=12, name="New"), says(1, row=3, name="Old")]).nodes[ACME]
    assert folded.properties["name"] == "New"


def test_lists_are_united_without_doubles() -> None:
    one = states(record(), node("Organisation", "a", alternativeName=("A", "B")))
    other = states(record(load="demo-2"), node("Organisation", "a", alternativeName=("B", "C")))
    assert fold([one, other]).nodes[ACME].properties["alternativeName"] == ("A", "B", "C")


def test_a_class_below_the_root_wins_over_a_later_root() -> None:
    assert fold([says(1), says(2, "Organisation")]).nodes[ACME].class_name == "Firm"


def test_among_classes_below_the_root_the_latest_wins() -> None:
    assert fold([says(1), says(2, "PublicBody")]).nodes[ACME].class_name == "PublicBody"


def test_every_record_behind_a_node_is_named_once() -> None:
    twice = states(record(id="x"), node("Organisation", "a"), node("Organisation", "a"))
    assert fold([twice, says(2)]).nodes[ACME].records == (
        "demo/members.organisation/2@demo-2",
        "demo/members.organisation/x@demo-1",
    )


def test_links_fold_as_nodes_do() -> None:
    seat = LinkRef("PARTNERED_IN", ACME, NodeRef("Project", "p"))
    statements = [
        states(record(load=f"demo-{n}"), link(seat.type, seat.start, seat.end, {"role": role}))
        for n, role in ((2, "coordinator"), (1, "partner"))
    ]
    folded = fold(statements).links[seat]
    assert folded.properties == {"role": "coordinator"}
    assert len(folded.records) == 2


def test_of_a_functional_relation_only_the_latest_holds() -> None:
    older, newer = NodeRef("Region", "UKE"), REGION
    statements = [
        states(record(load=f"demo-{n}", id=f"{n}"), link("LOCATED_IN", ACME, end))
        for n, end in ((2, newer), (1, older))
    ]
    folded = fold(statements, {"LOCATED_IN"})
    assert [ref.end for ref in folded.links] == [newer]
    assert [ref.end for ref in folded.outvoted] == [older]


def test_of_any_other_relation_all_hold() -> None:
    regions = (REGION, NodeRef("Region", "UKE"))
    statements = [states(record(), *(link("LOCATED_IN", ACME, end) for end in regions))]
    assert set(fold(statements).links) == {LinkRef("LOCATED_IN", ACME, end) for end in regions}


def test_recency_counts_load_before_file_before_row() -> None:
    first, second = record(load="demo-2", row=9), record(load="demo-10", row=1)
    assert recency(first) < recency(second)


STATEMENTS = st.lists(
    st.builds(
        lambda load, row, class_name, name, others, is_seated: states(
            record(load=f"demo-{load}", row=row, id=f"{load}-{row}"),
            node("Organisation", "a", class_name, name=name, alternativeName=tuple(others)),
            *([link("LOCATED_IN", ACME, REGION, {"role": name})] if is_seated else []),
        ),
        st.integers(1, 12),
        st.integers(2, 12),
        st.sampled_from(["Organisation", "Firm", "PublicBody"]),
        st.sampled_from("XYZ"),
        st.lists(st.sampled_from("abc"), max_size=3),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda statement: statement.record.id,
)


@given(STATEMENTS, st.randoms())
def test_the_order_of_statements_does_not_matter(statements: list[Statement], random) -> None:  # noqa: ANN001  # a seeded shuffle
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(statements)


GONE = Retirement("demo-20", dt.date(2026, 12, 1))


def retired(statement: Statement, retirement: Retirement = GONE) -> Statement:
    return replace(statement, record=replace(statement.record, retired=retirement))


def test_a_retired_record_says_nothing_of_what_one_in_force_speaks_of() -> None:
    older = says(1, "Organisation", name="Old")
    folded = fold([older, retired(says(9, name="New", city="Leeds"))]).nodes[ACME]
    assert (folded.class_name, folded.properties) == ("Organisation", {"name": "Old"})
    assert folded.retired_on is None
    assert [id_.rpartition("@")[2] for id_ in folded.records] == ["demo-1", "demo-9"]


def test_what_only_retired_records_state_is_retired_since_the_last_of_them() -> None:
    later = Retirement("demo-21", dt.date(2026, 12, 24))
    folded = fold([retired(says(1, name="Old"), later), retired(says(2, name="New"))]).nodes[ACME]
    assert (folded.properties["name"], folded.retired_on) == ("New", later.on)


def test_of_a_functional_relation_the_retired_loses_to_an_older_in_force() -> None:
    ends = (NodeRef("Region", "UKE"), REGION)
    old, new = (
        states(record(load=f"demo-{n}", id=f"{n}"), link("LOCATED_IN", ACME, end))
        for n, end in enumerate(ends, start=1)
    )
    folded = fold([old, retired(new)], {"LOCATED_IN"})
    assert {ref.end: link.retired_on for ref, link in folded.links.items()} == {ends[0]: None}
    folded = fold([retired(old), retired(new)], {"LOCATED_IN"})
    assert {ref.end: link.retired_on for ref, link in folded.links.items()} == {ends[1]: GONE.on}


@given(STATEMENTS, st.sets(st.integers(0, 5)), st.randoms())
def test_the_order_does_not_matter_where_some_are_retired(
    statements: list[Statement],
    gone: set[int],
    random,  # noqa: ANN001  # a seeded shuffle
) -> None:
    marked = [retired(s) if place in gone else s for place, s in enumerate(statements)]
    shuffled = list(marked)
    random.shuffle(shuffled)
    assert fold(shuffled, {"LOCATED_IN"}) == fold(marked, {"LOCATED_IN"})


@given(STATEMENTS, STATEMENTS)
def test_beside_records_in_force_retired_ones_change_nothing_but_who_is_behind(
    in_force: list[Statement], gone: list[Statement]
) -> None:
    ids = {statement.record.id for statement in in_force}
    others = [retired(statement) for statement in gone if statement.record.id not in ids]
    alone, both = fold(in_force), fold([*others, *in_force])
    for ref, one in alone.nodes.items():
        assert replace(both.nodes[ref], records=one.records) == one
    for ref, other in alone.links.items():
        assert replace(both.links[ref], records=other.records) == other
