"""The comparison of partner rankings, on projects that were made up for it."""

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.partner_baselines import baselines
from bench.partners import Question, compared, measures_of, read_questions, shown
from kg.projection.words import Words
from kg.query.ranking.training_data import History, read_history

WORDS = ("laser", "welding", "cheese", "ripening", "satellite", "navigation")
PROJECTS = (
    ("laser welding", "ab"),
    ("laser welding heads", "abc"),
    ("cheese ripening", "de"),
    ("ripening of goat cheese", "def"),
    ("satellite navigation", "fgh"),
    ("", "ag"),
)
NOTHING_ELSE = {"topic_description": "", "theme": ""}
KINDS = {"a": "PRC", "b": "HES", "c": "REC", "d": "PRC", "e": "PUB", "f": "PRC"}


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Which of the known words a text has, as a vector of unit length."""
    has = np.array([[word in text for word in WORDS] for text in texts], dtype=np.float32)
    unit: NDArray[np.float32] = has / np.maximum(np.linalg.norm(has, axis=1, keepdims=True), 1)
    return unit


def write_table(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with gzip.open(file, "wt", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def write_lines(file: Path, entries: Iterable[dict[str, Any]]) -> Path:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(entry) + "\n" for entry in entries)
    return file


@pytest.fixture
def train(tmp_path: Path) -> Path:
    """A folder of six projects and eight organisations."""
    entries = [
        {"rcn": str(n), "title": text, "start_date": f"2016-0{n + 1}-01", **NOTHING_ELSE}
        for n, (text, _) in enumerate(PROJECTS)
    ]
    write_lines(tmp_path / "train_projects.jsonl.gz", entries)
    links = [{"rcn": str(n), "pic": pic} for n, (_, own) in enumerate(PROJECTS) for pic in own]
    write_table(tmp_path / "train_participations.csv.gz", links)
    organisations = [
        {"pic": pic, "activity_type": KINDS.get(pic, "NA"), "country": "SE", "sme": "true"}
        for pic in "abcdefgh"
    ]
    write_table(tmp_path / "train_organisations.csv.gz", organisations)
    return tmp_path


def without_model(
    history: History, asked: Sequence[Question]
) -> Iterator[tuple[str, Iterable[NDArray[np.floating]]]]:
    """The baselines that need no weights of a language model."""
    return ((name, own) for name, own in baselines(history, asked) if name != "minilm_knn")


def measured(train: Path, *entries: dict[str, Any]) -> dict[str, Any]:
    """What --json prints for some projects, read again."""
    history = read_history(train, embed, Words())
    asked = read_questions(write_lines(train / "task.jsonl.gz", entries), history.organisations)
    results: dict[str, Any] = json.loads(json.dumps(compared(history, asked, embed, without_model)))
    lines = list(shown(results, measures_of(asked)))
    assert all(name in lines[0] for name in ("ours", *results["baselines"]))
    return results


def test_partners_of_a_text_are_compared_with_what_others_would_say(train: Path) -> None:
    results = measured(train, {"text": "cheese ripening", "relevant": ["d", "e"]})
    assert set(results["baselines"]) == {"popularity", "tfidf_knn", "bm25_knn"}
    for own in (results["ours"], *results["baselines"].values()):
        assert {"mrr", "r1", "r10", "r100"} <= set(own)
        assert own["r10"] == 1
    assert results["ours"]["mrr"] == 1
    assert results["baselines"]["popularity"]["mrr"] < 1


def test_a_missing_partner_is_looked_for_among_those_who_are_not_given(train: Path) -> None:
    entry = {"text": "laser welding heads", "given": ["a", "c"], "missing": "b"}
    results = measured(train, entry)
    assert "co_participation" in results["baselines"]
    assert {"mrr", "h1", "h10", "h100"} <= set(results["ours"])
    assert results["ours"]["h1"] == 1


def test_firms_and_others_are_counted_apart(train: Path) -> None:
    results = measured(train, {"text": "cheese", "relevant": ["d", "e"]})
    groups = results["ours"]["groups"]
    assert {name: own["partners"] for name, own in groups.items()} == {
        "firms": 1,
        "SMEs": 2,
        "others": 1,
    }


def test_whoever_is_not_known_is_not_looked_for(train: Path) -> None:
    history = read_history(train, embed, Words())
    file = write_lines(train / "task.jsonl.gz", [{"text": "cheese", "relevant": ["z", "d"]}])
    assert [len(q.right) for q in read_questions(file, history.organisations)] == [1]
