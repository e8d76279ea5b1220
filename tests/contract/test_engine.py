"""The embedded engine as users meet it: a real one, started and stopped here."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import neo4j
import psutil
import pytest

from kg.errors import ServiceError
from kg.graph.address import Address
from kg.graph.engine import EmbeddedEngine

START = """
import sys
from pathlib import Path
from kg.graph.engine import EmbeddedEngine
address = EmbeddedEngine(Path(sys.argv[1])).start()
print(address.uri, address.password)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose engine is stopped at the end, whatever the tests did."""
    folder = tmp_path_factory.mktemp("home") / 'große "Daten"' / "engine"
    yield folder
    pid = EmbeddedEngine(folder).status().pid
    EmbeddedEngine(folder).stop()
    assert pid is None or not psutil.pid_exists(pid)


@pytest.fixture
def engine(folder: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(folder)
    engine.start()
    return engine


def process_of(engine: EmbeddedEngine) -> psutil.Process:
    pid = engine.status().pid
    assert pid is not None
    return psutil.Process(pid)


def ask(address: Address | None, query: str, **parameters: object) -> list[object]:
    assert address is not None
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        return session.run(query, parameters).value()


def engines_in(folder: Path) -> list[int]:
    argument = f"@{folder / 'java.args'}"
    processes = psutil.process_iter(["cmdline"])
    return [each.pid for each in processes if argument in (each.info["cmdline"] or [])]


def test_two_commands_at_once_start_one_engine_that_outlives_them(folder: Path) -> None:
    commands = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", START, str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    # communicate() returns only when nobody holds the pipes any more.
    answers = [command.communicate(timeout=60) for command in commands]
    assert answers[0] == answers[1]
    assert answers[0][1] == ""
    assert len(engines_in(folder)) == 1
    assert EmbeddedEngine(folder).address() is not None


def test_a_second_object_finds_the_same_engine(engine: EmbeddedEngine, folder: Path) -> None:
    other = EmbeddedEngine(folder)
    assert other.start() == engine.address()
    assert other.status().pid == engine.status().pid


def test_the_status_tells_size_and_start(engine: EmbeddedEngine) -> None:
    status = engine.status()
    assert status.running
    assert status.resident_bytes is not None
    assert 50e6 < status.resident_bytes < 1e9
    assert status.started is not None


def test_the_engine_listens_on_loopback_only(engine: EmbeddedEngine) -> None:
    listening = [
        connection.laddr
        for connection in process_of(engine).net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert {address.ip for address in listening} == {"127.0.0.1"}
    assert engine.status().port in {address.port for address in listening}


def test_the_password_shows_neither_in_the_process_list_nor_in_texts(
    engine: EmbeddedEngine, folder: Path
) -> None:
    address = engine.address()
    assert address is not None
    process = process_of(engine)
    seen = [*process.cmdline(), *process.environ().values(), repr(address)]
    seen += [(folder / name).read_text() for name in ("java.args", "engine.log", "run.json")]
    assert not any(address.password in text for text in seen)


def test_the_engine_writes_into_its_folder_only(engine: EmbeddedEngine, folder: Path) -> None:
    process = process_of(engine)
    assert Path(process.cwd()) == folder / "data"
    writable = [Path(file.path) for file in process.open_files() if "w" in file.mode]
    assert writable
    assert all(file.is_relative_to(folder) for file in writable)


def test_a_killed_engine_recovers_what_was_committed(engine: EmbeddedEngine) -> None:
    ask(engine.address(), "UNWIND range(1, 500) AS number CREATE (:Firm {number: number})")
    process = process_of(engine)
    process.kill()
    process.wait(10)
    assert engine.address() is None
    assert ask(engine.start(), "MATCH (firm:Firm) RETURN count(firm)") == [500]
    assert process_of(engine) != process


def test_the_data_is_there_after_a_stop_on_a_port_of_the_users_choice(
    engine: EmbeddedEngine, folder: Path
) -> None:
    ask(engine.address(), "CREATE (:Region {code: $code})", code="UKE3")
    before = engine.status().port or 0
    assert engine.stop() is True
    assert engine.stop() is False
    assert engines_in(folder) == []
    again = EmbeddedEngine(folder, port=before)
    assert ask(again.start(), "MATCH (region:Region) RETURN region.code") == ["UKE3"]
    assert again.status().port == before


def test_a_lost_password_is_replaced_at_the_next_start(
    engine: EmbeddedEngine, folder: Path
) -> None:
    engine.stop()
    (folder / "password").unlink()
    assert ask(engine.start(), "RETURN 1") == [1]


def test_a_busy_port_is_named_with_the_next_step(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServiceError, match=rf"port {port} .*KG_ENGINE_PORT"):
            EmbeddedEngine(tmp_path / "engine", port=port).start()


def test_a_heap_that_no_machine_has_is_named_at_once(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "engine", heap="99999g")
    with pytest.raises(ServiceError, match=r"heap of 99999g .*KG_ENGINE_HEAP"):
        engine.start()
    assert not engine.status().running
