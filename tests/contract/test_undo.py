"""Undoing a load gives the graph before it, on every engine."""

import random
from pathlib import Path

import pytest

from kg.errors import ServiceError
from kg.graph.archive import Archive
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.graph.load_log import LoadLog
from kg.ingest import undo as undoing
from kg.ingest.facts import FactReader
from kg.ingest.load_history import LoadHistory
from kg.ingest.sources import all_tables
from kg.ingest.undo import Undo
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, load, region, write_table
from tests.contract.test_backup import backup, empty, kept, restore

SCHEMA = load_schema()
SEEDS = Path(__file__).parents[2] / "data" / "seeds"
ROUNDS = 12


def undo_of(connection: Connection) -> Undo:
    tables = all_tables(SCHEMA)
    reader, ledger = FactReader(Contract(SCHEMA), tables), Ledger(connection, SCHEMA)
    history = LoadHistory(Archive(connection), LoadLog(connection), ledger, reader, lambda: True)
    return Undo(history, list(tables))


def with_records(connection: Connection) -> list[str]:
    """The records behind each node, which a dump names without their loads."""
    rows = connection.read(
        "MATCH (n) WHERE n.records IS NOT NULL RETURN n.id AS id, n.records AS records"
    )
    return sorted(str((row["id"], sorted(row["records"]))) for row in rows)


def test_undoing_the_demonstration_gives_the_graph_before_it(
    connection: Connection, tmp_path: Path
) -> None:
    write_table(tmp_path / "organisations.csv", [firm("acme", region="UKE3", sector="25.62")])
    load(connection, "members", tmp_path)
    nothing = dump(connection)
    regions = load(connection, "nuts", SEEDS / "nuts" / "regions.csv")
    before = dump(connection)
    members = load(connection, "members", SEEDS, source="demo")
    assert len(dump(connection)) > len(before) + 1_000
    undo_of(connection).undo(str(members.load))
    assert dump(connection) == before
    undo_of(connection).undo(str(regions.load))
    assert dump(connection) == nothing
    states = {load.id: load.state for load in Archive(connection).loads()}
    assert states == {"members-1": "finished", "nuts-2": "undone", "demo-3": "undone"}


def write_package(folder: Path, chance: random.Random) -> None:
    ids = ["a", "b", "c"]
    some = ["", "UKE3", "UKE31", "GR30"]
    here = ids if chance.random() < 0.5 else chance.sample(ids, 2)
    rows = [
        firm(i, name=chance.choice("XY"), kind=chance.choice(["Firm", "Association"]))
        | {"region": chance.choice(some), "sector": chance.choice(["", "25.62", "25.62 | 28.41"])}
        for i in here
    ]
    write_table(folder / "organisations.csv", rows)
    offers = [
        {
            "id": f"c{i}",
            "organisation": chance.choice(here),
            "text": chance.choice(["mill", "turn"]),
        }
        | {"status": "claimed", "competency": chance.choice(["", "milling"])}
        for i in chance.sample(ids, 2)
    ]
    write_table(folder / "capabilities.csv", offers)
    skills = [{"id": "milling", "prefLabel": "m", "broader": chance.choice(["", "shaping"])}]
    write_table(folder / "competencies.csv", skills)


def write_regions(folder: Path, chance: random.Random) -> None:
    codes = ["UK", "UKE", "UKE3", "UKE31", "EL30"]
    chosen = chance.sample(codes, chance.randint(1, 4))
    rows = [region(code, chance.choice(["North", "South"])) for code in chosen]
    write_table(folder / "nuts2021_labels.csv", rows)


@pytest.mark.parametrize("seed", range(3))
def test_random_loads_and_undos_give_each_graph_again(
    connection: Connection, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test's draw
    monkeypatch.setattr(undoing, "PAGE_RECORDS", 2)
    states: list[tuple[str, object]] = []
    for _ in range(ROUNDS):
        if states and chance.random() < 0.35:
            load_id, graph = states.pop()
            undo_of(connection).undo(load_id)
            assert (dump(connection), with_records(connection)) == graph
            continue
        graph = (dump(connection), with_records(connection))
        kind = chance.choice(["members", "members", "nuts"])
        folder = tmp_path / kind
        (write_regions if kind == "nuts" else write_package)(folder, chance)
        # Regions are retired too, and members for whom no row came.
        done = load(connection, kind, folder, retire_at_most=chance.choice([None, 100]))
        if done.load:
            states.append((done.load, graph))
    while states:
        load_id, graph = states.pop()
        undo_of(connection).undo(load_id)
        assert (dump(connection), with_records(connection)) == graph
    assert dump(connection) == []


@pytest.fixture
def undone(connection: Connection, tmp_path: Path) -> Connection:
    """A graph of which the second load was undone."""
    folder = tmp_path / "members"
    write_table(folder / "organisations.csv", [firm("acme"), firm("bolt")])
    load(connection, "members", folder)
    write_table(folder / "organisations.csv", [firm("acme", name="Acme Ltd"), firm("crew")])
    load(connection, "members", folder)
    undo_of(connection).undo("members-2")
    return connection


def test_a_backup_keeps_that_a_load_was_undone(undone: Connection, tmp_path: Path) -> None:
    whole, records = dump(undone), kept(undone)
    backup(undone, tmp_path / "b.gz")
    empty(undone)
    restore(undone, tmp_path / "b.gz")
    assert (dump(undone), kept(undone)) == (whole, records)
    assert sum('"isUndone": true' in line for line in records) == 2
    [last, first] = undo_of(undone).history.loads()
    assert (last.state, first.state) == ("undone", "finished")


def test_an_undone_load_is_kept_as_history(undone: Connection) -> None:
    detail = undo_of(undone).history.detail("members-2")
    assert (detail.records, detail.in_force, detail.superseded) == (2, 0, {})
    first = undo_of(undone).history.detail("members-1")
    assert (first.records, first.in_force, first.superseded) == (2, 2, {})


def test_an_undo_that_was_cut_off_is_completed_by_the_same_again(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(connection, "nuts", SEEDS / "nuts" / "regions.csv")
    before = dump(connection)
    load(connection, "members", SEEDS, source="demo")
    write, calls = Connection.write, iter(range(99))

    def failing(self: Connection, work: object) -> object:
        if next(calls) == 4:
            raise ServiceError("the engine stopped")
        return write(self, work)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "write", failing)
    with pytest.raises(ServiceError):
        undo_of(connection).undo("demo-2")
    monkeypatch.undo()
    assert undo_of(connection).history.load("demo-2").state == "undoing"
    assert dump(connection) != before
    undo_of(connection).undo("demo-2")
    assert dump(connection) == before
    assert undo_of(connection).history.load("demo-2").state == "undone"
