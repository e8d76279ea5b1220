"""A customer reads one face, and nothing that is for the partners alone."""

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from kg.errors import StateError
from kg.graph.opportunities import Certificate, Opportunity
from kg.query.team.answer import Gap, TeamAnswer
from kg.query.team.brief.content import UNNAMED, Background, Wording, brief_of, public_names
from kg.query.team.brief.html import brief_html
from kg.query.team.brief.markdown import brief_markdown
from kg.query.team.brief.table import team_csv
from kg.query.team.shares import Stake, propose_shares
from tests.unit.query.team.brief.test_picture import ANYTHING, TWO, team
from tests.unit.query.team.fakes import TODAY, opportunity

GAP = Gap("R3", "Beta Ltd has too little free", "ask for 10")
PLACES = {"UKE3": "South Yorkshire"}


def given_team(*texts: str) -> TeamAnswer:
    shares = propose_shares(
        [Stake("a", Fraction(1)), Stake("b", Fraction(3)), Stake("c", Fraction(1))]
    )
    answer = team(TWO, [*texts] or ["frames", "seats", "batteries"], (GAP,))
    return replace(answer, shares=shares)


def asked(confidentiality: str) -> Opportunity:
    return replace(opportunity(), confidentiality=confidentiality, customer="x")


def certificate(title: str, ends: dt.date | None, organisation: str = "a") -> Certificate:
    return Certificate(organisation, "c", title, title, None, ends)


def test_the_lead_partner_stands_first_and_is_the_one_contact() -> None:
    behind = Background(places=PLACES, website="https://beta.example")
    brief = brief_of(given_team(), behind, Wording(), TODAY)
    assert [partner.name for partner in brief.partners] == ["Beta Ltd", "Acme Ltd", "Gamma Ltd"]
    assert (brief.lead, brief.contact) == ("Beta Ltd", "https://beta.example")
    assert brief.partners[0].place == "South Yorkshire, UK"
    assert [partner.is_lead for partner in brief.partners] == [True, False, False]


def test_what_is_open_is_told_without_what_the_partners_lack() -> None:
    brief = brief_of(given_team(), Background(), Wording(), TODAY)
    assert brief.left_open == ("batteries",)
    page = brief_html(brief, "") + brief_markdown(brief)
    assert "too little" not in page
    assert "ask for 10" not in page


def test_no_fit_cost_or_share_of_revenue_is_in_a_brief() -> None:
    answer = given_team()
    brief = brief_of(answer, Background(), Wording(), TODAY)
    page = re.sub(r"<style>.*?</style>", "", brief_html(brief, ""), flags=re.DOTALL)
    page += brief_markdown(brief)
    assert answer.shares is not None
    for share in answer.shares.members:
        assert f"{share.revenue / 100:.2f}" not in page
    assert "0.75" not in page
    assert "it fits" not in page


def test_a_customer_is_named_only_where_it_is_open() -> None:
    told = [
        brief_of(given_team(), Background(asked(level)), Wording(), TODAY).customer
        for level in ("open", "anonymous", "non-disclosure")
    ]
    assert told == ["The customer", None, None]


def test_nobody_is_named_under_non_disclosure() -> None:
    behind = Background(
        asked("non-disclosure"), PLACES, [certificate("of Acme", None)], "https://beta.example"
    )
    brief = brief_of(given_team(), behind, Wording(), TODAY)
    page = brief_html(brief, "") + brief_markdown(brief)
    for secret in ("Acme", "Beta", "Gamma", "beta.example", "South Yorkshire"):
        assert secret not in page
    assert (brief.lead, brief.contact) == ("Partner A", UNNAMED)
    assert public_names(given_team(), behind)["b"] == "Partner A"


def test_certificates_in_force_are_named_with_how_long_they_hold() -> None:
    known = [
        certificate("ISO 1", dt.date(2027, 2, 15)),
        certificate("ISO 2", dt.date(2026, 11, 30)),
        certificate("ISO 3", None),
        certificate("ISO 4", None, "z"),
    ]
    brief = brief_of(given_team(), Background(certificates=known), Wording(), TODAY)
    assert brief.partners[1].certificates == ("ISO 1 (until 2027-02-15)", "ISO 3")


def test_the_group_may_say_its_name_value_and_contact_itself() -> None:
    brief = brief_of(given_team(), Background(), Wording("Us", "Gain.", "call us"), TODAY)
    assert (brief.name, brief.value, brief.contact) == ("Us", "Gain.", "call us")


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("frames", "seats", "batteries"), "cover 2 of the 3 parts of your demand"),
        (("frames", "seats"), "cover all 2 parts of your demand"),
    ],
)
def test_the_value_is_told_in_figures_of_the_team(texts: tuple[str, ...], value: str) -> None:
    answer = given_team(*texts)
    gaps = answer.gaps if len(texts) == 3 else ()
    assert value in brief_of(replace(answer, gaps=gaps), Background(), Wording(), TODAY).value


def test_a_team_of_nobody_is_not_handed_on() -> None:
    with pytest.raises(StateError, match="kg team explain"):
        brief_of(team([], ["frames"]), Background(), Wording(), TODAY)


@given(ANYTHING, ANYTHING)
def test_no_text_becomes_markup(name: str, text: str) -> None:
    hostile = f"<script>{name}</script>"
    answer = given_team(f"<img src=x>{text}", "seats", "x")
    brief = brief_of(answer, Background(), Wording(hostile, hostile, hostile), TODAY)
    page = brief_html(brief, "")
    assert "<script" not in page
    assert "<img" not in page
    lines = brief_markdown(brief).split("\n")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert not re.search(r"(?<!\\)<(script|img)", "\n".join(lines))


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = brief_html(brief_of(given_team(), Background(), Wording(), TODAY), "<svg/>")
    assert "<svg/>" in page
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|\bon\w+=", page)


def test_a_table_has_a_row_for_each_cover_and_each_open_requirement() -> None:
    rows = list(csv.DictReader(io.StringIO(team_csv(given_team()))))
    assert [(row["requirement"], row["state"], row["member"]) for row in rows] == [
        ("R1", "covered", "a"), ("R2", "covered", "b"), ("R2", "covered", "c"), ("R3", "open", ""),
    ]  # fmt: skip
    assert (rows[1]["share"], rows[1]["fit"], rows[1]["lead"]) == ("0.4", "0.7500", "true")


def test_no_cell_is_taken_for_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(team_csv(given_team("=1+1", "seats", "x")))))
    assert rows[0]["text"] == "'=1+1"
