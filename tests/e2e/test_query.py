"""kg query: the graph asked in Cypher."""

import csv
import io
import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.docs.pages import FENCE, ROOT
from tests.e2e.conftest import Kg

PAGE = (ROOT / "docs" / "console.md").read_text("utf-8")
EXAMPLES = [block for language, block in FENCE.findall(PAGE) if language == "cypher"]
FIRMS = "MATCH (f:Firm) RETURN f.id AS id, f.name AS name ORDER BY id"
# Beyond what the engine holds for one count.
MANY_DISTINCT = (
    "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b RETURN count(DISTINCT a * 10000 + b)"
)
ENDLESS = (
    "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b UNWIND range(1, 10000) AS c "
    "RETURN count(*)"
)


def test_a_table_has_a_head_a_rule_and_rows(seeded: Kg) -> None:
    answer = seeded("query", "MATCH (r:Region {id: 'DE'}) RETURN r.id AS id, 1 AS n")
    assert (answer.code, answer.out) == (0, "id  n\n──  ─\nDE  1\n"), answer.err


def test_json_has_columns_rows_and_the_revision(seeded: Kg) -> None:
    answer = seeded("query", FIRMS, "--json", "--limit", 2).json
    assert answer["columns"] == ["id", "name"]
    assert len(answer["rows"]) == 2
    assert answer["truncated"] is True
    assert answer["revision"] == seeded("status", "--json").json["revision"]


def test_csv_is_read_as_a_table(seeded: Kg) -> None:
    answer = seeded("query", FIRMS, "--csv")
    rows = list(csv.reader(io.StringIO(answer.out, newline="")))
    assert rows[0] == ["id", "name"]
    assert len(rows) > 100


def test_a_parameter_is_json_or_text(seeded: Kg) -> None:
    text = "RETURN $a + 1 AS a, $b AS b"
    given = ("--param", "a=41", "--param", "b=x y")
    assert seeded("query", text, "--json", *given).json["rows"] == [[42, "x y"]]


def test_a_statement_comes_from_stdin(seeded: Kg) -> None:
    with patch.object(sys, "stdin", io.StringIO("RETURN 1 AS one // and no more\n")):
        answer = seeded("query", "-", "--json")
    assert answer.json["rows"] == [[1]]


def test_rows_that_are_left_out_are_told_on_stderr(seeded: Kg) -> None:
    answer = seeded("query", FIRMS, "--limit", 3)
    assert len(answer.out.splitlines()) == 5
    assert "these are the first 3 rows; --limit shows more" in answer.err


def test_no_rows_are_told_on_stderr(seeded: Kg) -> None:
    answer = seeded("query", "MATCH (n:Firm {id: 'none'}) RETURN n.id AS id")
    assert answer.code == 0
    assert "no rows" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["MATCH (n RETURN n"], 1, "kg: line 1, column 7: '(' is not closed"),
        (["MATCH (n) RETURN nn"], 1, "kg: the graph does not understand the query"),
        (["MATCH (n) DETACH DELETE n"], 1, "kg: line 1, column 11: 'DETACH' is not allowed"),
        (["MATCH (c:Contact) RETURN c.sealed"], 1, "kg: line 1, column 28: 'sealed' is kept back"),
        (["RETURN $x"], 1, "kg: the query failed while it ran: a parameter is missing"),
        ([MANY_DISTINCT], 1, "the engine gave it up, as it does when too much is to be held"),
        (["RETURN 1", "--param", "x"], 2, "is not name=value"),
        (["RETURN 1", "--csv", "--json"], 2, "do not go together"),
        (["RETURN 1", "--limit", "0"], 2, "--limit"),
        (["RETURN 1", "--timeout", "9999"], 2, "--timeout"),
        ([""], 1, "kg: there is no statement"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_code(
    seeded: Kg, arguments: list[str], code: int, told: str
) -> None:
    answer = seeded("query", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
    if code == 1:
        # The first query of a run copies the graph, and says so.
        assert len(answer.err.removeprefix("copying the graph for queries\n").splitlines()) == 1


def test_a_query_without_end_is_stopped_and_the_next_is_answered(seeded: Kg) -> None:
    answer = seeded("query", ENDLESS, "--timeout", 1)
    assert answer.code == 1
    assert "the query was stopped after 1 s" in answer.err
    assert seeded("query", "RETURN 1 AS x", "--json").json["rows"] == [[1]]


def test_a_contact_is_shown_without_what_is_sealed(seeded: Kg) -> None:
    answer = seeded("query", "MATCH (c:Contact) RETURN c LIMIT 5", "--json").json
    for [contact] in answer["rows"]:
        assert contact["labels"] == ["Contact"]
        assert not {"sealed", "name", "email", "phone"} & set(contact["properties"])


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_of_the_page_has_an_answer(seeded: Kg, text: str) -> None:
    answer = seeded("query", text, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["rows"]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 8


def test_a_query_sees_what_was_loaded_since_and_down_stops_both_processes(
    kg: Kg, tmp_path: Path
) -> None:
    count = "MATCH (r:Region) RETURN count(r) AS n"
    assert kg("query", count, "--json").json["rows"] == [[0]]
    regions = tmp_path / "regions.csv"
    regions.write_text("country,NUTS,ref_area,label\nDE,0.0,DE,Germany\n", encoding="utf-8")
    assert kg("ingest", "nuts", regions).code == 0
    again = kg("query", count, "--json")
    assert again.json["rows"] == [[1]]
    assert "copying the graph for queries" in again.err
    assert kg("query", count, "--json").err == ""
    status = kg("status", "--json").json
    pids = status["pid"], status["reader"]["pid"]
    assert kg("down").out == "stopped\n"
    assert not [pid for pid in pids if _is_running(pid)]
    assert kg("down").out == "not running\n"


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
