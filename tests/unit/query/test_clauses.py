"""A need is split where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.clauses import MOST_CLAUSES, split_clauses, split_joints


def texts(need: str) -> list[str]:
    return [clause.text for clause in split_clauses(need).clauses]


@pytest.mark.parametrize(
    "need",
    [
        "milling. anodising",
        "milling; anodising",
        "milling\nanodising",
        "milling\r\n\r\nanodising",
        "• milling • anodising",
        "- milling\n- anodising",
        "milling - anodising",
        "milling! anodising?",
    ],
)
def test_sentences_lines_and_bullets_are_clauses(need: str) -> None:
    assert texts(need) == ["milling", "anodising"]


@pytest.mark.parametrize(
    ("need", "clauses"),
    [
        ("Wire EDM. Coating.", ["Wire EDM", "Coating"]),
        ("Power 1.5 kW. Coating", ["Power 1.5 kW", "Coating"]),
        ("Szlif. Toczenie CNC. Mycie", ["Szlif", "Toczenie CNC", "Mycie"]),
        ("usinage coté. Traitement", ["usinage coté", "Traitement"]),
        ("Schweißen nach Maß. Prüfen", ["Schweißen nach Maß", "Prüfen"]),
        ("parts (of steel). Coating", ["parts (of steel)", "Coating"]),
    ],
)
def test_a_sentence_may_end_in_a_capital_an_accent_or_a_bracket(
    need: str, clauses: list[str]
) -> None:
    assert texts(need) == clauses


@pytest.mark.parametrize(
    "need",
    [
        "sheets of 1.5 mm",
        "holes of 8.30 in steel",
        "alloys, e.g. titanium",
        "five-axis milling",
        "parts after ISO 9001:2015",
    ],
)
def test_points_and_hyphens_inside_do_not_split(need: str) -> None:
    assert texts(need) == [need]


@pytest.mark.parametrize(
    ("need", "left"),
    [
        ("We need milling", "milling"),
        ("we are looking for a partner for milling", "milling"),
        ("Looking for someone who can mill titanium", "mill titanium"),
        ("Client needs welding", "welding"),
        ("Someone to paint doors", "paint doors"),
        ("please we want coating", "coating"),
        ("Wanted: coating", "coating"),
        ("I would like to anodise", "anodise"),
        ("We would like to anodise", "anodise"),
        ("I am looking for anodising", "anodising"),
        ("Please, we need anodising", "anodising"),
        ("The client needs anodising", "anodising"),
        ("They are searching for a supplier of shafts", "of shafts"),
        ("Wir suchen Fräsen", "Fräsen"),
        ("wir brauchen einen Betrieb der fräst", "fräst"),
        ("nous cherchons un usinage", "usinage"),
        ("szukamy firmy do frezowania", "frezowania"),
    ],
)
def test_what_introduces_a_clause_is_left_out(need: str, left: str) -> None:
    assert texts(need) == [left]


@pytest.mark.parametrize(
    "need",
    [
        "ISO 13485 preferred",
        "ideally near Leeds",
        "anodising would be nice",
        "Beschichtung wünschenswert",
        "certificat de préférence",
        "certyfikat mile widziane",
    ],
)
def test_a_wish_is_no_must(need: str) -> None:
    assert [clause.must for clause in split_clauses(f"milling; {need}").clauses] == [True, False]


def test_as_many_clauses_as_a_need_may_have_are_all_read() -> None:
    parts = [f"part {n}" for n in range(MOST_CLAUSES)]
    assert texts("; ".join(parts)) == parts


def test_a_need_that_asks_for_too_many_things_is_refused() -> None:
    need = "; ".join(f"part {n}" for n in range(MOST_CLAUSES + 1))
    with pytest.raises(InputError, match="asks for 31 things, more than 30; next step: leave out"):
        texts(need)


@pytest.mark.parametrize(
    ("clause", "pieces"),
    [
        ("milling and anodising", ["milling", "anodising"]),
        ("milling, turning, and anodising", ["milling", "turning", "anodising"]),
        ("Fräsen und Eloxieren", ["Fräsen", "Eloxieren"]),
        ("fraisage et anodisation", ["fraisage", "anodisation"]),
        ("frezowanie oraz anodowanie", ["frezowanie", "anodowanie"]),
        ("milling as well as turning + welding", ["milling", "turning", "welding"]),
        ("sand casting", ["sand casting"]),
        ("casting of rods, 400 t a year", ["casting of rods, 400 t a year"]),
        (
            "milling, 2,500 pieces per year, anodising",
            ["milling, 2,500 pieces per year", "anodising"],
        ),
    ],
)
def test_pieces_stand_between_commas_and_conjunctions(clause: str, pieces: list[str]) -> None:
    assert split_joints(clause) == pieces


@given(st.text(alphabet="ab .,;-\n!?•1", max_size=60))
def test_no_clause_is_empty_or_has_outer_spaces(need: str) -> None:
    assert all(text and text == text.strip(" \t,.:-*!?") for text in texts(need))
    assert len(texts(need)) <= MOST_CLAUSES
