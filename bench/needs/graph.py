"""The demonstration cluster as a graph, for needs to be matched with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.needs.baselines import Statement
from kg.projection.projection import Projection
from kg.settings import Settings
from kg.wiring import Services

SEEDS = Path(__file__).parents[2] / "data" / "seeds"
SOURCE = "demo"


@contextmanager
def demonstration(home: Path | None) -> Iterator[Services]:
    """The graph under `home`, loaded when it is empty; without a home a passing one."""
    if home is None:
        with TemporaryDirectory(prefix="kg-needs-") as folder, demonstration(Path(folder)) as it:
            yield it
        return
    services = Services(Settings(home=home), lambda line: print(line, file=sys.stderr))
    was_running = services.engine.address() is not None
    try:
        if services.catalogue.revision() == 0:
            _load(home, "nuts", str(SEEDS / "nuts" / "regions.csv"))
            _load(home, "members", str(SEEDS), "--source", SOURCE)
        yield services
    finally:
        services.close()
        if not was_running:
            services.engine.stop()


def _load(home: Path, *arguments: str) -> None:
    """In a process of its own, as users load."""
    command = [sys.executable, "-m", "kg", "ingest", *arguments]
    subprocess.run(command, check=True, env={**os.environ, "KG_HOME": str(home)}, stdout=sys.stderr)


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
