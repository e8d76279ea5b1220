"""Organisations are joined and parted on every engine, and the graph is as it was before."""

import datetime as dt
import random
from itertools import count
from pathlib import Path

import pytest

from kg.errors import NotFoundError, StateError
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.judgement_log import JudgementLog
from kg.graph.ledger import Ledger
from kg.graph.source_settings import SourceSettings
from kg.ingest.facts import FactReader
from kg.ingest.judging import Judging, Verdict
from kg.ingest.ranking import Ranking
from kg.ingest.resolution.pair import Clue, Comparison
from kg.ingest.sources import all_tables
from kg.model import NodeRef
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.contract.packages import dump, firm, load, region, write_table
from tests.contract.test_backup import backup, empty, restore
from tests.contract.test_undo import undo_of, with_records

SCHEMA = load_schema()
READER = FactReader(Contract(SCHEMA), all_tables(SCHEMA))
HOURS = count()


def later() -> dt.datetime:
    return dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=next(HOURS))


def judging(connection: Connection, note=lambda _r, _t: None) -> Judging:  # noqa: ANN001  # a Note
    return Judging(Ledger(connection, SCHEMA, note), JudgementLog(connection), READER, later)


def judge(connection: Connection, left: str, right: str, verdict: str = "same") -> None:
    judging(connection).judge(Verdict(left, right, verdict, "Ada"))


def withdraw(connection: Connection, left: str, right: str) -> None:
    judging(connection).withdraw(left, right, "Bob")


def whole(connection: Connection) -> object:
    return dump(connection), with_records(connection)


def offer(id_: str, owner: str) -> dict[str, str]:
    return {"id": id_, "organisation": owner, "text": "milling", "status": "claimed"}


def package(folder: Path, *rows: dict[str, object]) -> Path:
    write_table(folder / "organisations.csv", rows)
    write_table(folder / "capabilities.csv", [offer(f"{row['id']}-c", row["id"]) for row in rows])  # type: ignore[arg-type]
    return folder


@pytest.fixture
def filled(connection: Connection, tmp_path: Path) -> Connection:
    """Two sources with two organisations each, that supply one another."""
    write_table(tmp_path / "nuts" / "nuts2021_labels.csv", [region("UK"), region("UKE3")])
    load(connection, "nuts", tmp_path / "nuts")
    for source in ("north", "south"):
        folder = package(tmp_path / source, firm("acme", city=source), firm("bolt"))
        supplies = {"from": "acme", "type": "SUPPLIES", "to": "bolt", "note": source}
        write_table(folder / "relationships.csv", [supplies])
        load(connection, "members", folder, source=source)
    return connection


def names(connection: Connection) -> list[str]:
    rows = connection.read("MATCH (o:Organisation) RETURN o.id AS id ORDER BY id")
    return [row["id"] for row in rows]


def test_joined_and_parted_again_the_graph_is_the_same(filled: Connection) -> None:
    before = whole(filled)
    judge(filled, "south:acme", "north:acme")
    [row] = filled.read(
        "MATCH (o:Organisation {id: 'north:acme'})-[:OFFERS]->(c) "
        "RETURN o.mergedIds AS merged, o.city AS city, count(c) AS offers"
    )
    assert dict(row) == {"merged": ["south:acme"], "city": "south", "offers": 2}
    assert names(filled) == ["north:acme", "north:bolt", "south:bolt"]
    judge(filled, "north:acme", "south:bolt")
    assert names(filled) == ["north:acme", "north:bolt"]
    # South's acme supplies its own bolt, which is the same organisation now.
    ends = "MATCH (a)-[:SUPPLIES]->(b) RETURN a.id AS a, b.id AS b"
    assert [dict(row) for row in filled.read(ends)] == [{"a": "north:acme", "b": "north:bolt"}]
    withdraw(filled, "south:acme", "north:acme")
    withdraw(filled, "north:acme", "south:bolt")
    assert whole(filled) == before


