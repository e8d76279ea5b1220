"""What the page on derived competencies says in numbers is what the code does."""

import csv

import pytest

from kg.graph import competency_links
from kg.projection import competency_search, label_index, passage, sentences
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "derived-competencies.md").read_text("utf-8")
JUDGED = ROOT / "bench" / "competency_links.csv"
NUMBERS = {4: "four", 5: "five"}
ORDINALS = {2: "second"}


@pytest.mark.parametrize(
    "phrase",
    [
        f"up to {NUMBERS[competency_search.MOST_FOUND]} competencies",
        f"its first {sentences.MOST_SENTENCES} sentences",
        f"{label_index.NAME_MEANING} times the likeness of the sentence and the preferred label",
        f"{label_index.BEST_MEANING} times the likeness of the sentence and the nearest",
        f"{label_index.DEFINITION_MEANING} times the cosine of the sentence and the definition",
        f"{label_index.NAME_WORDS:.1f} times what is said of the preferred label's words",
        f"{label_index.BEST_WORDS:.1f} times the same for the label of which most is said",
        f"As many as {label_index.HALF_TOLD} of the rarest words count half",
        f"stretches of {NUMBERS[passage.WORDS_OF_A_STRETCH]} words",
        f"at every {ORDINALS[passage.STEP]} word, up to {passage.MOST_STRETCHES} of them",
        f"Below {competency_search.FLOOR} nothing is linked",
        f"at most {competency_links.BATCH:,} links",
    ],
)
def test_a_number_of_the_links_is_the_code_s(phrase: str) -> None:
    assert phrase in PAGE


def test_the_likeness_is_the_mean_of_whole_and_stretch() -> None:
    assert label_index.STRETCH_SHARE == 0.5
    assert "the mean of two cosines" in PAGE


def test_the_score_is_the_mean_of_sentence_and_text() -> None:
    assert competency_search.SENTENCE_SHARE == 0.5
    assert "the mean of its best sentence's and its own as a whole" in PAGE


def test_the_judgements_are_as_many_as_the_page_says() -> None:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"{len(rows):,} pairs of a project and a skill" in PAGE
    projects = {(row["part"], row["rcn"]) for row in rows}
    counts = [
        sum(p == part for p, _ in projects) for part in ("calibration", "validation", "other")
    ]
    assert counts == [60, 60, 30]
