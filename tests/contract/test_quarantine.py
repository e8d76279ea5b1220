"""Rejected rows, mended and replayed on a real graph, and thresholds that stop a load."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import NotFoundError, ServiceError
from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.load_log import LoadLog
from kg.graph.prepare import read_state
from kg.graph.sources import Source, Sources
from kg.ingest.facts import FactReader
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.load_history import LoadHistory
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import State
from kg.ingest.quarantine.mend import Mender
from kg.ingest.quarantine.replay import Replay
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.sources import all_tables
from kg.ingest.thresholds import NO_THRESHOLDS, Bound, Thresholds
from kg.ingest.undo import Undo
from kg.model import LoadReport
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import FORMATS, dump, firm, write_table
from tests.factories import SEALER

SCHEMA = load_schema()
TABLES = all_tables(SCHEMA)
READER = FactReader(Contract(SCHEMA), TABLES)
GOOD = firm("acme")
BAD = firm("bolt", country="Germany")
OFFER = {"id": "k", "organisation": "bolt", "text": "We turn.", "status": "claimed"}


class Installation:
    """One graph, one quarantine and one folder of members."""

    def __init__(self, connection: Connection, home: Path) -> None:
        self.connection, self.folder = connection, home / "members"
        self.quarantine = Quarantine(home / "quarantine.db")
        self.ledger = Ledger(connection, SCHEMA)
        private = PrivateCells(SCHEMA, SEALER)
        self.mender = Mender(self.quarantine, self.ledger, READER, private, TABLES)

    def load(self, thresholds: Thresholds = NO_THRESHOLDS) -> LoadOutcome:
        files = find_files(self.folder, [FORMATS["members"]()])
        loader = Loader(self.ledger, READER, SEALER, self.quarantine)
        return loader.load(LoadRequest("members", files, thresholds=thresholds))

    def fix_all(self, **assigned: str) -> list[str]:
        found = list(self.quarantine.entries(Wanted()))
        return [str(self.mender.mend(entry, assigned).state) for entry in found]

    def replay(self) -> LoadOutcome:
        fixed = list(self.quarantine.entries(Wanted(states=(State.FIXED,))))
        return Replay(self.mender).replay("members", fixed)

    def undo(self, load: str) -> None:
        log = LoadLog(self.connection)
        history = LoadHistory(Archive(self.connection), log, self.ledger, READER, lambda: True)
        Undo(history, list(TABLES)).undo(load)
        self.quarantine.undo(load)

    def states(self) -> list[str]:
        return [str(e.state) for e in self.quarantine.entries(Wanted(states=tuple(State)))]


@pytest.fixture
def there(connection: Connection, tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(connection, tmp_path)
    write_table(installation.folder / "organisations.csv", [GOOD, BAD])
    with closing(installation.quarantine):
        yield installation


def test_a_mended_row_is_loaded_alone_and_the_old_file_changes_nothing(
    there: Installation,
) -> None:
    write_table(there.folder / "capabilities.csv", [OFFER])
    assert there.load().report == LoadReport(written=1, rejected=2)
    [bolt, offer] = there.quarantine.entries(Wanted())
    assert there.mender.mend(bolt, {"country": "DE"}).state is State.FIXED
    assert there.mender.mend(offer, {}).state is State.FIXED
    assert there.replay().report == LoadReport(written=2)
    [kept] = there.connection.read(
        "MATCH (r:SourceRecord {key: 'bolt'}) RETURN r.file AS file, r.row AS row, r.load AS load"
    )
    assert kept == {"file": "organisations.csv", "row": 3, "load": "members-2"}
    state, graph = read_state(there.connection), dump(there.connection)
    assert there.load().report == LoadReport(unchanged=3)
    assert (read_state(there.connection), dump(there.connection)) == (state, graph)
    assert there.states() == ["replayed", "replayed"]


def test_an_undone_replay_leaves_the_graph_as_before_and_its_rows_fixed(
    there: Installation,
) -> None:
    there.load()
    before = dump(there.connection)
    there.fix_all(country="DE")
    load = there.replay().load
    assert load is not None
    there.undo(load)
    assert (dump(there.connection), there.states()) == (before, ["fixed"])
    # The row of the file is known no longer: it is rejected, and can be replayed again.
    assert there.load().report == LoadReport(unchanged=1, rejected=1)
    assert there.replay().report == LoadReport(written=1)


def test_a_load_that_breaks_off_loses_and_doubles_no_rejection(
    there: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [BAD, *(firm(f"f{n}") for n in range(1_000)), firm("last", country="Nowhere")]
    write_table(there.folder / "organisations.csv", rows)
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "carry_out", _breaking)
        with pytest.raises(ServiceError):
            there.load()
    # Rows that were read ahead of what is written may be kept already.
    assert set(there.states()) == {"open"}
    assert there.load().report == LoadReport(written=1_000, rejected=2)
    assert there.states() == ["open", "open"]
    assert there.load().report == LoadReport(unchanged=1_000, rejected=2)
    assert there.states() == ["open", "open"]


def _breaking(_ledger: Ledger, _prepared: object) -> None:
    raise ServiceError("the engine is gone")


def test_a_load_above_its_stop_leaves_graph_and_quarantine_alone(there: Installation) -> None:
    state, graph = read_state(there.connection), dump(there.connection)
    outcome = there.load(Thresholds(stop=Bound(share=40)))
    assert (outcome.is_stopped, outcome.report) == (True, LoadReport(written=1, rejected=1))
    assert (read_state(there.connection), dump(there.connection)) == (state, graph)
    assert there.states() == []
    assert there.load(Thresholds(stop=Bound(share=50))).report.written == 1


def test_settings_of_a_source_are_kept_changed_and_taken_back(connection: Connection) -> None:
    ledger, sources = Ledger(connection, SCHEMA), Sources(connection)
    ledger.set_source("demo", {"warnAbove": "5%", "stopAbove": "200"})
    ledger.set_source("demo", {"warnAbove": None, "stopAbove": "20%"})
    assert sources.all() == [Source("demo", {"stopAbove": "20%"})]
    ledger.begin_load("demo", dt.datetime.now(dt.UTC))
    assert sources.source("demo") == Source("demo", {"stopAbove": "20%"}, 1)
    with pytest.raises(NotFoundError, match="no source 'other'; next step: kg source list"):
        sources.source("other")
