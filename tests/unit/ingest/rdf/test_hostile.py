"""Files that are attacks are refused in one sentence, in a second, in 256 MB, without a fetch."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.ingest.rdf.attacks import ATTACKS, SAID
from tests.unit.ingest.rdf.limited import read_limited


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.settimeout(0)
        yield opened


@pytest.fixture
def is_called(listener: socket.socket) -> Callable[[], bool]:
    def accepted() -> bool:
        try:
            listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    return accepted


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(
    name: str, tmp_path: Path, listener: socket.socket, is_called: Callable[[], bool]
) -> None:
    attack = ATTACKS[name]
    file = tmp_path / f"file{attack.suffix}"
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/context"
    file.write_bytes(attack.content(url))
    outcome = read_limited(file)
    assert outcome is not None, "the process was killed"
    assert attack.reason in outcome.error
    assert outcome.error.startswith(str(file))
    assert "; next step: " in outcome.error
    assert "\n" not in outcome.error
    assert len(outcome.error) < 600
    assert outcome.seconds < 1
    assert not is_called()
    assert "root:" not in outcome.error


def test_a_call_would_be_noticed(listener: socket.socket, is_called: Callable[[], bool]) -> None:
    socket.create_connection(listener.getsockname()).close()
    assert is_called()


def test_the_limits_hold(tmp_path: Path) -> None:
    file = tmp_path / "fine.nt"
    file.write_text(f"{SAID} <http://x.example/b> .\n" * 10_000, "utf-8")
    outcome = read_limited(file)
    assert outcome is not None
    assert (outcome.statements, outcome.error) == (10_000, "")
