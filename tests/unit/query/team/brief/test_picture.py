"""The picture of a team is well-formed SVG that says the same in words."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Need, Organisation, Requirement
from kg.query.team.answer import Cover, Gap, Member, Overlap, Status, TeamAnswer, TeamRequest
from kg.query.team.brief.colours import RULES
from kg.query.team.brief.export import picture_of
from kg.query.team.brief.picture import MOST_NAMED, letters
from kg.query.team.plan import Cost

SVG = "{http://www.w3.org/2000/svg}"
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=90)


def organisation(id_: str, name: str) -> Organisation:
    return Organisation(id_, name, "Firm", "UK", "UKE3")


def cover(requirement: str, share: float = 1.0) -> Cover:
    return Cover(requirement, "c", 0.75, "it fits", (), share)


def team(
    members: list[Member], texts: list[str], gaps: tuple[Gap, ...] = (), need: str = "chairs"
) -> TeamAnswer:
    requirements = tuple(
        Requirement(f"R{n}", text, must=True, competencies=()) for n, text in enumerate(texts, 1)
    )
    return TeamAnswer(
        TeamRequest(need), Need(need, requirements), None, Status.OPTIMAL, Cost(), 0,
        tuple(members), gaps, (), (), (), 7,
    )  # fmt: skip


TWO = [
    Member(organisation("a", "Acme Ltd"), (cover("R1"),), (Overlap("R2", 0.5),), ""),
    Member(organisation("b", "Beta Ltd"), (cover("R2", 0.4),), (), ""),
    Member(organisation("c", "Gamma Ltd"), (cover("R2", 0.6),), (), ""),
]


def drawn(answer: TeamAnswer) -> ET.Element:
    return ET.fromstring(picture_of(answer))  # noqa: S314  # our own


def titles(picture: ET.Element) -> list[str]:
    return [title.text or "" for title in picture.iter(f"{SVG}title")]


@given(st.lists(ANYTHING, min_size=1, max_size=9), st.lists(ANYTHING, min_size=1, max_size=4))
def test_whatever_names_and_texts_hold_it_is_well_formed(
    names: list[str], texts: list[str]
) -> None:
    members = [
        Member(organisation(f"m{n}", name), (cover("R1"),), (), "") for n, name in enumerate(names)
    ]
    picture = drawn(team(members, texts))
    assert picture.tag == f"{SVG}svg"


def test_it_says_in_words_who_covers_what_and_what_is_open() -> None:
    gap = Gap("R3", "nobody fits", "look elsewhere")
    picture = drawn(team(TWO, ["frames", "seats", "batteries"], (gap,)))
    told = picture.findtext(f"{SVG}desc")
    assert told == "R1: Acme Ltd. R2: Beta Ltd (40%) and Gamma Ltd (60%). R3: open."
    assert picture.get("role") == "img"
    assert "Acme Ltd could too: 0.50" in titles(picture)
    assert [t.text for t in picture.iter(f"{SVG}text")].count("open") == 1


def test_many_members_get_letters_and_a_legend() -> None:
    members = [
        Member(organisation(f"m{n}", f"Firm {n}"), (cover("R1"),), (), "")
        for n in range(MOST_NAMED + 1)
    ]
    words = [t.text for t in drawn(team(members, ["frames"])).iter(f"{SVG}text")]
    assert "A" in words
    assert "G  Firm 6" in words
    assert letters(28)[-2:] == ["A1", "B1"]


def test_a_picture_alone_brings_its_colours_and_one_in_a_page_none() -> None:
    answer = team(TWO, ["frames", "seats"])
    alone = picture_of(answer)
    assert "prefers-color-scheme: dark" in alone
    assert "var(" not in alone
    assert "<style>" not in picture_of(answer, alone=False)
    assert "<script" not in alone


def test_nobody_is_drawn_as_open_rows() -> None:
    picture = drawn(team([], ["frames"], (Gap("R1", "", ""),)))
    assert picture.findtext(f"{SVG}title") == "Team of 0 members"


def test_the_page_of_the_service_has_the_same_rules() -> None:
    style = Path("api/ui/static/style.css").read_text("utf-8")
    assert RULES in style


def test_a_wish_is_named_as_one() -> None:
    answer = team(TWO, ["frames", "seats"])
    wished = replace(answer.need.requirements[0], must=False)
    need = replace(answer.need, requirements=(wished, answer.need.requirements[1]))
    words = [t.text for t in drawn(replace(answer, need=need)).iter(f"{SVG}text")]
    assert "frames (wished for)" in words
