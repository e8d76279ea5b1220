"""A network is whole, and can be ordered."""

import pytest

from kg.query.pictures.content import Flow, Network, Node, number
from tests.unit.query.pictures.networks import linked_regions


def test_a_flow_that_leads_to_no_node_is_refused() -> None:
    with pytest.raises(ValueError, match="leads to no node"):
        Network("Links", [Node("A")], [Flow("A", "B", 1)])


def test_two_flows_of_one_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="two flows"):
        Network("Links", [Node("A"), Node("B")], [Flow("A", "B", 1), Flow("B", "A", 2)])


def test_both_directions_of_a_pair_are_two_flows() -> None:
    flows = [Flow("A", "B", 1), Flow("B", "A", 2)]
    network = Network("Links", [Node("A"), Node("B")], flows, is_directed=True)
    assert network.strongest == flows[::-1]


def test_what_flows_within_a_node_counts_once() -> None:
    assert linked_regions().weights == {"UKE3": 16, "CZ06": 19, "ES21": 4}


def test_the_heaviest_come_first() -> None:
    assert [node.id for node in linked_regions().heaviest] == ["CZ06", "UKE3", "ES21"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (100, "100"), (1234567, "1,234,567"), (0.5, "0.5"), (1 / 3, "0.33")],
)
def test_numbers_are_short(value: float, shown: str) -> None:
    assert number(value) == shown
