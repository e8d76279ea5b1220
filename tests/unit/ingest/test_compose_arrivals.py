"""One batch links the records that were waiting to what has arrived."""

from kg.graph.batch import NodeSupport, Support
from kg.ingest.compose import coarser_links, compose_arrivals
from kg.ingest.facts import Statement
from kg.ingest.regions import RegionCodes
from kg.model import LinkRef, NodeRef
from tests.factories import link, node, record, states

ACME = NodeRef("Organisation", "a")
UKE, UKE3, UKE31 = (NodeRef("Region", code) for code in ("UKE", "UKE3", "UKE31"))
RECORD, OTHER = record(load="demo-2").id, record(load="demo-1").id
CODES = RegionCodes(frozenset({"UKE", "UKE3"}))


def seat(region: NodeRef) -> LinkRef:
    return LinkRef("LOCATED_IN", ACME, region)


def acme(region: NodeRef) -> Statement:
    return states(
        record(load="demo-2"), node("Organisation", "a"), link("LOCATED_IN", ACME, region)
    )


def support(*nodes: NodeRef, **links: tuple[str, ...]) -> Support:
    """The nodes that are there, and the records behind Acme's seat in each region."""
    return Support(
        {ref: NodeSupport(ref.label, (OTHER,)) for ref in nodes},
        {seat(NodeRef("Region", code)): records for code, records in links.items()},
    )


def test_a_target_that_has_arrived_is_linked() -> None:
    batch = compose_arrivals("nuts-3", [acme(UKE3)], CODES, support(ACME, UKE3))
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.waiting == {RECORD: False}


def test_an_arrival_keeps_the_records_that_were_behind_the_link() -> None:
    there = support(ACME, UKE3, UKE3=(OTHER,))
    batch = compose_arrivals("nuts-3", [acme(UKE3)], CODES, there)
    assert batch.links[0].records == tuple(sorted([RECORD, OTHER]))


def test_a_smaller_unknown_region_is_linked_to_the_one_around_and_waits_on() -> None:
    batch = compose_arrivals("nuts-3", [acme(UKE31)], CODES, support(ACME, UKE3))
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.waiting == {RECORD: True}


def test_without_arrivals_nothing_is_linked_or_deleted() -> None:
    batch = compose_arrivals("nuts-3", [acme(UKE3)], RegionCodes(), support(ACME))
    assert (batch.links, batch.deleted_links) == ((), ())
    assert batch.waiting == {RECORD: True}


def test_what_is_linked_already_is_not_linked_again() -> None:
    there = support(ACME, UKE3, UKE3=(RECORD,))
    batch = compose_arrivals("nuts-3", [acme(UKE31)], CODES, there)
    assert (batch.links, batch.deleted_links) == ((), ())


def test_the_finer_region_takes_the_place_of_the_coarser_one() -> None:
    there = support(ACME, UKE, UKE3, UKE=(RECORD,))
    batch = compose_arrivals("nuts-3", [acme(UKE3)], CODES, there)
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.deleted_links == (seat(UKE),)


def test_a_coarser_link_that_another_record_states_stays_without_the_one_that_leaves() -> None:
    there = support(ACME, UKE, UKE3, UKE=(OTHER, RECORD))
    batch = compose_arrivals("nuts-3", [acme(UKE3)], CODES, there)
    assert {k.ref: k.records for k in batch.links} == {seat(UKE3): (RECORD,), seat(UKE): (OTHER,)}
    assert batch.deleted_links == ()


def test_the_links_around_a_region_are_those_to_all_that_hold_it() -> None:
    assert coarser_links(acme(UKE31), CODES) == [seat(UKE3), seat(UKE)]
