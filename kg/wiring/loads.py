"""One load at a time, and what follows it."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING

import filelock

from kg.errors import StateError
from kg.wiring.models import Tally
from kg.wiring.quality import QualityServices

if TYPE_CHECKING:
    from kg.enterprise.registry import Told
    from kg.ingest.competency_links import CompetencyLinker


ASK_LEASE_EVERY_SECONDS = 2.0


class LoadServices(QualityServices):
    """One load at a time, and what is brought up to date after it."""

    @cached_property
    def linker(self) -> "CompetencyLinker":
        """Keeps derived competency links up to date.

        By the shipped encoder whatever the settings name: its floor was measured, and the graph
        is the same for everybody who uses it.
        """
        from kg.graph.competency_links import CompetencyLinks
        from kg.ingest.competency_links import CompetencyLinker
        from kg.ingest.found_file import FoundFile

        encoder, home = self.shipped_encoder, self._home()
        return CompetencyLinker(
            CompetencyLinks(self.connection, self._changes.note),
            self._embed(encoder),
            encoder.encode,
            encoder.model_id,
            self.words,
            FoundFile(home / "links"),
            Tally(self._say, "finding competencies"),
        )

    def derive(self) -> bool:
        """Brings up to date what is computed of the graph and kept in it: competency links, and
        marks of doubt; returns whether any has changed."""
        has_linked = False
        if self.linker.is_due():
            report = self.linker.link()
            has_linked = bool(report.added or report.removed)
        return bool(self.mark_doubts()) or has_linked

    def record(self, told: "Told", state: str) -> str:
        """Loads what is told of an enterprise, as a file that is kept; returns the load's id.

        Raises StateError when the graph has it already, or takes less than all of it.
        """
        from kg.enterprise.registry import SOURCE
        from kg.ingest.load import LoadRequest
        from kg.ingest.rdf.file import RdfFile
        from kg.ontology.iris import Iris
        from kg.ontology.vocabulary import load_vocabulary

        self.check_whole()
        iris = Iris(self.schema)
        file = self._home() / SOURCE / f"{told.id.partition(':')[2]}-{state}.nt"
        with self.only_load():
            file.parent.mkdir(exist_ok=True)
            file.write_text("\n".join(told.outline.lines(iris)) + "\n", "utf-8")
            found = RdfFile(file, SOURCE, load_vocabulary(self.schema), iris)
            outcome = self.loader.load(LoadRequest(SOURCE, found.files, open_file=found.open))
            if outcome.load is None or outcome.report.rejected:
                faults = "; ".join(f"{r.column}: {r.rule}" for r in outcome.rejections)
                raise StateError(
                    f"{told.id} is not recorded whole: {faults or 'nothing is new'}; next step: "
                    f"kg quarantine list --source {SOURCE}"
                )
            self.ranking.complete()
            self.derive()
            self.projection()
        return outcome.load

    @contextmanager
    def only_load(self, *, writes: bool = True) -> Iterator[None]:
        """Holds the locks under which loads run one after the other.

        That of this KG_HOME; and, for who writes, the lease on the graph, which other hosts and
        other homes may load into as well.
        """
        lock = filelock.FileLock(self._home() / "load.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            self._say("waiting for another load to end")
            lock.acquire()
        try:
            with self._leased() if writes else nullcontext():
                yield
                self._keep_census()
        finally:
            lock.release()

    @contextmanager
    def _leased(self) -> Iterator[None]:
        from kg.graph.lease import Holder, Lease, make_home_id

        name = f"process {os.getpid()} on {socket.gethostname()}"
        lease = Lease(self.connection, Holder(name, make_home_id(self._home())))
        told = ""
        while held := lease.take():
            if held.token != told:
                self._say(f"waiting: {held}; next step: wait, or end that load")
            told = held.token
            time.sleep(ASK_LEASE_EVERY_SECONDS)
        with lease.kept():
            yield

    def _keep_census(self) -> None:
        """Notes what the graph holds, so that kg doctor sees what no load has changed since."""
        from kg.graph.census import keep_census

        if "connection" in self.__dict__:
            keep_census(self.connection, self.schema, self._projections)
