"""Feedback is kept, replaced, taken back and restored on every engine, and changes nothing else."""

import datetime as dt
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError, NotFoundError, UsageError
from kg.graph.catalogue import Catalogue
from kg.graph.census import take_census
from kg.graph.connection import Connection
from kg.graph.feedback_log import FeedbackLog
from kg.graph.judgement_log import JudgementLog
from kg.graph.prepare import read_state
from kg.model import CompetencyMatch, Feedback, Need, Requirement
from kg.ontology.rdf import load_schema
from kg.query.feedback.current import CurrentFeedback
from kg.query.feedback.marking import Mark, Marking
from kg.query.need import Understood
from tests.contract.packages import dump, firm, load, write_table
from tests.contract.test_backup import backup, empty, lines, restore
from tests.contract.test_judging import judge, withdraw

SCHEMA = load_schema()
HOURS = count()
ANN = "Ann Example, ann@example.org, wants 40 shafts"


def later() -> dt.datetime:
    return dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=next(HOURS))


def need(*works: str, text: str = "") -> Understood:
    """A need of works that are surely meant."""
    requirements = tuple(
        Requirement(
            f"R{n}", work, must=True, competencies=(CompetencyMatch(f"demo:{work}", work, 1.0),)
        )
        for n, work in enumerate(works, start=1)
    )
    vectors = np.zeros((len(works), 1), dtype=np.float32)
    # What states the like is asked for by nobody who marks.
    return Understood(Need(text, requirements), vectors, tuple((work,) for work in works), ())


def marking(connection: Connection) -> Marking:
    reasons = SCHEMA.code_lists["unfitReasons"].codes
    parts = FeedbackLog(connection), JudgementLog(connection), Catalogue(connection)
    return Marking(*parts, lambda: reasons, later)


def current(connection: Connection) -> list[Feedback]:
    found = CurrentFeedback(FeedbackLog(connection), Catalogue(connection).judged_same)
    found.follow(read_state(connection))
    return list(found())


@pytest.fixture
def filled(connection: Connection, tmp_path: Path) -> Connection:
    write_table(tmp_path / "organisations.csv", [firm("acme"), firm("bolt")])
    load(connection, "members", tmp_path, "demo")
    return connection


def test_a_mark_is_kept_as_it_was_made(filled: Connection) -> None:
    mark = Mark("demo:acme", "unfit", "Ada", "capacity")
    made = marking(filled).mark(mark, need("milling", "turning"))
    assert FeedbackLog(filled).all() == [made] == current(filled)
    assert FeedbackLog(filled).find(made.id) == made
    assert (made.verdict, made.reason, made.decided_by) == ("unfit", "capacity", "Ada")
    assert made.competencies == ("demo:milling", "demo:turning")


def test_no_word_of_a_need_is_kept(filled: Connection) -> None:
    asked = need("milling", text=ANN)
    marking(filled).mark(Mark("demo:acme", "fit", "Ada"), asked)
    [row] = filled.read("MATCH (f:Feedback) RETURN properties(f) AS kept")
    assert not any(word in str(row["kept"]) for word in ("Ann", "example.org", "shafts"))


def test_another_mark_for_the_need_takes_the_place_of_the_first(filled: Connection) -> None:
    marks = marking(filled)
    first = marks.mark(Mark("demo:acme", "asked", "Ada"), need("milling"))
    second = marks.mark(Mark("demo:acme", "fit", "Bob"), need("milling"))
    assert marks.mark(Mark("demo:acme", "fit", "Cid"), need("milling")) == second
    assert current(filled) == marks.list() == [second]
    kept = FeedbackLog(filled).find(first.id)
    assert kept is not None
    assert kept.withdrawn_by == "Bob"
    assert [f.id for f in marks.list("demo:acme", withdrawn=True)] == [second.id, first.id]


