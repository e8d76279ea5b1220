"""Numbers and messages that pages quote are those of the code."""

import pytest

from kg.cli.outcome import SHOWN_REJECTIONS
from kg.ingest.facts import FactReader
from kg.ingest.load import CHUNK_ROWS
from kg.ingest.rejection import describe
from kg.ingest.sources import all_tables
from kg.model import SourceRecord
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from kg.query import clauses, features, fit, need, partners, past, rank, readings, statements
from kg.query.analysis import likely, places
from kg.query.feedback import heard
from tests.docs.pages import ROOT
from tests.needs.cases import FIRST_READ, READ, read_cases

MATCHING = (ROOT / "docs" / "matching.md").read_text("utf-8")
FEEDBACK = (ROOT / "docs" / "feedback.md").read_text("utf-8")
INGEST = (ROOT / "docs" / "ingest.md").read_text("utf-8")
WORDS = {3: "three", 6: "six", 30: "thirty", 20: "twenty"}


@pytest.mark.parametrize(
    "phrase",
    [
        f"more than {WORDS[clauses.MOST_CLAUSES]} clauses is refused",
        f"More than {clauses.LONGEST_NEED:,} characters, or {need.LONGEST_BODY:,} without",
        f"a sentence of more than {clauses.LONGEST_SENTENCE:,}",
        f'"near" is {places.NEAR_KM:.0f} km',
        f"a town {places.TOWN_KM:.0f} km",
        f"Of {len(read_cases('held_out'))} needs",
        f"{FIRST_READ} had no difference at all when they were first read",
        f"{READ} are read without any difference",
        f"at least {readings.VERBATIM} when a label",
        f"adds up to {likely.SAID:.2f}",
        f"From {fit.SURE} on",
        f"{statements.MEANING_SHARE} meaning and {statements.WORDS_SHARE} words",
        f"{1 - fit.OWN_SHARE} of it, and the other {fit.OWN_SHARE} by how near",
        f"{statements.NOTHING:.2f} is no fit and {statements.FULL:.2f} a full one",
        f"mix is below {statements.FLOOR:.2f},",
        f"meaning is below {statements.MEANING_FLOOR:.2f},",
        f"a wish {rank.WISH}",
        f"up to {WORDS[partners.PROOFS_OF_A_STATEMENT]} pieces of evidence",
        f"{10**-features.SHARED_PROOF:.2f} of it for ten",
        f"halves every {WORDS[int(features.HALF_LIFE_YEARS)]} years",
        f"counts {WORDS[features.ENOUGH_FURTHER]} further statements",
        f"the {past.MOST_WORKS} that are most like it count",
        f"weigh {past.PAST} of a must, and {past.BESIDE_PARTNERS} when partners are named",
    ],
)
def test_a_number_of_the_matching_is_the_code_s(phrase: str) -> None:
    assert phrase in MATCHING


@pytest.mark.parametrize(
    "phrase",
    [
        f"| the same need | {heard.SAME_SHARE:.2f} |",
        f"| a like need | {heard.LIKE_SHARE:.2f}, times",
    ],
)
def test_a_share_of_feedback_is_the_code_s(phrase: str) -> None:
    assert phrase in FEEDBACK


@pytest.mark.parametrize(
    "phrase", [f"chunks of at most {CHUNK_ROWS:,}", f"{WORDS[SHOWN_REJECTIONS]} at most"]
)
def test_a_number_of_the_loads_is_the_code_s(phrase: str) -> None:
    assert phrase in INGEST


def test_the_rejection_that_is_shown_is_what_a_load_says() -> None:
    values = {"id": "acme", "kind": "Company", "name": "Acme"}
    record = SourceRecord(
        "demo", "members.organisation", "acme", "", "organisations.csv", 3, "", values
    )
    read = FactReader(Contract(load_schema()), all_tables(load_schema())).read(record)
    assert isinstance(read, list)
    assert f"```text\n{describe(read[0])}\n```" in INGEST
