"""Kills a load, its engine or both at some moment, and looks at what is left."""

import csv
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psutil

from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.ledger import Ledger
from kg.graph.whole import WholeGraph
from kg.ingest.canonical import fold
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader, Statement
from kg.ingest.sources import all_tables
from kg.model import CanonicalLink, CanonicalNode
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, write_table
from tests.neo4j.server import Server

ROOT = Path(__file__).parents[2]
SOURCE = "killed"
POLL_SECONDS = 0.02
KG = "import sys; from kg.cli import main; sys.exit(main())"
SLOTS = (
    "MATCH (r:SourceRecord) WHERE r.slot IS NOT NULL RETURN r.id AS id, r.slot AS slot, "
    "r.file AS file, r.row AS row, r.values AS values, r.hash AS hash"
)
LOADS = "MATCH (l:Load) RETURN l.id AS id, l.state AS state, l.rowsWritten AS written"


class Engine(Protocol):
    """An engine that can be killed."""

    def kill(self) -> None:
        """Ends its process at once (SIGKILL)."""

    def start(self) -> None:
        """Starts it again; returns when it answers."""

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection to its graph, as it is."""

    @property
    def environment(self) -> Mapping[str, str]:
        """What a command needs to find it."""


class Embedded:
    """The embedded engine of one home."""

    def __init__(self, home: Path) -> None:
        self._home, self._engine = home, EmbeddedEngine(home / "engine")

    def kill(self) -> None:
        pid = self._engine.status().pid
        if pid is not None:
            process = psutil.Process(pid)
            process.kill()
            process.wait()

    def start(self) -> None:
        self._engine.start()

    def stop(self) -> None:
        self._engine.stop()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        connection = Connection(self._engine.address() or self._engine.start())
        try:
            yield connection
        finally:
            connection.close()

    @property
    def environment(self) -> Mapping[str, str]:
        return {"KG_HOME": str(self._home)}


class Neo4j:
    """A Neo4j, loaded into from one home."""

    def __init__(self, server: Server, home: Path) -> None:
        self._server, self._home = server, home

    def kill(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.restart()

    stop = kill

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        connection = Connection(self._server.address)
        try:
            yield connection
        finally:
            connection.close()

    @property
    def environment(self) -> Mapping[str, str]:
        address = self._server.address
        return {
            "KG_HOME": str(self._home),
            "KG_GRAPH_URI": address.uri,
            "KG_GRAPH_PASSWORD": address.password,
        }


@dataclass(frozen=True)
class Job:
    """A load in a process of its own, with its log in a file."""

    package: Path
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        command = [sys.executable, "-c", KG, "ingest", "members", str(self.package)]
        command += ["--source", SOURCE, "--resume", "--log-format", "json"]
        with self.log.open("wb") as log:
            started = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        object.__setattr__(self, "process", started)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def wait(self) -> int:
        return self.process.wait(timeout=600)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The events of a kind that were told to the end of their line."""
        lines = self.log.read_text("utf-8").split("\n")[:-1]
        found = [json.loads(line) for line in lines if line.startswith("{")]
        return [event for event in found if event["event"] == kind]


