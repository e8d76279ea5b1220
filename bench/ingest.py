"""How fast a load is beside a bare UNWIND loop that writes the same, and how much memory it takes.

    python bench/ingest.py [--organisations N ...] [--engines NAME ...] [--rounds N] [--json]

Makes a member package of N organisations (100,000) with five times as many capabilities and
relationships, and loads it in turn by `Loader`, as kg ingest members does, and by bare_loop.py,
each in a process of its own and into a fresh graph that is prepared and holds its regions. First
both load a small package, and the graphs must be equal to the last property. A load embeds
nothing: the read model, which kg ingest brings up to date after a load, is not part of it. The
census that ends a load under its lock is timed apart. NAME is embedded, 5.26 or 2026.09.
"""

import argparse
import hashlib
import json
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator  # noqa: TC003
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from bare_loop import BATCH, SOURCE, BareLoop
from ingest_package import write_package, write_regions

from kg.graph.address import Address
from kg.graph.engine import EmbeddedEngine
from kg.graph.whole import WholeGraph
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadRequest
from kg.ingest.readers.open import opener
from kg.ingest.readers.package import find_package
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.settings import Settings
from kg.wiring import Services
from tests.neo4j.server import VERSIONS, Server

EMBEDDED = "embedded"
ENGINES = (EMBEDDED, *VERSIONS)
HEAP = "512m"
# Compiled as a server's code is, unlike that of the servers of the tests.
NEO4J_OPTIONS = ("-Xmx1g",)
SMALL = 500
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one size on one engine; seconds are medians of the rounds."""

    engine: str
    organisations: int
    rows: int
    bare_seconds: float
    kg_seconds: float
    again_seconds: float
    census_seconds: float
    peak_megabytes: float
    again_megabytes: float
    bare_megabytes: float
    engine_megabytes: float

    @property
    def ratio(self) -> float:
        return self.bare_seconds / self.kg_seconds

    def line(self) -> str:
        return (
            f"{self.engine:9} {self.organisations:9,} {self.rows:10,} "
            f"{self.rows / self.bare_seconds:8,.0f} {self.rows / self.kg_seconds:8,.0f} "
            f"{self.ratio:6.2f} {self.rows / self.again_seconds:8,.0f} "
            f"{self.census_seconds:7.1f} {self.bare_megabytes:8.0f} {self.peak_megabytes:6.0f} "
            f"{self.again_megabytes:6.0f} {self.engine_megabytes:7.0f}"
        )


HEADER = (
    f"{'engine':9} {'organis.':>9} {'rows':>10} {'bare/s':>8} {'kg/s':>8} {'ratio':>6} "
    f"{'again/s':>8} {'census s':>7} {'bare MB':>8} {'kg MB':>6} {'again':>6} {'engine':>7}"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[100_000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where graphs and packages lie meanwhile")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--package", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        # An empty Neo4j warns of every name that it does not hold yet.
        logging.getLogger("neo4j").setLevel(logging.ERROR)
        print(json.dumps(PARTS[arguments.part](arguments.package)))
        return
    with TemporaryDirectory(prefix="kg-ingest-", dir=arguments.folder) as folder:
        bench = Bench(Path(folder), arguments.rounds)
        if not arguments.json:
            print(f"KG_ENGINE_HEAP={HEAP}; Neo4j {' '.join(NEO4J_OPTIONS)}; batches of {BATCH:,}")
            print(HEADER, flush=True)
        for engine in arguments.engines:
            bench.check_same(engine)
            for organisations in arguments.organisations:
                result = bench.measure(engine, organisations)
                told = json.dumps({**asdict(result), "ratio": result.ratio})
                print(told if arguments.json else result.line(), flush=True)


class Bench:
    """Runs loads in processes of their own, each into a fresh graph."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self._folder, self._rounds = folder, rounds
        write_regions(folder / "regions")

    def check_same(self, engine: str) -> None:
        """Ends the program unless both ways lead to the same graph."""
        package = self._package(SMALL)
        found = []
        for way in ("bare", "kg"):
            with self._graph(engine) as graph:
                graph.run(way, package)
                found.append(graph.run("digest", package))
        if found[0] != found[1]:
            raise SystemExit(f"both ways differ on {engine}: {found}")

    def measure(self, engine: str, organisations: int) -> Result:
        """One size on one engine."""
        package, measured = self._package(organisations), {"bare": [], "kg": [], "again": []}
        engine_megabytes = 0.0
        for round_ in range(self._rounds):
            for way in ("bare", "kg") if round_ % 2 == 0 else ("kg", "bare"):
                with self._graph(engine) as graph:
                    measured[way].append(graph.run(way, package))
                    if way == "kg":
                        engine_megabytes = max(engine_megabytes, graph.megabytes())
                        measured["again"].append(graph.run("again", package))
        [rows] = {run["rows"] for runs in measured.values() for run in runs}
        seconds = {way: median(run["seconds"] for run in runs) for way, runs in measured.items()}
        peak = {way: max(run["megabytes"] for run in runs) for way, runs in measured.items()}
        return Result(
            engine,
            organisations,
            rows,
            seconds["bare"],
            seconds["kg"],
            seconds["again"],
            median(run["census"] for run in measured["kg"]),
            peak["kg"],
            peak["again"],
            peak["bare"],
            engine_megabytes,
        )

    def _package(self, organisations: int) -> Path:
        folder = self._folder / f"package-{organisations}"
        if not folder.exists():
            write_package(folder, organisations)
        return folder

    @contextmanager
    def _graph(self, engine: str) -> "Iterator[Graph]":
        """A fresh graph, prepared and with its regions."""
        with TemporaryDirectory(dir=self._folder) as folder:
            home = Path(folder)
            variables = {"KG_HOME": str(home / "kg"), "KG_ENGINE_HEAP": HEAP}
            server = None
            if engine != EMBEDDED:
                (home / "server").mkdir()
                server = Server(VERSIONS[engine], home / "server", NEO4J_OPTIONS).wait()
                variables |= {
                    "KG_GRAPH_URI": server.address.uri,
                    "KG_GRAPH_PASSWORD": server.address.password,
                }
            graph = Graph(home / "kg", variables, server)
            try:
                graph.run("prepare", self._folder / "regions")
                yield graph
            finally:
                graph.end()


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph and its engine."""

    home: Path
    variables: dict[str, str]
    server: Server | None

    def run(self, part: str, package: Path) -> Any:
        """What a process of its own returns that does this part."""
        command = [sys.executable, __file__, "--part", part, "--package", str(package)]
        environment = {**os.environ, **self.variables}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    def megabytes(self) -> float:
        """What the engine keeps in memory now."""
        pid = self.server.pid if self.server else EmbeddedEngine(self.home / "engine").status().pid
        return psutil.Process(pid).memory_info().rss / MEGABYTE

    def end(self) -> None:
        """Ends the engine, whose data nobody needs."""
        if self.server:
            self.server.stop()
        else:
            EmbeddedEngine(self.home / "engine").kill()


def prepare(folder: Path) -> dict[str, Any]:
    """Loads the regions into a new graph."""
    services = Services(Settings())
    files = find_files(folder, (nuts_format(),))
    loader = Loader(services.ledger, services.fact_reader, services.sealer, services.quarantine)
    return {"rows": loader.load(LoadRequest("nuts", files)).report.written}


def bare(folder: Path) -> dict[str, Any]:
    """Loads a package with the bare loop."""
    settings = Settings()
    address = Services(settings).engine.address()
    if settings.graph_uri:
        password = settings.graph_password.get_secret_value()
        address = Address(settings.graph_uri, settings.graph_user, password, "neo4j")
    begin = time.perf_counter()
    return _measured(BareLoop(address).load(folder), begin)


def kg(folder: Path) -> dict[str, Any]:
    """Loads a package as kg ingest members does."""
    report, told = _load(folder)
    if report.written != report.read:
        raise SystemExit(f"not all was written: {report}")
    return told


def again(folder: Path) -> dict[str, Any]:
    """Loads a package that is loaded already."""
    report, told = _load(folder)
    if report.unchanged != report.read:
        raise SystemExit(f"not all was unchanged: {report}")
    return told


def _load(folder: Path) -> tuple[Any, dict[str, Any]]:
    services = Services(Settings())
    loader = Loader(services.ledger, services.fact_reader, services.sealer, services.quarantine)
    format_ = members_format(services.schema)
    with services.only_load():
        begin = time.perf_counter()
        files = find_package(folder, format_).files
        report = loader.load(LoadRequest(SOURCE, files, open_file=opener())).report
        told = _measured(report.read, begin)
        begin = time.perf_counter()
    return report, {**told, "census": time.perf_counter() - begin}


def _measured(rows: int, begin: float) -> dict[str, Any]:
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    return {"rows": rows, "seconds": seconds, "megabytes": peak}


def digest(_folder: Path) -> dict[str, Any]:
    """What the graph holds: nodes and relationships with all they have, and records."""
    services = Services(Settings())
    whole, sums = WholeGraph(services.connection, services.schema), {}
    for root in whole.roots():
        told = "\n".join(map(repr, whole.nodes(root)))
        sums[root] = hashlib.sha256(told.encode()).hexdigest()[:12]
    rows = services.connection.stream("MATCH (r:SourceRecord) RETURN properties(r) AS r")
    records = sorted(json.dumps(row["r"], sort_keys=True) for row in rows)
    return {**sums, "records": hashlib.sha256("".join(records).encode()).hexdigest()[:12]}


PARTS = {"prepare": prepare, "bare": bare, "kg": kg, "again": again, "digest": digest}

if __name__ == "__main__":
    main()
