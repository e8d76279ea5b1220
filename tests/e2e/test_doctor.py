"""kg doctor as users run it: what is well, what is wrong, and that nothing is changed."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.cli import COMMANDS
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from tests.e2e.conftest import Answer, Kg

ORGANISATIONS = "id,kind,name,country\nacme,Firm,Acme,DE\nbolt,Firm,Bolt,DE\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kg]:
    """A home with two firms, for what would be wrong in a shared one; each test mends it."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "organisations.csv").write_text(ORGANISATIONS)
    kg = Kg(tmp_path_factory.mktemp("own") / "home")
    try:
        loaded = kg("ingest", "members", folder)
        assert loaded.code == 0, loaded.err
        yield kg
    finally:
        kg("down")


@pytest.fixture
def outside(own: Kg) -> Iterator[Connection]:
    """Somebody else at the graph."""
    address = EmbeddedEngine(own.home / "engine").address()
    assert address is not None
    with closing(Connection(address)) as connection:
        yield connection


def found(answer: Answer) -> dict[str, dict[str, Any]]:
    """The findings by their check; the exit code says whether one is a problem."""
    assert set(answer.json) == {"well", "findings"}
    for finding in answer.json["findings"]:
        assert set(finding) == {"check", "question", "status", "text", "nextStep"}
        assert finding["nextStep"] or finding["status"] != "problem"
    is_well = all(f["status"] != "problem" for f in answer.json["findings"])
    assert (answer.json["well"], answer.code) == (is_well, 0 if is_well else 1)
    return {finding["check"]: finding for finding in answer.json["findings"]}


def problems(answer: Answer) -> dict[str, str]:
    return {n: f["text"] for n, f in found(answer).items() if f["status"] == "problem"}


def test_a_home_in_order_is_well(seeded: Kg) -> None:
    answer = seeded("doctor", "--json")
    findings = found(answer)
    assert (answer.code, answer.err) == (0, "")
    assert {"packages", "encoder", "java", "engine", "graph", "drift", "read model"} <= set(
        findings
    )
    for check in ("encoder", "java", "engine", "graph", "loads", "drift", "read model", "vectors"):
        assert findings[check]["status"] == "ok", findings[check]


def test_the_text_names_each_check_and_its_next_step(seeded: Kg) -> None:
    lines = seeded("doctor").out.splitlines()
    assert any(line.startswith("ok       graph ") for line in lines)
    assert any(line.strip().startswith("next step: load what they refer to") for line in lines)


def test_a_home_that_is_not_there_is_not_made_and_nothing_is_started(tmp_path: Path) -> None:
    answer = Kg(tmp_path / "home")("doctor", "--json")
    assert answer.code == 0
    assert found(answer)["home"]["status"] == "note"
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    answer = Kg(tmp_path / "home")("doctor", "--json")
    assert answer.code == 1
    assert "is no folder" in problems(answer)["home"]


def test_a_server_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    answer = Kg(tmp_path)("doctor", "--json", KG_GRAPH_URI="bolt://127.0.0.1:1")
    assert problems(answer) == {"graph": "the graph at bolt://127.0.0.1:1 does not answer; what "
                                "was committed is safe"}  # fmt: skip


def test_a_variable_that_is_no_setting_is_told(tmp_path: Path) -> None:
    answer = Kg(tmp_path)("doctor", "--json", KG_GRAPH_URL="bolt://user:secret@host")
    settings = found(answer)["settings"]
    assert (settings["status"], settings["nextStep"]) == ("note", "did you mean KG_GRAPH_URI?")
    assert "secret" not in answer.out


def test_what_others_write_and_delete_is_drift(own: Kg, outside: Connection) -> None:
    assert problems(own("doctor", "--json")) == {}
    outside.define(["CREATE (:Film {title: 'Metropolis'})"])
    assert problems(own("doctor", "--json")) == {"drift": "without a source record: 1 Film"}
    outside.define(["MATCH (f:Film) DETACH DELETE f"])
    assert problems(own("doctor", "--json")) == {}
    outside.define(["CREATE (:SourceRecord {id: 'x', records: ['y']})"])
    text = problems(own("doctor", "--json"))["drift"]
    assert text == "since the last load, without one: more 1 SourceRecord"
    outside.define(["MATCH (r:SourceRecord {id: 'x'}) DELETE r"])


def test_a_load_and_a_restore_that_were_cut_off_are_problems(own: Kg, outside: Connection) -> None:
    outside.define(["MATCH (l:Load) SET l.state = 'running'"])
    assert "cut off: members-1" in problems(own("doctor", "--json"))["loads"]
    outside.define(["MATCH (l:Load) SET l.state = 'finished'"])
    outside.define(["MATCH (g:Graph) SET g.restoring = 'abc'"])
    assert "a restore was cut off" in problems(own("doctor", "--json"))["loads"]
    outside.define(["MATCH (g:Graph) SET g.restoring = null"])


def test_an_older_read_model_is_told(own: Kg, outside: Connection) -> None:
    outside.define(["MATCH (g:Graph) SET g.revision = g.revision + 1"])
    findings = found(own("doctor", "--json"))
    assert findings["read model"]["status"] == "note"
    assert "brings it up to date" in findings["read model"]["text"]
    outside.define(["MATCH (g:Graph) SET g.revision = g.revision - 2"])
    assert "put back" in problems(own("doctor", "--json"))["read model"]
    outside.define(["MATCH (g:Graph) SET g.revision = g.revision + 1"])


def test_a_wrong_password_is_a_problem_of_the_engine(own: Kg) -> None:
    file = own.home / "engine" / "password"
    password = file.read_text()
    file.write_text("wrong")
    assert "does not accept the password" in problems(own("doctor", "--json"))["engine"]
    file.unlink()
    assert "is gone" in problems(own("doctor", "--json"))["engine"]
    file.write_text(password)


def test_an_engine_that_was_started_otherwise_is_a_problem(own: Kg) -> None:
    answer = own("doctor", "--json", KG_ENGINE_HEAP="300m")
    assert "KG_ENGINE_HEAP is 300m now" in problems(answer)["engine"]
    arguments = own.home / "engine" / "java.args"
    text = arguments.read_text()
    arguments.write_text(text.replace("arcadedb-engine-", "arcadedb-engine-1."))
    assert "another version" in problems(own("doctor", "--json"))["engine"]
    arguments.write_text(text)


def test_an_engine_that_nobody_knows_of_is_a_problem(own: Kg) -> None:
    run = own.home / "engine" / "run.json"
    text = run.read_text()
    run.unlink()
    assert "no command knows of it" in problems(own("doctor", "--json"))["engine"]
    run.write_text(text)


def test_a_damaged_database_is_a_problem(own: Kg) -> None:
    [schema] = (own.home / "engine").rglob("schema.json")
    previous = schema.with_name("schema.prev.json")
    texts = {file: file.read_bytes() for file in (schema, previous) if file.exists()}
    for file in texts:
        file.write_bytes(b"\0" * 100)
    assert "is damaged" in problems(own("doctor", "--json"))["engine"]
    for file, content in texts.items():
        file.write_bytes(content)


def test_an_engine_that_does_not_run_is_no_problem_and_is_not_started(own: Kg) -> None:
    own("down")
    answer = own("doctor", "--json")
    engine = found(answer)["engine"]
    assert (answer.code, engine["status"], engine["nextStep"]) == (0, "note", "kg up starts it")
    assert own("status", "--json").json["running"] is False


def test_a_missing_package_is_one_sentence(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "firm", "no_such_package:firm")
    answer = kg("firm", "find", "x")
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "the package no_such_package is missing; next step: install" in answer.err
