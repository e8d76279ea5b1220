"""Kills loads, their engine, or both, at random moments, resumes, and compares with a whole load.

    python -m bench.kill_ingest [--rounds 50] [--engine embedded|neo4j-5.26|neo4j-2026.09]

Two versions of one package are loaded in turn, so each load changes, moves and adds rows. After
each kill every batch that the log had told must be in the graph, the graph must be what its records
state, and after --resume it must equal that of an undisturbed load. Neo4j needs Java and Maven, as
the tests do. Ends with 1 if any round fails.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.contract.kills import Embedded, Killing, Moment, Neo4j, Round
from tests.neo4j.server import VERSIONS, Server

KILLED = ("job", "engine", "both")
# Nothing is loaded while Python starts: from this share of the time to the first batch on.
EARLIEST = 0.6
# Batches differ in length, and after the last one the load is ended and the read model is made.
LONGEST_WAIT = 2.0
SHOWN_FAULTS = 3


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--organisations", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311  # the same moments again
    with tempfile.TemporaryDirectory() as folder, _engine(given.engine, Path(folder)) as engine:
        killing = Killing(engine, Path(folder), given.organisations)
        killing.undisturbed()
        print(
            f"{given.engine}: {killing.rows:,} rows, undisturbed {killing.first:.1f} s to the "
            f"first batch and {killing.seconds:.1f} s in all",
            flush=True,
        )
        rounds = []
        for number in range(given.rounds):
            rounds.append(killing.round(number, KILLED[number % 3], _moment(chance, killing)))
            _print_round(number, rounds[-1])
    _print_sum(rounds)
    sys.exit(any(found.faults for found in rounds))


def _moment(chance: random.Random, killing: Killing) -> Moment:
    """Any batch, and any time before the next: by the clock alone a busy machine is missed."""
    batches = chance.randrange(killing.batches + 1)
    if not batches:
        return Moment(0, chance.uniform(EARLIEST * killing.first, killing.first))
    usual = (killing.seconds - killing.first) / killing.batches
    return Moment(batches, chance.uniform(0, LONGEST_WAIT * usual))


def _print_round(number: int, found: Round) -> None:
    state = f"cut off {found.cut_off}" if found.cut_off else "no load open"
    told = f"{found.batches:>2} batches acknowledged, {state}, {len(found.faults)} faults"
    when = f"{found.moment.seconds:5.2f} s after batch {found.moment.batches}"
    print(f"{number + 1:>3}  {found.what:<6} {when}  {told}", flush=True)
    for fault in found.faults[:SHOWN_FAULTS]:
        print(f"       {fault[:300]}")


def _print_sum(rounds: list[Round]) -> None:
    for what in KILLED:
        of = [found for found in rounds if found.what == what]
        cut = sum(found.cut_off is not None for found in of)
        failed = sum(bool(found.faults) for found in of)
        print(f"{what:<6}  {len(of)} rounds, {cut} loads cut off, {failed} failed")
    batches, ahead = sum(r.batches for r in rounds), sum(r.ahead for r in rounds)
    print(
        f"{batches} batches acknowledged before a kill; {ahead} nodes ahead of their row in class"
    )


@contextmanager
def _engine(name: str, folder: Path) -> Iterator[Embedded | Neo4j]:
    is_embedded = name == "embedded"
    engine = (
        Embedded(folder / "home") if is_embedded else _neo4j(name.removeprefix("neo4j-"), folder)
    )
    try:
        yield engine
    finally:
        engine.stop()


def _neo4j(version: str, folder: Path) -> Neo4j:
    (folder / "server").mkdir()
    return Neo4j(Server(VERSIONS[version], folder / "server").wait(), folder / "home")


if __name__ == "__main__":
    main()
