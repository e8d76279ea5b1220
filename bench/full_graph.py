"""Graphs that benchmarks run on, such as that of regions, ESCO and projects of CORDIS."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.settings import Settings
from kg.wiring import Services

COMMAND = Path(sys.executable).with_name("kg")


def full_graph(data: Path, home: Path | None) -> AbstractContextManager[Services]:
    """The graph of all public data; its folder is `data`."""
    esco = sorted((data / "esco" / "v1.1.1").glob("*.zip"))
    loads = (("nuts", data / "nuts"), ("esco", *esco), ("cordis", data / "h2020"))
    return loaded_graph(home, [[str(argument) for argument in load] for load in loads])


@contextmanager
def loaded_graph(home: Path | None, loads: Sequence[Sequence[str]]) -> Iterator[Services]:
    """The graph under `home`, loaded when it is empty; without a home a passing one.

    `loads` are the arguments of kg ingest.
    """
    if home is None:
        with TemporaryDirectory(prefix="kg-") as folder, loaded_graph(Path(folder), loads) as it:
            yield it
        return
    services = Services(Settings(home=home), lambda line: print(line, file=sys.stderr))
    was_running = services.engine.address() is not None
    try:
        if services.catalogue.revision() == 0:
            for arguments in loads:
                _load(home, arguments)
        yield services
    finally:
        services.close()
        if not was_running:
            services.engine.stop()


def _load(home: Path, arguments: Sequence[str]) -> None:
    """In a process of its own, as users load."""
    command = [str(COMMAND), "ingest", *arguments]
    subprocess.run(command, check=True, env={**os.environ, "KG_HOME": str(home)}, stdout=sys.stderr)
