"""The demonstration cluster as a graph, for needs to be matched with."""

from contextlib import AbstractContextManager
from pathlib import Path

from bench.full_graph import loaded_graph
from bench.needs.baselines import Statement
from kg.projection.projection import Projection
from kg.wiring import Services

SEEDS = Path(__file__).parents[2] / "data" / "seeds"
SOURCE = "demo"


def demonstration(home: Path | None) -> AbstractContextManager[Services]:
    """The graph under `home`, loaded when it is empty; without a home a passing one."""
    regions = ("nuts", str(SEEDS / "nuts" / "regions.csv"))
    return loaded_graph(home, [regions, ("members", str(SEEDS), "--source", SOURCE)])


def name_of(id_: str) -> str:
    """The id that the seeds give an organisation, from that in the graph."""
    return id_.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def statements(projection: Projection) -> list[Statement]:
    """All statements with the organisations that make them."""
    columns = projection.capabilities
    return [
        Statement(
            name_of(projection.organisations.ids[int(organisation)]),
            projection.statements.texts[int(text)],
        )
        for organisation, text in zip(columns.organisation, columns.text, strict=True)
    ]
