"""The engine behind the command: started, shared, stopped, killed."""

import os
import signal
import socket
import time

import pytest

from tests.e2e.conftest import SEEDS, Kg


def test_up_status_and_down(kg: Kg) -> None:
    assert kg("status", "--json").json["running"] is False
    assert kg("up").code == 0
    status = kg("status", "--json").json
    assert status["running"] is True
    assert kg("up").code == 0
    assert kg("status", "--json").json["pid"] == status["pid"]
    assert kg("down").out == "stopped\n"
    assert kg("down").out == "not running\n"


def test_two_commands_at_once_share_one_engine(kg: Kg) -> None:
    loads = [kg.start("ingest", "members", SEEDS, "--json") for _ in range(2)]
    outs = [load.communicate(timeout=120) for load in loads]
    assert [load.returncode for load in loads] == [0, 0], outs
    assert kg("ingest", "members", SEEDS, "--json").json["written"] == 0


def test_an_engine_killed_during_a_load_is_one_sentence_and_loses_nothing(kg: Kg) -> None:
    kg("up")
    pid = kg("status", "--json").json["pid"]
    load = kg.start("ingest", "members", SEEDS, "--json")
    time.sleep(1.2)
    os.kill(pid, signal.SIGKILL)
    _, err = load.communicate(timeout=120)
    if load.returncode != 0:
        assert load.returncode == 4, err
        assert "run the same command again" in err.splitlines()[-1]
    again = kg("ingest", "members", SEEDS, "--json")
    assert again.code == 0, again.err
    assert again.json["read"] == again.json["written"] + again.json["unchanged"]
    assert kg("ingest", "members", SEEDS, "--json").json["written"] == 0


def test_a_busy_port_names_the_setting(kg: Kg) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = kg("up", KG_ENGINE_PORT=str(port))
    assert answer.code == 4
    assert str(port) in answer.err
    assert "KG_ENGINE_PORT" in answer.err


@pytest.mark.parametrize(
    ("name", "value"), [("KG_ENGINE_PORT", "many"), ("KG_ENGINE_HEAP", "lots")]
)
def test_a_setting_that_cannot_be_used_is_wrong_usage(kg: Kg, name: str, value: str) -> None:
    answer = kg("up", **{name: value})
    assert answer.code == 2
    assert name in answer.err


def test_a_home_that_cannot_be_written_is_no_traceback(kg: Kg) -> None:
    kg.home.parent.mkdir(parents=True, exist_ok=True)
    kg.home.write_text("a file, not a folder")
    answer = kg("up")
    assert answer.code == 4
    assert "KG_HOME" in answer.err
    assert "Traceback" not in answer.err


def test_matching_an_empty_graph_says_how_to_load(kg: Kg) -> None:
    answer = kg("match", "milling")
    assert answer.code == 1
    assert "kg ingest" in answer.err
