"""The lease on a graph: one writes at a time, and who has lost it writes nothing more."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import StateError
from kg.graph.connection import Connection
from kg.graph.lease import Held, Holder, Lease, read_lease
from kg.graph.prepare import read_state
from tests.contract.packages import dump, firm, load, write_table

HERE, THERE = Holder("process 1 on here", "here"), Holder("process 2 on there", "there")
AWAY = 0.3


@pytest.fixture
def other(connection: Connection) -> Callable[[], Connection]:
    """A further connection to the same graph, as another process has it."""
    return lambda: Connection(connection._address)


def test_a_lease_is_given_to_one_and_names_him_to_the_others(
    connection: Connection, other: Callable[[], Connection]
) -> None:
    assert Lease(connection, HERE).take() is None
    with closing(other()) as second:
        held = Lease(second, THERE).take()
    assert held is not None
    assert held.holder == "process 1 on here"
    assert held.until - held.since == 60_000
    assert "process 1 on here loads into this graph since " in str(held)
    assert read_lease(connection) is not None


def test_a_lease_that_was_given_back_is_free(
    connection: Connection, other: Callable[[], Connection]
) -> None:
    before = read_state(connection)
    lease = Lease(connection, HERE)
    assert lease.take() is None
    with lease.kept():
        pass
    assert read_lease(connection) is None
    assert read_state(connection) == before
    with closing(other()) as second:
        assert Lease(second, THERE).take() is None


def test_of_many_that_ask_at_once_one_gets_it(other: Callable[[], Connection]) -> None:
    answers: list[Held | None] = []
    gate = threading.Barrier(6)

    def ask(number: int) -> None:
        with closing(other()) as own:
            own.read("RETURN 1 AS x")
            gate.wait()
            answers.append(Lease(own, Holder(f"process {number}", f"home {number}")).take())

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert answers.count(None) == 1


def test_a_dead_owner_loses_its_lease_when_it_expires(
    connection: Connection, other: Callable[[], Connection]
) -> None:
    assert Lease(connection, HERE, seconds=AWAY).take() is None
    with closing(other()) as second:
        lease = Lease(second, THERE)
        assert lease.take() is not None
        time.sleep(2 * AWAY)
        assert lease.take() is None


def test_a_lease_of_the_same_home_was_left_behind_and_binds_nobody(connection: Connection) -> None:
    assert Lease(connection, HERE).take() is None
    assert Lease(connection, HERE).take() is None


def test_a_holder_that_waits_for_something_else_keeps_its_lease(
    connection: Connection, other: Callable[[], Connection]
) -> None:
    lease = Lease(connection, HERE, seconds=AWAY)
    assert lease.take() is None
    with lease.kept(), closing(other()) as second:
        time.sleep(3 * AWAY)
        assert Lease(second, THERE).take() is not None


def test_a_former_owner_writes_nothing_under_another_one(
    connection: Connection, other: Callable[[], Connection], tmp_path: Path
) -> None:
    write_table(tmp_path / "organisations.csv", [firm("acme"), firm("bolt")])
    lease = Lease(connection, HERE)
    assert lease.take() is None
    # The owner is paused here, longer than the lease holds, and goes on when it is another's.
    with lease.kept():
        with closing(other()) as second:
            second.define(["MATCH (g:Graph {id: 'graph'}) SET g.leaseUntil = 0"])
            assert Lease(second, THERE).take() is None
        before = read_state(connection), dump(connection)
        with pytest.raises(StateError, match=r"process 2 on there has taken the graph; .* next"):
            load(connection, "members", tmp_path)
        assert (read_state(connection), dump(connection)) == before
    # Nor does it give back what is not its own.
    held = read_lease(connection)
    assert held is not None
    assert held.home == "there"


def test_an_owner_whose_expired_lease_nobody_took_goes_on(
    connection: Connection, tmp_path: Path
) -> None:
    write_table(tmp_path / "organisations.csv", [firm("acme")])
    lease = Lease(connection, HERE)
    assert lease.take() is None
    with lease.kept():
        connection.define(["MATCH (g:Graph {id: 'graph'}) SET g.leaseUntil = 0"])
        assert load(connection, "members", tmp_path).report.written == 1
        assert read_lease(connection) is not None
