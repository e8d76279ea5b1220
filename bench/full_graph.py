"""The graph that the benchmarks of this folder run on: regions, ESCO and projects of CORDIS."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.settings import Settings
from kg.wiring import Services

COMMAND = Path(sys.executable).with_name("kg")


@contextmanager
def full_graph(data: Path, home: Path | None) -> Iterator[Services]:
    """The graph under `home`, loaded from `data` when it is empty; without a home a passing one."""
    if home is None:
        with TemporaryDirectory(prefix="kg-bench-") as folder, full_graph(data, Path(folder)) as it:
            yield it
        return
    services = Services(Settings(home=home), lambda line: print(line, file=sys.stderr))
    was_running = services.engine.address() is not None
    try:
        if services.catalogue.revision() == 0:
            load(home, "nuts", str(data / "nuts"))
            load(home, "esco", *map(str, sorted((data / "esco" / "v1.1.1").glob("*.zip"))))
            load(home, "cordis", str(data / "h2020"))
        yield services
    finally:
        services.close()
        if not was_running:
            services.engine.stop()


def load(home: Path, *arguments: str) -> None:
    """Runs kg ingest in a process of its own, as users do."""
    command = [str(COMMAND), "ingest", *arguments]
    subprocess.run(command, check=True, env={**os.environ, "KG_HOME": str(home)}, stdout=sys.stderr)
