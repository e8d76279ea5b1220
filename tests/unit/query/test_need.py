"""A need is read as requirements with the competencies that they may mean."""

import pytest

from kg.errors import InputError
from kg.query.clauses import LONGEST_NEED
from kg.query.need import MOST_COMPETENCIES, NeedReader, Understood
from kg.query.readings import VERBATIM
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, competency, firm, project

CATALOGUE = FakeCatalogue(
    [firm("Acme")],
    [capability("Acme", "build and test battery packs")],
    [competency("milling", "CNC milling"), competency("anodising")],
)


def read(need: str, catalogue: FakeCatalogue = CATALOGUE) -> Understood:
    encoder = BagEncoder()
    return NeedReader(encoder.encode, WORDS).read(need, project(catalogue, encoder))


def texts(need: str) -> list[str]:
    return [requirement.text for requirement in read(need).need.requirements]


def test_requirements_are_numbered_in_the_words_of_the_need() -> None:
    found = read("We need milling. Anodising preferred").need.requirements
    assert [(r.id, r.text, r.must) for r in found] == [
        ("R1", "milling", True),
        ("R2", "Anodising", False),
    ]


def test_pieces_that_each_mean_something_of_their_own_are_requirements() -> None:
    assert texts("milling and anodising") == ["milling", "anodising"]


def test_pieces_of_a_wish_are_wishes() -> None:
    found = read("ideally milling and anodising").need.requirements
    assert all(not requirement.must for requirement in found)


@pytest.mark.parametrize(
    "need", ["build and test battery packs", "milling and painting", "milling and CNC milling"]
)
def test_pieces_that_mean_nothing_of_their_own_stay_together(need: str) -> None:
    assert texts(need) == [need]


def test_a_competency_is_found_by_any_of_its_labels_and_named_by_the_preferred_one() -> None:
    (requirement,) = read("CNC milling").need.requirements
    best = requirement.competencies[0]
    assert (best.id, best.label, best.confidence) == ("milling", "milling", 1.0)


def test_a_label_that_stands_in_the_requirement_leaves_little_doubt() -> None:
    (requirement,) = read("CNC milling of large housings from grey iron").need.requirements
    assert requirement.competencies[0].confidence == VERBATIM


def test_what_means_no_competency_names_none() -> None:
    (requirement,) = read("beer brewing").need.requirements
    assert requirement.competencies == ()


def test_candidates_are_few_and_ties_break_by_id() -> None:
    skills = [competency(f"milling {letter}z") for letter in "fedcba"]
    (requirement,) = read("milling", FakeCatalogue(skills=skills)).need.requirements
    found = [c.id for c in requirement.competencies]
    assert found == sorted(found)
    assert 0 < len(found) <= MOST_COMPETENCIES


def test_each_requirement_has_its_vector_and_stems() -> None:
    understood = read("milling; anodising")
    assert understood.vectors.shape[0] == 2
    assert understood.stems == (("mill",), ("anodis",))


def test_an_empty_graph_still_gives_requirements() -> None:
    (requirement,) = read("milling", FakeCatalogue()).need.requirements
    assert requirement.competencies == ()


@pytest.mark.parametrize("need", ["...", "the of and", "we are looking for partners"])
def test_words_that_say_nothing_are_no_requirement(need: str) -> None:
    assert all(WORDS.stems(text) for text in texts(need))


@pytest.mark.parametrize("need", ["", "  \n", "\0"])
def test_an_empty_need_is_refused_with_an_example(need: str) -> None:
    with pytest.raises(InputError, match="the need is empty; next step: say what"):
        read(need)


def test_a_text_far_longer_than_a_need_is_refused() -> None:
    with pytest.raises(InputError, match="20,001 characters, more than 20,000"):
        read("x" * (LONGEST_NEED + 1))


def test_nul_bytes_are_left_out() -> None:
    assert read("mill\0ing").need.text == "milling"