def test_what_was_withdrawn_is_history(filled: Connection) -> None:
    compared = Comparison("north:acme", "south:acme", 0.9, "ask", (Clue("name", 3.17, "equal"),))
    verdict = Verdict("north:acme", "south:acme", "same", "Ada", "seen", compared, "7")
    judging(filled).judge(verdict)
    judge(filled, "north:acme", "south:acme", "different")
    withdraw(filled, "north:acme", "south:acme")
    first, second = JudgementLog(filled).of(["south:acme"])
    assert (first.verdict, first.decided_by, first.note, first.withdrawn_by) == (
        "same", "Ada", "seen", "Ada",
    )  # fmt: skip
    assert (first.probability, first.weight, first.clues, first.weights_version) == (
        0.9, 3.17, ("+3.2 name: equal",), "7",
    )  # fmt: skip
    assert (second.verdict, second.withdrawn_by) == ("different", "Bob")
    assert first.withdrawn_at == second.decided_at or first.withdrawn_at
    with pytest.raises(NotFoundError, match="kg resolve show north:acme"):
        withdraw(filled, "north:acme", "south:acme")


def test_an_id_is_parted_from_all_that_it_is_one_with(filled: Connection) -> None:
    before = whole(filled)
    for left, right in (("north:acme", "south:acme"), ("north:acme", "south:bolt")):
        judge(filled, left, right)
    joined = whole(filled)
    judge(filled, "south:acme", "south:bolt")
    judged = judging(filled)
    judged.withdraw("south:bolt", "south:acme", "Bob")
    way = judged.still_joined_by("south:bolt", "south:acme")
    assert [one.pair for one in way] == [("north:acme", "south:acme"), ("north:acme", "south:bolt")]
    assert whole(filled) == joined
    parted = judged.part("north:acme", "Bob")
    assert [one.pair for one in parted] == [one.pair for one in way]
    assert {one.withdrawn_by for one in parted} == {"Bob"}
    assert whole(filled) == before
    assert judged.still_joined_by("south:bolt", "south:acme") == []
    with pytest.raises(NotFoundError, match="kg resolve show north:acme"):
        judging(filled).part("north:acme", "Bob")


def test_a_contradiction_names_the_judgements_in_the_way(filled: Connection) -> None:
    judge(filled, "north:acme", "south:acme")
    judge(filled, "south:acme", "south:bolt")
    before = whole(filled)
    with pytest.raises(StateError, match=r"north:acme = south:acme.*south:acme = south:bolt"):
        judge(filled, "north:acme", "south:bolt", "different")
    judge(filled, "north:bolt", "south:bolt", "different")
    with pytest.raises(StateError, match=r"north:bolt ≠ south:bolt.*kg resolve undo north:bolt"):
        judge(filled, "north:acme", "north:bolt")
    assert whole(filled) == before
    with pytest.raises(NotFoundError, match="north:nobody"):
        judge(filled, "north:acme", "north:nobody")


def test_later_loads_into_either_id_arrive(filled: Connection, tmp_path: Path) -> None:
    judge(filled, "north:acme", "south:acme")
    folder = package(tmp_path / "south", firm("acme", city="Leeds"), firm("bolt"))
    write_table(folder / "capabilities.csv", [offer("new", "acme")])
    done = load(filled, "members", folder, source="south")
    [row] = filled.read(
        "MATCH (o:Organisation {id: 'north:acme'})-[:OFFERS]->(c {id: 'south:new'}) "
        "RETURN o.city AS city, o.mergedIds AS merged"
    )
    assert dict(row) == {"city": "Leeds", "merged": ["south:acme"]}
    undo_of(filled).undo(str(done.load))
    assert names(filled) == ["north:acme", "north:bolt", "south:bolt"]
    withdraw(filled, "north:acme", "south:acme")
    assert len(names(filled)) == 4


def test_the_other_id_finds_the_organisation(filled: Connection) -> None:
    judge(filled, "north:acme", "south:acme")
    judge(filled, "south:acme", "south:bolt")
    for id_ in ("north:acme", "south:acme", "south:bolt"):
        detail = Catalogue(filled).organisation(id_)
        assert detail is not None
        assert detail.organisation.id == "north:acme"
        assert detail.merged_ids == ("south:acme", "south:bolt")
    assert Catalogue(filled).organisation("south:nobody") is None


