"""One batch brings the graph from what it is to what the records come to."""

from collections.abc import Sequence
from dataclasses import replace

from kg.graph.batch import Batch, NodeSupport, Relabelling, Support
from kg.ingest.compose import Change, Ground, compose, missing_targets, resolve
from kg.ingest.facts import Statement
from kg.model import LinkRef, NodeRef
from tests.factories import link, node, record, states

ACME = NodeRef("Organisation", "a")
UKE3, UKE31 = NodeRef("Region", "UKE3"), NodeRef("Region", "UKE31")
SEAT = LinkRef("LOCATED_IN", ACME, UKE3)
FUNCTIONAL = frozenset({"LOCATED_IN"})
NOTHING = Support({}, {})
NEW, OLD = record(load="demo-2"), record(load="demo-1")


def acme(source=NEW, class_name: str = "Firm", seat: NodeRef | None = None) -> Statement:  # noqa: ANN001  # a record
    facts = [node("Organisation", "a", class_name, name="Acme")]
    return states(source, *facts, *([link("LOCATED_IN", ACME, seat)] if seat else []))


def behind(*refs: NodeRef, class_name: str = "Firm", seat: bool = False) -> Support:
    nodes = {ref: NodeSupport(class_name, (OLD.id,)) for ref in refs}
    return Support(nodes, {SEAT: (OLD.id,)} if seat else {})


def composed(change: Change, others: Sequence[Statement], support: Support) -> Batch:
    ground = Ground("demo-2", support, FUNCTIONAL)
    return compose(ground, replace(change, functional=FUNCTIONAL), others)


def test_a_node_that_is_not_there_is_created() -> None:
    batch = composed(Change((acme(),)), (), NOTHING)
    assert [n.ref for n in batch.created] == [ACME]
    assert (batch.records, batch.updated, batch.deleted) == ((NEW,), (), ())


def test_a_node_that_is_there_is_updated() -> None:
    batch = composed(Change((acme(),), (acme(OLD),)), (), behind(ACME))
    assert [n.ref for n in batch.updated] == [ACME]
    assert (batch.created, batch.superseded) == ((), (OLD.id,))


def test_facts_of_other_records_are_kept() -> None:
    other = states(record(id="b"), node("Organisation", "a", city="Leeds"))
    batch = composed(Change((acme(),)), (other,), behind(ACME))
    assert batch.updated[0].properties == {"name": "Acme", "city": "Leeds"}
    assert batch.updated[0].records == tuple(sorted([NEW.id, other.record.id]))


def test_a_node_that_no_record_states_any_more_is_deleted() -> None:
    moved = states(NEW, node("Organisation", "b"))
    batch = composed(Change((moved,), (acme(OLD),)), (), behind(ACME))
    assert batch.deleted == (ACME,)


def test_a_node_that_another_record_still_states_is_not_deleted() -> None:
    moved = states(NEW, node("Organisation", "b"))
    other = acme(record(id="c"))
    batch = composed(Change((moved,), (acme(OLD),)), (other,), behind(ACME))
    assert batch.deleted == ()
    assert [n.ref for n in batch.updated] == [ACME]


def test_a_node_that_changes_its_class_is_relabelled() -> None:
    change = Change((acme(class_name="PublicBody"),), (acme(OLD),))
    batch = composed(change, (), behind(ACME))
    assert batch.relabelled == (Relabelling(ACME, "Firm", "PublicBody"),)


def test_a_link_between_known_nodes_is_written() -> None:
    batch = composed(Change((acme(seat=UKE3),)), (), behind(UKE3))
    assert [k.ref for k in batch.links] == [SEAT]
    assert batch.waiting == {NEW.id: False}


def test_a_record_waits_for_a_target_that_is_missing() -> None:
    batch = composed(Change((acme(seat=UKE3),)), (), NOTHING)
    assert batch.links == ()
    assert batch.waiting == {NEW.id: True}


def test_a_link_that_no_record_states_any_more_is_deleted() -> None:
    change = Change((acme(),), (acme(OLD, seat=UKE3),))
    batch = composed(change, (), behind(ACME, seat=True))
    assert batch.deleted_links == (SEAT,)


def test_a_link_that_another_record_still_states_is_not_deleted() -> None:
    change = Change((acme(),), (acme(OLD, seat=UKE3),))
    other = acme(record(id="b"), seat=UKE3)
    batch = composed(change, (other,), behind(ACME, UKE3, seat=True))
    assert batch.deleted_links == ()
    assert batch.links[0].records == (other.record.id,)


def test_a_seat_that_a_newer_record_contradicts_is_deleted() -> None:
    other = acme(record(load="demo-1", id="b"), seat=UKE3)
    batch = composed(Change((acme(seat=UKE31),)), (other,), behind(ACME, UKE3, UKE31, seat=True))
    assert [k.ref.end for k in batch.links] == [UKE31]
    assert batch.deleted_links == (SEAT,)


def test_a_region_code_is_resolved_to_the_region_that_it_means() -> None:
    resolved = resolve(acme(seat=UKE31), {"UKE31": "UKE3"}.get)
    assert resolved.links[0].fact.ref == SEAT


def test_a_region_is_never_part_of_itself() -> None:
    part = states(NEW, link("PART_OF", UKE3, UKE31))
    assert resolve(part, {"UKE31": "UKE3"}.get) is part


def test_missing_targets_are_told_with_their_columns() -> None:
    missing = missing_targets(acme(seat=UKE3), {ACME}.__contains__)
    assert [(k.fact.ref, k.column) for k in missing] == [(SEAT, "column")]


def test_a_record_that_only_names_a_node_is_added_to_those_behind_it() -> None:
    sector, named = NodeRef("Sector", "25.62"), node("Sector", "25.62")
    batch = composed(
        Change((states(NEW, named),)),
        (states(OLD, named),),
        Support({}, {}, {sector}),
    )
    assert (batch.created, batch.updated, batch.mentioned) == ((), (), {sector: (NEW.id,)})
