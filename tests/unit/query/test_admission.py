"""Who does not meet a must is out before ranking; what is not known is told, and nobody is out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kg.conditions import (
    CertificateCondition,
    Condition,
    DateCondition,
    DistanceCondition,
    ExclusionCondition,
    LanguageCondition,
    QuantityCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)
from kg.graph.catalogue import CapabilityRow, EvidenceRow
from kg.graph.opportunities import Capacity
from kg.model import MatchAnswer, Need, Organisation, Profile, Requirement
from kg.query.checks import distances_km
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    project,
    region,
)

TODAY = dt.date(2026, 12, 1)
SHEFFIELD, LEEDS = (53.38, -1.47), (53.80, -1.55)


def match(
    conditions: Sequence[Condition], catalogue: FakeCatalogue, limit: int = 10
) -> MatchAnswer:
    encoder = BagEncoder()
    matcher = Matcher(catalogue, NeedReader(encoder.encode, WORDS))  # type: ignore[arg-type]
    need = Need("milling of shafts", (Requirement("R1", "milling of shafts", must=True),))
    request = MatchRequest(replace(need, conditions=tuple(conditions)), limit)
    return matcher.match(request, project(catalogue, encoder), TODAY)


def shop(name: str, seat: str | None = None, **profile: Any) -> Organisation:
    return replace(firm(name, region=seat), profile=Profile(**profile))


def mills(*firms: Organisation, **more: Any) -> FakeCatalogue:
    offers = [capability(each.name, "milling of shafts") for each in firms]
    return FakeCatalogue(firms, offers, **more)


def names(answer: MatchAnswer) -> list[str]:
    return [partner.organisation.name for partner in answer.partners]


def reason(answer: MatchAnswer) -> str:
    return answer.partners[0].parts[-1].reason


@pytest.mark.parametrize(
    ("condition", "meets", "fails", "is_unknown"),
    [
        (
            RegionCondition(text="", regions=("UKE",)),
            shop("Yes", "UKE32"), shop("No", "DED4"), shop("Open"),
        ),
        (
            RegionCondition(text="", regions=("DED",), excluded=True),
            shop("Yes", "UKE32"), shop("No", "DED4"), shop("Open", "DE"),
        ),
        (
            DistanceCondition(
                text="", km=30, place="Sheffield", latitude=SHEFFIELD[0], longitude=SHEFFIELD[1]
            ),
            shop("Yes", point=(53.4, -1.4)), shop("No", point=LEEDS), shop("Open"),
        ),
        (
            SizeCondition(text="", classes=("micro", "small")),
            shop("Yes", employees=20), shop("No", size_class="large"), shop("Open"),
        ),
        (
            SizeCondition(text="", least=50),
            shop("Yes", employees=50), shop("No", employees=49), shop("Open", size_class="large"),
        ),
        (
            LanguageCondition(text="", languages=("pl", "de")),
            shop("Yes", languages=("en", "de")), shop("No", languages=("en",)), shop("Open"),
        ),
    ],
)  # fmt: skip
def test_a_must_takes_out_who_fails_it_and_keeps_whom_nothing_is_known_of(
    condition: Condition, meets: Organisation, fails: Organisation, is_unknown: Organisation
) -> None:
    answer = match([condition], mills(meets, fails, is_unknown))
    assert names(answer) == ["Yes", "Open"]
    assert answer.turned_away == {0: 1}
    assert "unknown" in answer.partners[1].parts[-1].reason or "not known" in (
        answer.partners[1].parts[-1].reason
    )


def test_a_wish_ranks_and_takes_nobody_out() -> None:
    wish = RegionCondition(text="", must=False, regions=("UKE",))
    answer = match([wish], mills(shop("A", "DED4"), shop("B", "UKE3")))
    assert names(answer) == ["B", "A"]
    assert answer.partners[1].parts[-1].reason == "seated in DED4, and UKE is asked for"


def test_as_many_are_found_as_there_are() -> None:
    firms = [shop(f"F{n:03}", "DED4") for n in range(50)]
    firms += [shop(f"G{n:03}", "UKE3") for n in range(5)]
    must = RegionCondition(text="", regions=("UKE3",))
    assert names(match([must], mills(*firms), limit=5)) == [f"G00{n}" for n in range(5)]


def test_the_parts_of_a_score_sum_to_one_with_conditions() -> None:
    wish = RegionCondition(text="", must=False, regions=("UKE",))
    [partner] = match([wish], mills(shop("A", "UKE3"))).partners
    assert sum(part.weight for part in partner.parts) == pytest.approx(1)
    assert partner.score == pytest.approx(sum(part.contribution for part in partner.parts))


@pytest.mark.parametrize(
    ("asked", "is_met"), [("25", True), ("25.62", True), ("C", True), ("26", False), ("F", False)]
)
def test_a_sector_holds_what_is_below_it(asked: str, is_met: bool) -> None:
    catalogue = mills(shop("A"), sectors=[("a", "25.62")])
    answer = match([SectorCondition(text="", sectors=(asked,))], catalogue)
    assert bool(answer.partners) is is_met


def certified(title: str, expires_on: dt.date | None) -> FakeCatalogue:
    return mills(
        shop("A"),
        shop("B"),
        proofs=[EvidenceRow("e", None, expires_on, title)],
        rests_on=[("a/milling-of-shafts", "e")],
    )


@pytest.mark.parametrize(
    ("title", "expires_on", "found"),
    [
        ("ISO 9001:2015 certificate", None, ["A"]),
        ("DIN EN ISO 9001 Zertifikat", dt.date(2027, 1, 1), ["A"]),
        ("ISO 9001:2015 certificate", dt.date(2026, 11, 30), []),
        ("ISO 14001:2015 certificate", None, []),
    ],
)
def test_a_certificate_must_be_shown_and_in_force(
    title: str, expires_on: dt.date | None, found: list[str]
) -> None:
    must = CertificateCondition(text="", standard="ISO 9001")
    answer = match([must], certified(title, expires_on))
    assert ([] if answer.relaxed else names(answer)) == found
    assert answer.turned_away == {0: 2 - len(found)}


def test_if_nobody_meets_all_musts_certificates_are_let_go_and_told() -> None:
    asked = [
        RegionCondition(text="", regions=("UKE",)),
        CertificateCondition(text="", standard="AS9100"),
    ]
    answer = match(asked, mills(shop("Near", "UKE3"), shop("Far", "DED4")))
    assert names(answer) == ["Near"]
    assert answer.relaxed == (1,)
    assert answer.turned_away == {0: 1, 1: 1}
    assert reason(answer) == "shows no certificate for AS9100"


def test_a_seat_is_never_let_go() -> None:
    asked = [
        RegionCondition(text="", regions=("UKE",)),
        CertificateCondition(text="", standard="AS9100"),
    ]
    answer = match(asked, mills(shop("Far", "DED4")))
    assert answer.abstained
    assert answer.relaxed == ()


def test_a_certificate_that_ends_before_the_day_is_told() -> None:
    asked = [
        CertificateCondition(text="", standard="ISO 9001"),
        DateCondition(text="", relation="by", day=dt.date(2027, 4, 30)),
    ]
    answer = match(asked, certified("ISO 9001", dt.date(2027, 2, 15)))
    assert reason(answer) == "its certificate for ISO 9001 ends on 2027-02-15, before 2027-04-30"
    assert answer.partners[0].parts[-1].value == 0.5


def with_capacity(
    amount: float, unit: str, free: float | None = None, free_from: dt.date | None = None
) -> FakeCatalogue:
    row = capability("A", "milling of shafts")
    made: CapabilityRow = replace(row, capacity=Capacity(amount, unit, "month", free, free_from))
    return FakeCatalogue([firm("A")], [made])


@pytest.mark.parametrize(
    ("amount", "unit", "value", "words"),
    [
        (100, "shafts", 1.0, "has 100 shafts free"),
        (30, "shaft", 0.3, "has 30 shafts a month free, and 100 are asked for"),
        (100, "kg", 0.0, "not checked: its free capacity is not stated in shafts"),
    ],
)
def test_capacity_is_compared_and_turns_nobody_away(
    amount: float, unit: str, value: float, words: str
) -> None:
    asked = QuantityCondition(text="", amount=100, unit="shafts", period="month")
    answer = match([asked], with_capacity(amount, unit))
    part = answer.partners[0].parts[-1]
    assert (part.value, part.reason) == (pytest.approx(value), words)


@pytest.mark.parametrize(
    ("begins", "value"), [(None, 0.0), (dt.date(2027, 2, 28), 0.0), (dt.date(2027, 3, 1), 1.0)]
)
def test_capacity_counts_on_the_day_from_which_it_is_needed(
    begins: dt.date | None, value: float
) -> None:
    asked: list[Condition] = [
        QuantityCondition(text="", amount=100, unit="shafts", period="month"),
        *([DateCondition(text="", relation="from", day=begins)] if begins else []),
    ]
    answer = match(asked, with_capacity(300, "shafts", 200, dt.date(2027, 3, 1)))
    assert names(answer) == ["A"]
    assert answer.partners[0].parts[-1].value == value


def test_who_only_offers_what_is_excluded_is_not_found() -> None:
    catalogue = FakeCatalogue(
        [firm("A"), firm("B")],
        [capability("A", "milling of shafts"), capability("B", "milling of shafts")],
        [competency("erosion"), competency("turning")],
        states=[("a/milling-of-shafts", "erosion"), ("b/milling-of-shafts", "turning")],
    )
    asked = ExclusionCondition(text="", words="EDM", competencies=("erosion",))
    assert names(match([asked], catalogue)) == ["B"]


def test_a_kind_of_partner_that_is_not_wanted_is_turned_away_by_its_own_words() -> None:
    catalogue = FakeCatalogue(
        [firm("A"), firm("B")],
        [
            capability("A", "milling of shafts"),
            capability("A", "I am a freelancer"),
            capability("B", "milling of shafts"),
            capability("B", "we are no freelancers"),
        ],
    )
    asked = ExclusionCondition(text="", words="freelancers", of_partner=True)
    assert names(match([asked], catalogue)) == ["B"]


def test_a_condition_of_one_requirement_leaves_the_others() -> None:
    encoder = BagEncoder()
    catalogue = FakeCatalogue(
        [firm("A", region="DED4")],
        [capability("A", "milling of shafts"), capability("A", "painting of doors")],
    )
    matcher = Matcher(catalogue, NeedReader(encoder.encode, WORDS))  # type: ignore[arg-type]
    need = Need(
        "",
        (
            Requirement("R1", "milling of shafts", must=True),
            Requirement("R2", "painting of doors", must=True),
        ),
        (RegionCondition(text="", requirement="R1", regions=("UKE3",)),),
    )
    answer = matcher.match(MatchRequest(need), project(catalogue, encoder), TODAY)
    assert (names(answer), answer.uncovered) == (["A"], ("R1",))


def test_distances_are_those_of_the_globe() -> None:
    points = np.array([LEEDS, SHEFFIELD, (np.nan, np.nan)]).T
    near, here, nowhere = distances_km(*points, SHEFFIELD)
    assert (near, here) == (pytest.approx(47.0, abs=0.5), 0)
    assert np.isnan(nowhere)


def test_a_town_is_where_its_organisations_are_and_a_region_has_its_own_point() -> None:
    rows = [
        replace(shop("A", "UKE32", point=(53.0, -1.0)), city="Sheffield"),
        replace(shop("B", "UKE32", point=(54.0, -2.0)), city="Sheffield"),
    ]
    places = [replace(region("UKE3", "South Yorkshire"), point=(1.0, 2.0)), region("UKE", "Yorks")]
    known = project(mills(*rows, places=places)).places
    assert known.find("sheffield").point == (53.5, -1.5)  # type: ignore[union-attr]  # it is there
    assert known.find("south yorkshire").point == (1.0, 2.0)  # type: ignore[union-attr]
    assert known.find("yorks").point == (53.5, -1.5)  # type: ignore[union-attr]
    assert known.find("leeds") is None
    assert known.find_inflected("sheffields") is not None
