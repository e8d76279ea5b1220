"""kg ingest watch: load what is put into drop folders."""

import datetime as dt
import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import click
import filelock

from kg.cli.session import say, say_event
from kg.errors import (
    InputError,
    KgError,
    LoadStoppedError,
    ManyRejectedError,
    RowsRejectedError,
    ServiceError,
    SnapshotRefusedError,
    StateError,
    UsageError,
)
from kg.ingest.source_name import check_source_name
from kg.ingest.watch.drops import HIDDEN, Drop, Fingerprint, Settling, drops_in, read_options
from kg.ingest.watch.job import DropJob, where_to
from kg.ingest.watch.put_away import complete, put_away
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema

LOCK = ".kg-watch.lock"
# The graph is away, or somebody ended the process: the drop is not at fault.
UNAVAILABLE, ENDED = ServiceError.exit_code, 130
FAULTS = (
    InputError,
    SnapshotRefusedError,
    LoadStoppedError,
    ManyRejectedError,
    RowsRejectedError,
)
# Of several that went wrong this is told to schedulers, the gravest first.
GRAVEST = (UNAVAILABLE, *(error.exit_code for error in FAULTS))
# What options.yaml may set: options of kg ingest members that belong to a source.
OF_A_SOURCE = frozenset({"encoding", "mode"})


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--source", help="DIR is the drop folder of this source, and has none inside.")
@click.option("--every", default=10.0, show_default=True, help="Seconds between two looks.")
@click.option(
    "--settle", default=5.0, show_default=True, help="Seconds in which a drop must not change."
)
@click.option("--once", is_flag=True, help="Load what is there, and end; for cron.")
@click.option(
    "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--quiet", is_flag=True, help="Say on stderr only what is wrong.")
