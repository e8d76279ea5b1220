"""A load of a folder into a fake ledger, and what mends and replays its rejected rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.ingest.load import LoadOutcome
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import Entry, State
from kg.ingest.quarantine.mend import Mended, Mender
from kg.ingest.quarantine.replay import Replay
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.sources import all_tables
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import READER, SCHEMA, Rows, load_folder, write_csv

ALL = Wanted(states=tuple(State))


@dataclass
class Mending:
    """One source, members, in a folder."""

    folder: Path
    ledger: FakeLedger = field(default_factory=FakeLedger)
    quarantine: Quarantine = field(default_factory=Quarantine)

    @property
    def mender(self) -> Mender:
        private = PrivateCells(SCHEMA, SEALER)
        return Mender(self.quarantine, self.ledger, READER, private, all_tables(SCHEMA))  # type: ignore[arg-type]

    def load(self, **tables: Rows) -> LoadOutcome:
        for file in self.folder.glob("*.csv"):
            file.unlink()
        for name, rows in tables.items():
            write_csv(self.folder / f"{name}.csv", rows)
        return load_folder(self.ledger, self.folder, quarantine=self.quarantine)

    def fix(self, id_: int = 1, **assigned: str) -> Mended:
        return self.mender.mend(self.quarantine.entry(id_), assigned)

    def replay(self) -> LoadOutcome:
        fixed = list(self.quarantine.entries(Wanted(states=(State.FIXED,))))
        return Replay(self.mender).replay("members", fixed)

    def entry(self, id_: int = 1) -> Entry:
        return self.quarantine.entry(id_)

    def states(self) -> Mapping[int, str]:
        return {entry.id: str(entry.state) for entry in self.quarantine.entries(ALL)}
