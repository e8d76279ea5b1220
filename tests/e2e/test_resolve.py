"""kg resolve and kg source as users run them."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Kg

LEFT = "id,kind,name,city,country\n{id},Firm,Twin Works {n} Ltd,Leeds,UK\n"
RIGHT = "id,kind,name,city,country\n{id},Firm,TWIN WORKS {n} LTD,York,UK\n"


@pytest.fixture
def twins(scratch: Kg, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """The ids of one firm that two sources know."""
    number = str(abs(hash(request.node.name)) % 1_000_000)
    for source, text in (("left", LEFT), ("right", RIGHT)):
        file = tmp_path / source / "organisations.csv"
        file.parent.mkdir()
        file.write_text(text.format(id=number, n=number))
        assert scratch("ingest", "members", file.parent, "--source", source).code == 0
    return f"left:{number}", f"right:{number}"


def names(kg: Kg, pair: tuple[str, str]) -> list[str]:
    number = pair[0].partition(":")[2]
    return sorted(found["id"] for found in kg("firm", "find", number, "--json").json)


def test_two_are_joined_and_parted(scratch: Kg, twins: tuple[str, str]) -> None:
    left, right = twins
    told = scratch("resolve", "judge", right, left, "same", "--by", "Ada", "--note", "one firm")
    assert told.code == 0, told.err
    assert told.out.startswith(f"{left} = {right} (same, by Ada on ")
    assert names(scratch, twins) == [left]
    shown = scratch("firm", "show", right, "--facts", "--json").json
    assert (shown["id"], shown["mergedIds"]) == (left, [right])
    [city] = [lost for lost in shown["lost"] if lost["property"] == "city"]
    assert (city["value"], city["source"], city["because"]) == ("Leeds", "left", "recency")
    assert (city["won"]["value"], city["won"]["row"]) == ("York", 2)
    assert "Values that lost" in scratch("firm", "show", right).out
    told = scratch("resolve", "undo", left, right, "--by", "Bob", "--json")
    assert told.json["withdrawnBy"] == "Bob"
    assert names(scratch, twins) == [left, right]
    [judgement] = scratch("resolve", "show", right, "--json").json["judgements"]
    assert (judgement["decidedBy"], judgement["withdrawnBy"]) == ("Ada", "Bob")
    again = scratch("resolve", "undo", left, right)
    assert (again.code, "no judgement in force" in again.err) == (1, True)


def test_undo_says_what_still_joins_and_parts_an_id_from_all(
    scratch: Kg, twins: tuple[str, str], tmp_path: Path
) -> None:
    left, right = twins
    number = left.partition(":")[2]
    file = tmp_path / "third" / "organisations.csv"
    file.parent.mkdir()
    file.write_text(RIGHT.format(id=number, n=number))
    assert scratch("ingest", "members", file.parent, "--source", "third").code == 0
    third = f"third:{number}"
    for pair in ((left, right), (right, third), (left, third)):
        assert scratch("resolve", "judge", *pair, "same", "--by", "Ada").code == 0
    told = scratch("resolve", "undo", left, third, "--by", "Bob")
    assert told.code == 0
    assert f"{left} and {third} are still one through {left} = {right} (same, by Ada" in told.err
    assert f"next step: kg resolve undo {third}" in told.err
    assert names(scratch, twins) == [left]
    told = scratch("resolve", "undo", third, "--by", "Bob", "--json")
    assert [(one["leftId"], one["rightId"]) for one in told.json] == [(right, third)]
    assert names(scratch, twins) == [left, third]
    again = scratch("resolve", "undo", third)
    assert (again.code, f"makes {third} one with another" in again.err) == (1, True)


def test_what_was_merged_keeps_a_name_in_the_list(scratch: Kg, twins: tuple[str, str]) -> None:
    left, right = twins
    assert scratch("resolve", "find").code == 0
    assert scratch("resolve", "judge", left, right, "same", "--by", "Ada").code == 0
    told = scratch("resolve", "list", "--outcome", "same").out
    [line] = [line for line in told.splitlines() if left in line]
    assert f"(in {left})" in line
    assert "not there any more" not in line
    [pair] = [
        one
        for one in scratch("resolve", "list", "--outcome", "same", "--json").json
        if one["left"] == left
    ]
    assert pair["leftName"] == pair["rightName"]


def test_a_pair_is_proposed_until_it_is_judged(scratch: Kg, twins: tuple[str, str]) -> None:
    assert scratch("resolve", "find").code == 0
    open_ = {(p["left"], p["right"]) for p in scratch("resolve", "list", "--json").json}
    assert twins in open_
    assert scratch("resolve", "judge", *twins, "different", "--by", "Ada").code == 0
    open_ = {(p["left"], p["right"]) for p in scratch("resolve", "list", "--json").json}
    assert twins not in open_
    apart = scratch("resolve", "list", "--outcome", "different", "--json").json
    assert twins in {(p["left"], p["right"]) for p in apart}
    assert names(scratch, twins) == list(twins)


def test_what_contradicts_is_refused(scratch: Kg, twins: tuple[str, str]) -> None:
    left, right = twins
    assert scratch("resolve", "judge", left, right, "same", "--by", "Ada").code == 0
    nobody = scratch("resolve", "judge", left, "left:nobody", "same")
    assert (nobody.code, "no organisation 'left:nobody'" in nobody.err) == (1, True)
    alone = scratch("resolve", "judge", left, left, "same")
    assert (alone.code, "name two organisations" in alone.err) == (2, True)


def test_ranks_say_who_wins(scratch: Kg, twins: tuple[str, str]) -> None:
    left, right = twins
    assert scratch("resolve", "judge", left, right, "same", "--by", "Ada").code == 0
    ranked = scratch("source", "set", "left", "--rank", "1", "--json").json
    assert (ranked["id"], ranked["settings"]) == ("left", {"rank": 1})
    try:
        shown = scratch("firm", "show", left, "--json").json
        assert (shown["city"], shown["lost"][0]["because"]) == ("Leeds", "rank")
        # Who has a rank stands before who has none.
        assert scratch("source", "list", "--json").json[0]["settings"] == {"rank": 1}
        wrong = scratch("source", "set", "left", "--rank", "first")
        assert (wrong.code, "no rank; next step" in wrong.err) == (2, True)
    finally:
        assert scratch("source", "set", "left", "--rank", "none").code == 0
    assert scratch("firm", "show", left, "--json").json["city"] == "York"


def test_without_a_terminal_review_names_the_other_way(scratch: Kg) -> None:
    told = scratch("resolve", "review", "--by", "Ada")
    assert told.code == 2
    assert "kg resolve judge LEFT RIGHT" in told.err


def test_review_shows_two_side_by_side_and_asks(scratch: Kg, twins: tuple[str, str]) -> None:
    assert scratch("resolve", "find").code == 0
    told = review(scratch, twins, "s")
    assert names(scratch, twins) == [twins[0]], told
    rows = [line for line in told.splitlines() if " city " in line]
    assert any(row.startswith("≠ city") and "Leeds [left]" in row for row in rows), told
    assert "one organisation with probability" in told


def review(kg: Kg, pair: tuple[str, str], answer: str) -> str:
    """What review prints on a terminal when one pair is answered and others are skipped."""
    ours, theirs = pty.openpty()
    command = [Path(sys.executable).with_name("kg"), "resolve", "review", "--by", "Ada"]
    environment = {**os.environ, "KG_HOME": str(kg.home), "COLUMNS": "120"}
    with subprocess.Popen(
        command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as asking:
        os.close(theirs)
        shown = ""
        while asking.poll() is None:
            shown += _read(ours)
            # What is typed before the key is waited for gets lost, so it is typed again.
            asked = shown.rpartition("---")[2]
            if "\n" not in asked.rpartition("q quit")[2] and "q quit" in asked:
                os.write(ours, (answer if all(id_ in asked for id_ in pair) else "n").encode())
        assert asking.returncode == 0, shown
        shown += _read(ours)
    os.close(ours)
    return shown.replace("\r\n", "\n")


def _read(stream: int) -> str:
    """What is there within half a second."""
    ready, _, _ = select.select([stream], [], [], 0.5)
    try:
        return os.read(stream, 65_536).decode() if ready else ""
    except OSError:
        return ""
