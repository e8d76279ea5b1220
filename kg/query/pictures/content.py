"""What a picture shows: things, and what flows between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import polars as pl

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its name, where one is known.

    `point` is latitude and longitude in degrees (WGS 84); `is_near` says that it is not its own but
    that of what holds it. Nodes of one `group` have one colour. `facts` are further columns.
    """

    id: str
    name: str = ""
    group: str = ""
    point: tuple[float, float] | None = None
    is_near: bool = False
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The id with the name, where that says more."""
        return f"{self.id} {self.name}" if self.name and self.name != self.id else self.id


@dataclass(frozen=True, slots=True)
class Flow:
    """What runs from one node to another, or within one; `facts` are further columns."""

    start: str
    end: str
    value: float
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def is_within(self) -> bool:
        """Does it stay at one node?"""
        return self.start == self.end


@dataclass(frozen=True)
class Network:
    """Nodes by id and the flows between them, at most one a pair; `unit` is what values count.

    Without direction a flow stands for both ways. Raises ValueError for a flow that leads to no
    node and for two of one pair.
    """

    title: str
    nodes: Sequence[Node]
    flows: Sequence[Flow]
    unit: str = "links"
    note: str = ""
    is_directed: bool = False

    def __post_init__(self) -> None:
        """Checks that every flow has its ends, and each pair one flow."""
        seen: set[tuple[str, str]] = set()
        for flow in self.flows:
            ends = flow.start, flow.end
            if not set(ends) <= self.by_id.keys():
                raise ValueError(f"the flow {ends} leads to no node")
            pair = ends if self.is_directed or flow.start < flow.end else ends[::-1]
            if pair in seen:
                raise ValueError(f"there are two flows of the pair {pair}")
            seen.add(pair)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """What flows to and from each node, and within it, once each."""
        sums = dict.fromkeys(self.by_id, 0.0)
        for flow in self.flows:
            for end in {flow.start, flow.end}:
                sums[end] += flow.value
        return sums

    @cached_property
    def heaviest(self) -> Sequence[Node]:
        """The nodes by what flows to and from them; ties by id."""
        return sorted(self.nodes, key=lambda node: (-self.weights[node.id], node.id))

    @cached_property
    def strongest(self) -> Sequence[Flow]:
        """The flows by their values; ties by their ends."""
        return sorted(self.flows, key=lambda flow: (-flow.value, flow.start, flow.end))

    def to_polars(self) -> "pl.DataFrame":
        """A row for each flow, strongest first."""
        from kg.query.pictures.tables import to_polars

        return to_polars(self)

    def to_networkx(self) -> "nx.Graph[str]":
        """Nodes and edges with their facts as attributes, `weight` among them."""
        from kg.query.pictures.tables import to_networkx

        return to_networkx(self)

    def _repr_html_(self) -> str:
        from kg.query.pictures.page import in_notebook
        from kg.query.pictures.present import draw

        return in_notebook(self, draw(self))

    def told(self, flow: Flow) -> str:
        """A flow in one line, for who points at it."""
        start, end = self.by_id[flow.start].label, self.by_id[flow.end].label
        where = f"within {start}" if flow.is_within else f"{start} {self.arrow} {end}"
        return f"{where}: {number(flow.value)} {self.unit}"

    @property
    def arrow(self) -> str:
        """The sign between the two ends of a flow."""
        return "→" if self.is_directed else "-"


def number(value: float) -> str:
    """A number as people read it: thousands apart, at most two decimals."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")
