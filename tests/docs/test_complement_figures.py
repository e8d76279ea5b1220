"""Numbers that the page on complements quotes are those of the code."""

import pytest

from kg.query.complements import score, wanted
from kg.query.complements.score import PartName
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "complements.md").read_text("utf-8")


def shown(weight: float | None) -> str:
    return "–" if weight is None else f"{weight:.2f}"  # noqa: RUF001  # as the page writes it


@pytest.mark.parametrize("part", PartName)
def test_a_weight_is_the_code_s(part: PartName) -> None:
    usual, for_one = score.WEIGHTS.get(part), score.WEIGHTS_FOR_ONE.get(part)
    assert f"| {part.value} | {shown(usual)} | {shown(for_one)} |" in PAGE


def test_what_counts_half_does() -> None:
    assert (wanted.UNSURE, score.HALF) == (0.5, 0.5)
    assert f"1 − {score.HALF}^*s*" in PAGE  # noqa: RUF001  # as the page writes it