@click.option("--metrics-file", type=click.Path(dir_okay=False, path_type=Path))
def watch(
    folder: Path,
    *,
    source: str | None,
    every: float,
    settle: float,
    once: bool,
    log_format: str,
    quiet: bool,
    metrics_file: Path | None,
) -> None:
    """Load what is put into DIR/<source>/: files, archives or folders, each as a member package.

    A drop is taken when it is complete, loaded as kg ingest members does it, and put into
    DIR/<source>/done or failed with a report beside it. Ends after the batch that is being
    written when it gets SIGTERM.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; next step: make it, and a folder for each source")
    options = ["--metrics-file", str(metrics_file.absolute())] if metrics_file else []
    contract = Contract(load_schema())
    if source is not None:
        check_source_name(contract, source)
    watcher = Watcher(
        folder, source, contract, options, Settling(settle), log_format == "json", quiet
    )
    with _alone(folder, once=once) as is_alone, watcher.heeding_signals():
        if not is_alone:
            return
        if once:
            watcher.look()
            watcher.pause(settle)
            watcher.look()
        while not once and not watcher.is_ending:
            watcher.look()
            watcher.pause(min(every, settle) if watcher.is_settling else every)
    if once:
        code = next((code for code in GRAVEST if code in watcher.codes), 0)
        raise click.exceptions.Exit(code)


@dataclass
class Watcher:
    """Looks at drop folders and loads what has settled, one drop after the other."""

    folder: Path
    source: str | None
    contract: Contract
    options: Sequence[str]
    settling: Settling
    is_json: bool = False
    is_quiet: bool = False
    codes: set[int] = field(default_factory=set)
    is_settling: bool = False
    _tries: Counter[tuple[Drop, Fingerprint]] = field(default_factory=Counter)
    _told: set[str] = field(default_factory=set)
    _job: DropJob | None = None
    _ending: threading.Event = field(default_factory=threading.Event)

    @property
    def is_ending(self) -> bool:
        """Whether somebody asked for the end."""
        return self._ending.is_set()

    def pause(self, seconds: float) -> None:
        """Waits, or ends waiting when somebody asks for the end."""
        self._ending.wait(seconds)

    @contextmanager
    def heeding_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT end the load that runs after its batch, and then the watch."""

        def heed(_number: int, _frame: FrameType | None) -> None:
            self._ending.set()
            job = self._job
            if job is not None and job.process is not None and job.process.poll() is None:
                job.process.terminate()

        before = {n: signal.signal(n, heed) for n in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def look(self) -> None:
        """Looks once at all drop folders; one that is at fault does not stop the others."""
        found: list[tuple[Drop, Fingerprint]] = []
        sources: list[tuple[str, Path]] = []
        for source, folder in self._sources():
            if not self._may_be_source(source, folder):
                continue
            with self._faults_told(source):
                for place in complete(folder):
                    self._say("put away", source, f"{place} was left half put away, and is whole")
                found += drops_in(folder, source)
                sources.append((source, folder))
        settled = self.settling.settled(found, time.monotonic())
        self.is_settling = len(settled) < len(found)
        for source, folder in sources:
            if self.is_ending:
                return
            with self._faults_told(source):
                self._load_all(folder, [s for s in settled if s[0].source == source])

    def _may_be_source(self, name: str, folder: Path) -> bool:
        """Whether a folder has the name of a source; another is told, whether it is empty or not.

        What lies there stays, and is loaded once the folder has a name.
        """
        try:
            check_source_name(self.contract, name)
        except UsageError as error:
            with self._faults_told(name):
                if any(drops_in(folder, name)):
                    self.codes.add(InputError.exit_code)
            step = f"next step: rename the folder {folder}; what lies there is not loaded"
            self._warn_once(name, f"{error}; {step}")
            return False
        return True

    def _sources(self) -> Iterable[tuple[str, Path]]:
        if self.source is not None:
            return [(self.source, self.folder)]
        try:
            inside = sorted(self.folder.iterdir())
        except OSError as error:
            raise InputError(f"cannot read {self.folder}: {error.strerror}") from error
        return [(p.name, p) for p in inside if p.is_dir() and not p.name.startswith(HIDDEN)]

    def _load_all(self, folder: Path, drops: Sequence[tuple[Drop, Fingerprint]]) -> None:
        """Loads the drops of a source, the oldest first; one that stays lets no later one pass."""
        if not drops:
            return
        options = [f"--{n}={v}" for n, v in read_options(folder, OF_A_SOURCE).items()]
        for drop, fingerprint in drops:
            if self.is_ending or not self._load(drop, fingerprint, options):
                return

    def _load(self, drop: Drop, fingerprint: Fingerprint, options: Sequence[str]) -> bool:
        """Loads a drop; False when it stays where it is."""
        mapping = ["--mapping", str(drop.mapping.absolute())] if drop.mapping else []
        arguments = [str(drop.path.absolute()), "--source", drop.source, "--resume"]
        arguments += ["--log-format", "json", *mapping, *options, *self.options]
        self._job = job = DropJob(arguments, self._hear)
        if drop.path.is_symlink():
            code = InputError.exit_code
            job.end = {"error": "it is a symbolic link; next step: put the file itself there"}
        else:
            self._say("drop", drop.source, f"loading {drop.path}")
            code = job.run()
        self._job = None
        if code != ENDED:
            self.codes.add(code if code in (0, *GRAVEST) else InputError.exit_code)
        self._tries[drop, fingerprint] += 1
        where = where_to(code, job.end.get("title"), self._tries[drop, fingerprint])
        if where is None:
            self._warn(drop.source, f"{drop.path} stays and is tried again: {_told(job, code)}")
            return False
        now = dt.datetime.now(dt.UTC)
        report = {"drop": drop.path.name, **job.report(code)}
        place = put_away(drop, fingerprint, where, report, now)
        if place is None:
            self._say("drop", drop.source, f"{drop.path} has changed since, and is loaded again")
        elif code:
            self._warn(drop.source, f"{place}: {_told(job, code)}")
        else:
            self._say("drop", drop.source, f"{place}: {_told(job, code)}")
        return True

    @contextmanager
    def _faults_told(self, source: str) -> Iterator[None]:
        try:
            yield
        except KgError as error:
            self.codes.add(error.exit_code if error.exit_code in GRAVEST else 1)
            self._warn_once(source, str(error))
        except OSError as error:
            self.codes.add(InputError.exit_code)
            step = "next step: see that it can be read and written"
            self._warn_once(source, f"{error.filename}: {error.strerror}; {step}")

    def _hear(self, event: dict[str, Any]) -> None:
        if self.is_json:
            click.echo(json.dumps(event, ensure_ascii=False), err=True)

    def _warn_once(self, source: str, text: str) -> None:
        """Not at each look again."""
        if text not in self._told:
            self._told.add(text)
            self._warn(source, text)

    def _warn(self, source: str, text: str) -> None:
        self._tell("warning", source, text)

    def _say(self, event: str, source: str, text: str) -> None:
        if self.is_json or not self.is_quiet:
            self._tell(event, source, text)

    def _tell(self, event: str, source: str, text: str) -> None:
        if self.is_json:
            say_event(event, source=source, text=text)
        else:
            say(f"{source}: {text}")


def _told(job: DropJob, code: int) -> str:
    end = job.end
    counts = "  ".join(f"{n} {end[n]:,}" for n in ("written", "unchanged", "rejected") if n in end)
    error = end.get("error") or ("" if end else f"the process ended with {code}")
    return "; ".join(filter(None, [counts, error]))


@contextmanager
def _alone(folder: Path, *, once: bool) -> Iterator[bool]:
    """Holds the lock under which one process watches a folder; False where another does."""
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        if not once:
            raise StateError(
                f"{folder} is watched by another process; next step: let that one go on"
            ) from error
        say(f"{folder} is watched by another process, which loads what is there")
        yield False
        return
    except OSError as error:
        raise InputError(
            f"cannot write {folder / LOCK}: {error.strerror}; next step: make the folder writable"
        ) from error
    try:
        yield True
    finally:
        lock.release()
