"""Lines of a backup keep the rules of the ontology."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.archive import KeptLoad
from kg.graph.batch import KeptRecord
from kg.ingest.backup_lines import LineReader, load_line, record_line
from kg.model import SourceRecord
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema

READER = LineReader(Contract(load_schema()))
NOON = dt.datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)
ENDED = KeptLoad("members-1", "members", "finished", NOON, NOON, 5, 4, 1, 0)
RUNNING = KeptLoad("my-firms-12", "my-firms", "running", NOON)
RECORD = SourceRecord("members", "members.organisation", "a", "members-1", "f.csv", 2, "h", {})
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("load", [ENDED, RUNNING])
def test_a_load_comes_back(load: KeptLoad) -> None:
    assert READER.load(load_line(load)) == load


@given(values=st.dictionaries(TEXTS, TEXTS), by=st.none() | st.just("members-2"))
def test_a_record_comes_back(values: dict[str, str], by: str | None) -> None:
    record = SourceRecord(
        "members", "members.organisation", "a|", "members-1", "f.csv", 2, "h", values
    )
    assert READER.record(record_line(KeptRecord(record, by))) == KeptRecord(record, by)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "paused"}, "state 'paused' must be one of"),
        ({"startedAt": "noon"}, "startedAt 'noon'"),
        ({"rowsRead": "many"}, "rowsRead 'many'"),
        ({"id": "members"}, "no id of a load"),
        ({"id": "cordis-1"}, "no id of a load"),
        ({"id": "members-²"}, "no id of a load"),
        ({"owner": "me"}, "owner 'me'"),
    ],
)
def test_a_load_that_breaks_a_rule_is_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        READER.load({**load_line(ENDED), **change})


@pytest.mark.parametrize(
    "change", [{"values": "{}"}, {"values": {"a": 1}}, {"row": "two"}, {"hash": ""}, {"slot2": "x"}]
)
def test_a_record_that_breaks_a_rule_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|is no property"):
        READER.record({**record_line(KeptRecord(RECORD, None)), **change})