def test_marks_for_other_needs_and_organisations_stand_beside_it(filled: Connection) -> None:
    marks = marking(filled)
    marks.mark(Mark("demo:acme", "fit", "Ada"), need("milling"))
    marks.mark(Mark("demo:acme", "unfit", "Ada", "price"), need("turning"))
    marks.mark(Mark("demo:bolt", "fit", "Ada"), need("milling"))
    assert len(marks.list()) == 3
    assert len(marks.list("demo:bolt")) == 1


def test_what_is_taken_back_is_history_and_may_be_said_again(filled: Connection) -> None:
    marks = marking(filled)
    made = marks.mark(Mark("demo:acme", "fit", "Ada"), need("milling"))
    assert marks.withdraw(made.id, "Bob").withdrawn_by == "Bob"
    assert current(filled) == marks.list() == []
    with pytest.raises(NotFoundError, match="kg feedback list"):
        marks.withdraw(made.id, "Bob")
    marks.mark(Mark("demo:acme", "fit", "Ada"), need("milling"))
    assert len(marks.list()) == 1
    assert len(marks.list(withdrawn=True)) == 2


def test_what_cannot_be_marked_is_refused_and_nothing_is_written(filled: Connection) -> None:
    marks = marking(filled)
    for mark, error, words in (
        (Mark("demo:nobody", "fit", "Ada"), NotFoundError, "kg firm find"),
        (Mark("demo:acme", "unfit", "Ada"), UsageError, "no reason is given"),
        (Mark("demo:acme", "unfit", "Ada", "Ann was rude"), UsageError, "name one of work"),
        (Mark("demo:acme", "fit", "Ada", "price"), UsageError, "leave it out"),
    ):
        with pytest.raises(error, match=words):
            marks.mark(mark, need("milling"))
    with pytest.raises(InputError, match="names no work"):
        marks.mark(Mark("demo:acme", "fit", "Ada"), need())
    assert FeedbackLog(filled).all() == []
    assert read_state(filled).feedback == 0


def test_feedback_follows_an_organisation_that_is_joined_and_parted(
    filled: Connection, tmp_path: Path
) -> None:
    write_table(tmp_path / "other" / "organisations.csv", [firm("acme")])
    load(filled, "members", tmp_path / "other", "a")
    marking(filled).mark(Mark("demo:acme", "fit", "Ada"), need("milling"))
    judge(filled, "a:acme", "demo:acme")
    assert [f.organisation for f in current(filled)] == ["a:acme"]
    assert len(marking(filled).list("a:acme")) == 1
    again = marking(filled).mark(Mark("a:acme", "asked", "Ada"), need("milling"))
    assert [f.id for f in current(filled)] == [again.id]
    withdraw(filled, "a:acme", "demo:acme")
    assert [f.organisation for f in current(filled)] == ["a:acme"]


def test_nothing_else_in_the_graph_changes(filled: Connection) -> None:
    before, state, census = dump(filled), read_state(filled), take_census(filled, SCHEMA)
    marking(filled).mark(Mark("demo:acme", "fit", "Ada"), need("milling"))
    assert dump(filled) == before
    assert take_census(filled, SCHEMA) == census
    after = read_state(filled)
    assert (after.revision, after.feedback) == (state.revision, state.feedback + 1)


def test_a_backup_holds_feedback_and_its_history(filled: Connection, tmp_path: Path) -> None:
    marks = marking(filled)
    marks.mark(Mark("demo:acme", "asked", "Ada"), need("milling"))
    marks.mark(Mark("demo:acme", "unfit", "Ada", "place"), need("milling"))
    before = FeedbackLog(filled).all()
    backup(filled, tmp_path / "b.gz")
    assert lines(tmp_path / "b.gz")[0]["counts"]["feedback"] == 2
    empty(filled)
    restore(filled, tmp_path / "b.gz")
    assert FeedbackLog(filled).all() == before
    assert current(filled) == before[1:]
    # There is still one place for an organisation and a need.
    marking(filled).mark(Mark("demo:acme", "fit", "Bob"), need("milling"))
    assert len(marking(filled).list()) == 1