def write_package(folder: Path, organisations: int, version: int) -> int:
    """A package of which many rows differ between versions; returns how many it has.

    Their keys do not, so that all of a version is superseded by the other.
    """
    ids = [f"o{n}" for n in range(organisations)]
    rows: dict[str, list[dict[str, Any]]] = {
        "organisations": [
            {
                "id": id_,
                "kind": "Association" if n % 50 == 0 and version % 2 else "Firm",
                "name": f"Firm {n}" + (f" of version {version}" if n % 2 else ""),
                "sector": f"{10 + (n + version) % 20}.1",
                "city": "Sheffield",
            }
            for n, id_ in enumerate(ids)
        ],
        "capabilities": [
            {
                "id": f"{id_}-c{k}",
                # Some move from one organisation to another.
                "organisation": ids[(n + (version if n % 25 == 0 else 0)) % organisations],
                "text": f"We mill part {n % 97} of kind {k}" + (f", {version}" if n % 2 else ""),
                "status": "claimed",
            }
            for n, id_ in enumerate(ids)
            for k in range(2)
        ],
        "evidence": [
            {"id": f"{id_}-e", "capability": f"{id_}-c0", "kind": "audit", "title": f"Audit {n}"}
            for n, id_ in enumerate(ids)
        ],
        "relationships": [
            {
                "from": id_,
                "type": "SUPPLIES",
                "to": ids[(n + 1) % organisations],
                "note": f"as of version {version}",
            }
            for n, id_ in enumerate(ids)
        ],
    }
    for name, table in rows.items():
        write_table(folder / f"{name}.csv", table)
    return sum(map(len, rows.values()))


@dataclass(frozen=True)
class Left:
    """What is in the graph: the records in force, the loads, and all that is canonical."""

    records: tuple[Mapping[str, Any], ...]
    loads: tuple[Mapping[str, Any], ...]
    graph: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection) -> "Left":
        return cls(
            tuple(connection.read(SLOTS)),
            tuple(connection.read(LOADS)),
            tuple(dump(connection)),
        )

    def canonical(self) -> tuple[object, ...]:
        """The dump, with the rows in force behind it; loads have numbers of their own."""
        rows = sorted((r["slot"], r["file"], r["row"], r["hash"]) for r in self.records)
        return (tuple(rows), self.graph)

    def missing(self, package: Path, batches: Iterable[Mapping[str, Any]]) -> list[str]:
        """The rows of acknowledged batches that are not there as they stand in the file."""
        # Rows of the other version that this one does not have are in force as well.
        found = {(r["file"], r["row"], _cells(json.loads(r["values"]))) for r in self.records}
        return [
            f"{file} line {line}"
            for batch in batches
            for file, line, values in _rows(package / batch["file"])
            if batch["firstRow"] <= line <= batch["lastRow"]
            and (file, line, _cells(values)) not in found
        ]


def _cells(values: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(values.items())


def _rows(path: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), start=2):
            yield path.name, line, {name: text for name, text in row.items() if text}


def torn(connection: Connection) -> tuple[list[str], int]:
    """Where the graph is not what its records state; and how many nodes are ahead in class only.

    A change of class is a transaction of its own before that of its chunk, as is documented.
    """
    schema = load_schema()
    reader = FactReader(Contract(schema), all_tables(schema))
    ledger = Ledger(connection, schema)
    composer = Composer(ledger, reader)
    ids = [row["id"] for row in connection.read(SLOTS)]
    read = [reader.read(record) for record in ledger.records(ids)]
    stated = [composer.resolve(s) for s in read if isinstance(s, Statement)]
    assert len(stated) == len(ids)
    whole = fold(stated, schema.functional())
    stored = WholeGraph(connection, schema)
    found = [d for root in stored.roots() for d in stored.nodes(root)]
    nodes = {str(n.ref): n for n in (d.node for d in found)}
    expected = {str(ref): node for ref, node in whole.nodes.items()}
    links = {str(k.ref): _plain(k) for d in found for k in d.links}
    wanted = {str(ref): _plain(link) for ref, link in whole.links.items()}
    faults = [
        f"{name}: {_plain(expected.get(name))} stated, {_plain(nodes.get(name))} stored"
        for name in nodes.keys() | expected.keys()
        if _plain(nodes.get(name)) != _plain(expected.get(name))
    ]
    faults += [
        f"{name}: {wanted.get(name)} stated, {links.get(name)} stored"
        for name in links.keys() | wanted.keys()
        if links.get(name) != wanted.get(name)
    ]
    both = nodes.keys() & expected.keys()
    ahead = sum(nodes[name].class_name != expected[name].class_name for name in both)
    return sorted(faults), ahead


