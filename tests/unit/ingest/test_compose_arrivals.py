"""One batch links the records that were waiting to what has arrived."""

from kg.graph.batch import Batch, NodeSupport, Support
from kg.ingest.compose import Ground, coarser_links, compose_arrivals
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


def acme(region: NodeRef, load: str = "demo-2") -> Statement:
    return states(record(load=load), node("Organisation", "a"), link("LOCATED_IN", ACME, region))


def support(*nodes: NodeRef, **links: tuple[str, ...]) -> Support:
    """The nodes that are there, and the records behind Acme's seat in each region."""
    return Support(
        {ref: NodeSupport(ref.label, (OTHER,)) for ref in nodes},
        {seat(NodeRef("Region", code)): records for code, records in links.items()},
    )


def arrivals(
    waiting: Statement, there: Support, *others: Statement, codes: RegionCodes = CODES
) -> Batch:
    ground = Ground("nuts-3", there, frozenset({"LOCATED_IN"}))
    return compose_arrivals(ground, [waiting], others, codes)


def test_a_target_that_has_arrived_is_linked() -> None:
    batch = arrivals(acme(UKE3), support(ACME, UKE3))
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.waiting == {RECORD: False}


def test_an_arrival_keeps_the_records_that_were_behind_the_link() -> None:
    there = support(ACME, UKE3, UKE3=(OTHER,))
    batch = arrivals(acme(UKE3), there, acme(UKE3, "demo-1"))
    assert batch.links[0].records == tuple(sorted([RECORD, OTHER]))


def test_a_smaller_unknown_region_is_linked_to_the_one_around_and_waits_on() -> None:
    batch = arrivals(acme(UKE31), support(ACME, UKE3))
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.waiting == {RECORD: True}


def test_without_arrivals_nothing_is_linked_or_deleted() -> None:
    batch = arrivals(acme(UKE3), support(ACME), codes=RegionCodes())
    assert (batch.links, batch.deleted_links) == ((), ())
    assert batch.waiting == {RECORD: True}


def test_what_is_linked_already_is_not_linked_again() -> None:
    there = support(ACME, UKE3, UKE3=(RECORD,))
    batch = arrivals(acme(UKE31), there)
    assert (batch.links, batch.deleted_links) == ((), ())


def test_the_finer_region_takes_the_place_of_the_coarser_one() -> None:
    there = support(ACME, UKE, UKE3, UKE=(RECORD,))
    batch = arrivals(acme(UKE3), there)
    assert [k.ref for k in batch.links] == [seat(UKE3)]
    assert batch.deleted_links == (seat(UKE),)


def test_a_seat_that_a_newer_record_contradicts_does_not_arrive() -> None:
    there = support(ACME, UKE, UKE3, UKE=("newer",))
    batch = arrivals(acme(UKE3), there, acme(UKE, "demo-10"))
    assert (batch.links, batch.deleted_links) == ((), (seat(UKE3),))


def test_the_links_around_a_region_are_those_to_all_that_hold_it() -> None:
    assert coarser_links(acme(UKE31), CODES) == [seat(UKE3), seat(UKE)]