def test_what_moves_is_noted_for_the_read_model(filled: Connection) -> None:
    noted = []
    judged = judging(filled, lambda _revision, touched: noted.append(touched))
    judged.judge(Verdict("north:acme", "south:acme", "same", "Ada"))
    [touched] = noted
    assert touched.removed == {NodeRef("Organisation", "south:acme")}
    assert NodeRef("Organisation", "north:acme") in touched.nodes
    assert NodeRef("Capability", "south:acme-c") in touched.nodes


def test_a_restored_graph_is_joined_alike(filled: Connection, tmp_path: Path) -> None:
    judge(filled, "north:acme", "south:acme")
    judge(filled, "north:bolt", "south:bolt")
    withdraw(filled, "north:bolt", "south:bolt")
    ranking(filled).set("north", 1)
    before, judgements = whole(filled), JudgementLog(filled).all()
    backup(filled, tmp_path / "b.gz")
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    assert whole(filled) == before
    assert JudgementLog(filled).all() == judgements
    assert SourceSettings(filled, SCHEMA).ranks() == {"north": 1, "nuts": None, "south": None}
    backup(filled, tmp_path / "c.gz")
    assert judgements == JudgementLog(filled).all()


def ranking(connection: Connection) -> Ranking:
    return Ranking(SourceSettings(connection, SCHEMA), Ledger(connection, SCHEMA), READER)


def city(connection: Connection) -> str:
    [row] = connection.read("MATCH (o:Organisation {id: 'north:acme'}) RETURN o.city AS city")
    return str(row["city"])


def test_the_better_rank_wins_and_none_is_the_last(filled: Connection, tmp_path: Path) -> None:
    judge(filled, "north:acme", "south:acme")
    before = whole(filled)
    assert city(filled) == "south"
    ranking(filled).set("north", 2)
    assert city(filled) == "north"
    ranking(filled).set("south", 1)
    assert city(filled) == "south"
    ranking(filled).set("south", 3)
    folder = package(tmp_path / "south", firm("acme", city="Leeds"), firm("bolt"))
    load(filled, "members", folder, source="south")
    assert city(filled) == "north"
    for source in ("north", "south"):
        ranking(filled).set(source, None)
    assert city(filled) == "Leeds"
    undo_of(filled).undo("south-4")
    assert whole(filled) == before


def test_a_rank_that_was_cut_off_is_completed(
    filled: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(filled, "north:acme", "south:acme")
    ranking(filled).settings.set_rank("north", 1)
    assert ranking(filled).settings.due() == ["north"]
    assert city(filled) == "south"
    monkeypatch.setattr("kg.ingest.ranking.PAGE_THINGS", 1)
    assert ranking(filled).complete() > 0
    assert (city(filled), ranking(filled).settings.due()) == ("north", [])


@pytest.mark.parametrize("seed", range(3))
def test_random_loads_judgements_and_undos_give_each_graph_again(
    connection: Connection, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test's draw
    states: list[tuple[str, tuple[str, ...], object]] = []
    pool = [f"{source}:{id_}" for source in ("north", "south") for id_ in ("a", "b")]
    for _ in range(14):
        before = whole(connection)
        if states and chance.random() < 0.3:
            kind, what, graph = states.pop()
            take_back(connection, kind, what)
            assert whole(connection) == graph
        elif chance.random() < 0.5:
            source = chance.choice(["north", "south"])
            rows = [firm(i, name=chance.choice("XY"), kind=chance.choice(["Firm", "Association"]))
                    for i in ("a", "b")]  # fmt: skip
            folder = package(tmp_path / source, *rows)
            ends = chance.sample(["a", "b"], 2)
            row = {"from": ends[0], "type": "SUPPLIES", "to": ends[1]}
            write_table(folder / "relationships.csv", [row])
            done = load(connection, "members", folder, source=source)
            states += [("load", (done.load,), before)] if done.load else []
        else:
            left, right = sorted(chance.sample(pool, 2))
            if judging(connection).on(left, right):
                continue
            try:
                judge(connection, left, right)
            except NotFoundError:
                continue
            states.append(("judge", (left, right), before))
    while states:
        kind, what, graph = states.pop()
        take_back(connection, kind, what)
        assert whole(connection) == graph
    assert dump(connection) == []


def take_back(connection: Connection, kind: str, what: tuple[str, ...]) -> None:
    if kind == "load":
        undo_of(connection).undo(what[0])
    else:
        withdraw(connection, what[0], what[1])