def _plain(item: CanonicalNode | CanonicalLink | None) -> str | None:
    if item is None:
        return None
    properties = {n: v for n, v in item.properties.items() if n != "records"}
    return json.dumps([properties, sorted(item.records)], sort_keys=True, default=str)


@dataclass(frozen=True)
class Moment:
    """When to kill: so long after a load has told of so many batches."""

    batches: int
    seconds: float

    def wait(self, job: Job) -> None:
        """Returns at the moment, or when the job has ended before."""
        while len(job.events("batch")) < self.batches and job.process.poll() is None:
            time.sleep(POLL_SECONDS)
        with suppress(subprocess.TimeoutExpired):
            job.process.wait(timeout=self.seconds)


@dataclass(frozen=True)
class Round:
    """What one round showed; all of `faults` must be empty."""

    what: str
    moment: Moment
    batches: int
    cut_off: str | None
    ahead: int
    faults: tuple[str, ...]


@dataclass
class Killing:
    """Rounds against one engine, each with the package that the one before did not load."""

    engine: Engine
    folder: Path
    organisations: int
    rows: int = 0
    # Of an undisturbed job: how many batches it tells, from its start to the first of them, and to
    # its end.
    batches: int = 0
    first: float = 0.0
    seconds: float = 0.0
    _whole: dict[int, object] = field(default_factory=dict)

    def undisturbed(self) -> None:
        """Loads both versions and keeps what each comes to, whatever was there before it."""
        for turn in range(2):
            self.rows = write_package(self._package(turn), self.organisations, turn)
            begun = time.time()
            job = self._load(turn)
            assert job.wait() == 0, job.log.read_text("utf-8")
            self.seconds = time.time() - begun
            self.batches = len(job.events("batch"))
            told = job.events("batch")[0]["time"]
            self.first = dt.datetime.fromisoformat(told).timestamp() - begun
            with self.engine.connect() as connection:
                faults, _ = torn(connection)
                assert not faults, faults[:5]
                self._whole[turn] = Left.of(connection).canonical()

    def round(self, number: int, what: str, moment: Moment) -> Round:
        """Loads, kills `what` (job, engine, both) at a moment, looks, and resumes."""
        package = self._package(number)
        job = self._load(number)
        moment.wait(job)
        if what in ("engine", "both"):
            self.engine.kill()
        if what in ("job", "both"):
            job.kill()
        job.wait()
        if what != "job":
            self.engine.start()
        batches = job.events("batch")
        with self.engine.connect() as connection:
            left = Left.of(connection)
            faults, ahead = torn(connection)
        lost = left.missing(package, batches)
        cut_off = next((load["id"] for load in left.loads if load["state"] == "running"), None)
        found = [f"lost: {row}" for row in lost] + [f"half: {fault}" for fault in faults]
        found += self._resume(number, cut_off)
        return Round(what, moment, len(batches), cut_off, ahead, tuple(found))

    def _resume(self, number: int, cut_off: str | None) -> Iterator[str]:
        again = self._load(number)
        if code := again.wait():
            yield f"resume ended with {code}: {again.log.read_text('utf-8')[-500:]}"
            return
        [end] = again.events("end")
        if cut_off is not None and end["load"] != cut_off:
            yield f"{cut_off} was cut off, and {end['load']} was loaded"
        with self.engine.connect() as connection:
            left = Left.of(connection)
        if left.canonical() != self._whole[number % 2]:
            yield "the graph is not that of an undisturbed load"
        if open_ := [load["id"] for load in left.loads if load["state"] != "finished"]:
            yield f"not finished: {open_}"

    def _load(self, number: int) -> Job:
        log = self.folder / f"{number}.log"
        return Job(self._package(number), self.engine.environment, log)

    def _package(self, number: int) -> Path:
        return self.folder / f"version-{number % 2}"
