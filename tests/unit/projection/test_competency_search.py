"""Texts find the competencies that they are about, and nothing finds nothing."""

import itertools
import string

import numpy as np
import pytest

from kg.embed.onnx import OnnxEncoder
from kg.projection.competency_search import (
    FLOOR,
    LOWEST,
    MOST_FOUND,
    READ_TOGETHER,
    CompetencySearch,
    confidence,
)
from kg.projection.label_index import Labelled
from tests.factories import WORDS, BagEncoder

SKILLS = {
    "robotics": ("industrial robots",),
    "composite materials": ("fibre laminates",),
    "additive manufacturing": ("3D printing",),
    "smart grids systems": ("smart grids",),
    "geothermal energy systems": ("deep geothermal",),
    "apply HACCP": ("food safety hazard analysis",),
    "perform legal research": (),
    "play the piano": (),
}
VOCABULARY = [Labelled(name, (name, *others)) for name, others in SKILLS.items()]


@pytest.fixture(scope="module")
def search() -> CompetencySearch:
    encode = OnnxEncoder().encode
    return CompetencySearch.build(VOCABULARY, encode, encode, WORDS)


@pytest.mark.parametrize(
    ("text", "competency"),
    [
        ("Aerial robotic system for bridge inspection by contact. Robotics", "robotics"),
        ("Empowering market actors of the smart grid. Distribution grids", "smart grids systems"),
        ("Deployment of deep enhanced geothermal systems", "geothermal energy systems"),
        ("Composite materials for the interior of aircraft", "composite materials"),
    ],
)
def test_a_text_finds_what_it_is_about(
    search: CompetencySearch, text: str, competency: str
) -> None:
    [found] = search.find([text])
    assert found[0].id == competency
    assert FLOOR <= found[0].confidence <= 1


def test_gibberish_finds_nothing(search: CompetencySearch) -> None:
    letters = np.random.default_rng(3).choice(list(string.ascii_lowercase), (50, 8, 7))
    texts = [" ".join("".join(word) for word in words) for words in letters]
    assert not any(search.find(texts))


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is moved to Tuesday at noon",
        "Support to the Vice-Presidents of the Scientific Council 2014",
        "ALPHA. Phase 1",
        "Wir wünschen Ihnen einen schönen Tag",
        "",
    ],
)
def test_a_text_on_another_subject_finds_nothing(search: CompetencySearch, text: str) -> None:
    assert list(search.find([text])) == [()]


def test_one_stray_sentence_in_a_long_text_is_not_enough(search: CompetencySearch) -> None:
    about = "Court rules on maritime salvage claims differ between states. Ports levy dues. "
    stray = "The dinner was served by robots."
    [alone] = search.scores([stray])
    [among] = search.scores([about * 6 + stray])
    row = search.ids.index("robotics")
    assert among[row] < alone[row]
    assert list(search.find([about * 6 + stray])) == [()]


def test_at_most_five_are_found_the_likeliest_first() -> None:
    metals = ("steel", "tin", "zinc", "lead", "iron")
    vocabulary = [Labelled(metal, (f"milling {metal}", "milling"), "milling") for metal in metals]
    vocabulary.append(Labelled("milling", ("milling",)))
    encode = BagEncoder().encode
    search = CompetencySearch.build(vocabulary, encode, encode, WORDS)
    [found] = search.find(["milling"])
    assert len(found) == MOST_FOUND
    # Ties break by id.
    assert [f.id for f in found] == ["milling", *sorted(metals)[:4]]
    assert found[0].confidence > found[1].confidence == found[4].confidence


def test_what_is_found_depends_on_nothing_beside_the_text(search: CompetencySearch) -> None:
    texts = [f"{name} for {other}. Topic {n}" for n, (name, other) in enumerate(
        itertools.product(SKILLS, ["ships", "hospitals", "farms", "schools"])
    )]  # fmt: skip
    assert len(texts) * 3 > READ_TOGETHER
    together = list(search.find(texts))
    assert [next(iter(search.find([text]))) for text in texts] == together
    assert list(search.find(texts[::-1])) == together[::-1]


def test_the_confidence_rises_with_the_score_within_its_bounds() -> None:
    steps = [confidence(score / 100) for score in range(-20, 120)]
    assert steps == sorted(steps)
    assert 0 <= steps[0] < FLOOR < steps[-1] <= 1


def test_nothing_that_reaches_the_floor_is_passed_over() -> None:
    assert confidence(LOWEST) < FLOOR
