"""The declared order in which records win."""

from dataclasses import replace

from kg.ingest.canonical import fold
from kg.ingest.precedence import Precedence
from kg.model import NodeRef
from kg.ontology.rdf import load_schema
from tests.factories import link, node, record, states

ACME = NodeRef("Organisation", "a")


def test_every_dated_property_names_a_date_of_its_class() -> None:
    dates = Precedence.of(load_schema(), {}).dates
    assert dates["Capability"]["costAmount"] == "costOn"
    assert dates["Capability"]["level"] == "recordedOn"
    assert "Firm" not in dates


def test_ranks_decide_about_relationships_of_which_one_holds() -> None:
    regions = [NodeRef("Region", code) for code in ("UKE3", "UKE4")]
    first, second = (
        states(
            replace(record(load=f"{source}-{n}", id=source), source=source),
            node("Organisation", "a"),
            link("LOCATED_IN", ACME, end),
        )
        for n, (source, end) in enumerate(zip(("north", "south"), regions, strict=True), 1)
    )
    for ranks, winner in (({}, 1), ({"north": 5}, 0), ({"north": 5, "south": 4}, 1)):
        folded = fold([first, second], {"LOCATED_IN"}, Precedence(ranks))
        assert [ref.end for ref in folded.links] == [regions[winner]]
        # The record that lost is found again behind the node.
        assert len(folded.nodes[ACME].records) == 2


def test_a_record_of_a_relation_of_which_one_holds_stands_behind_its_start() -> None:
    alone = states(record(id="r"), link("LOCATED_IN", ACME, NodeRef("Region", "UKE3")))
    other = states(record(id="n"), node("Organisation", "a"))
    folded = fold([alone, other], {"LOCATED_IN"}).nodes[ACME]
    assert folded.records == (other.record.id, alone.record.id)
