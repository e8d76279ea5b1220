"""kg regions partners on the demonstration cluster: planted holes lead to who fills them."""

from typing import Any

import pytest

from tests.e2e.conftest import Kg
from tests.e2e.service import client


def asked(kg: Kg, *arguments: object) -> Any:
    answer = kg("regions", "partners", *arguments, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def test_plant_security_leads_to_brno_and_the_firm_there(seeded: Kg) -> None:
    answer = asked(seeded, "PL51", "--for", "OT security to IEC 62443")
    assert answer["found"][0]["region"]["code"] == "CZ06"
    named = [partner["id"] for partner in answer["found"][0]["partners"]]
    assert "demo:komin-ot-security" in named
    assert "PL51" not in {found["region"]["code"] for found in answer["found"]}


def test_the_missing_scale_up_leads_to_tees_valley(seeded: Kg) -> None:
    answer = asked(seeded, "PL51", "--limit", 20, "--pairs", 50)
    tees = next(p for p in answer["partners"] if p["region"]["code"] == "UKC1")
    reasons = {reason["competency"]: reason for reason in tees["reasons"]}
    assert reasons["scale-up of coating production"]["holdersHere"] == 0
    named = {pair["there"]["id"] for pair in tees["pairs"]}
    assert "demo:seaton-scale-up" in named


def test_scores_are_the_weighted_shares_in_order_and_pairs_lead_across(seeded: Kg) -> None:
    answer = asked(seeded, "South Yorkshire", "--limit", 20)
    assert answer["region"]["code"] == "UKE3"
    scores = [partner["score"] for partner in answer["partners"]]
    assert scores == sorted(scores, reverse=True)
    for partner in answer["partners"]:
        told = 0.75 * partner["gain"] + 0.25 * partner["return"]
        assert partner["score"] == pytest.approx(told, abs=1e-6)
        for pair in partner["pairs"]:
            assert pair["here"]["region"].startswith("UKE3")
            assert pair["there"]["region"].startswith(partner["region"]["code"])


def test_firms_only_names_no_institution(seeded: Kg) -> None:
    everybody = asked(seeded, "UKE3", "--pairs", 50)
    firms = asked(seeded, "UKE3", "--pairs", 50, "--firms-only")
    named = {pair["here"]["id"] for p in firms["partners"] for pair in p["pairs"]}
    all_named = {pair["here"]["id"] for p in everybody["partners"] for pair in p["pairs"]}
    assert "demo:lower-don-metrology-centre" in all_named - named


def test_the_text_says_why_and_with_whom(seeded: Kg) -> None:
    answer = seeded("regions", "partners", "UKE3", "--limit", 1)
    assert answer.code == 0, answer.err
    assert "of what is lacked" in answer.out
    assert "location quotient" in answer.out
    assert " with " in answer.out


def test_nonsense_names_nobody(seeded: Kg) -> None:
    answer = asked(seeded, "UKE3", "--for", "asdf qwer zxcv lkjh")
    assert answer["found"] == []
    assert answer["note"] == "no credible partner in any other region"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("XX99",), "no region 'XX99'"),
        (("UK",), "larger than a region of level 2"),
        (("",), "the region is empty"),
        (("PL51", "--level", "3"), "larger than a region of level 3"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    seeded: Kg, arguments: tuple[str, ...], words: str
) -> None:
    answer = seeded("regions", "partners", *arguments)
    assert answer.code in (1, 2)
    assert words in answer.err
    assert answer.out == ""


def test_a_retired_code_leads_to_the_region_of_today(seeded: Kg) -> None:
    assert asked(seeded, "TLE3")["region"]["code"] == "UKE3"


def test_the_service_says_the_same(seeded: Kg) -> None:
    with client(seeded) as service:
        answer = service.get("/v1/regions/UKE3/partners", params={"limit": 2}).json()
    assert answer == asked(seeded, "UKE3", "--limit", 2)


def test_the_forecast_ranks_pairs_by_the_sum_of_its_parts(seeded: Kg) -> None:
    answer = seeded("regions", "forecast", "--limit", 5, "--json")
    assert answer.code == 0, answer.err
    scores = [pair["score"] for pair in answer.json["pairs"]]
    assert scores == sorted(scores, reverse=True)
    for pair in answer.json["pairs"]:
        assert pair["score"] == pytest.approx(sum(pair["parts"].values()), abs=1e-5)


def test_of_a_region_without_projects_nothing_is_forecast(seeded: Kg) -> None:
    answer = seeded("regions", "forecast", "--region", "XX99")
    assert answer.code == 1
    assert "kg regions partners" in answer.err
