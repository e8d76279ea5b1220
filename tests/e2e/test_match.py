"""kg match on the demonstration cluster: who comes first, who must not, and why."""

import pytest

from tests.e2e.conftest import Kg
from tests.shapes import assert_match

FIRST = {
    "spark erosion": "elspebach-werkzeugbau",
    "Funkenerosion": "elspebach-werkzeugbau",
    "EDM": "elspebach-werkzeugbau",
    "vacuum heat treatment of titanium, Nadcap": "don-vacuum-heat-treatment",
    "printing titanium brackets in Ti-6Al-4V powder": "bidasoa-metal-aditivo",
    "filling drums with hazardous liquids": "skerne-drum-filling",
    "lost-wax casting of stainless steel": "nettebach-feinguss",
    "EtO sterilisation of medical devices": "bassa-sterile-assemblaggi",
    "Szukamy firmy do spawania aluminium TIG, certyfikat EN ISO 3834-2": "klodnica-spaw",
}
NEVER = {
    "lost-wax casting of stainless steel": {"gessi-savena", "moravice-prefa"},
    "filling drums with hazardous liquids": {"nidd-gorge-dairy"},
    "CMM first-article inspection": {"kundenkompass-ruhr"},
}
NOBODY = (
    "asdf qwer zxcv",
    "What is the weather in Sheffield on Sunday?",
    "MATCH (n) DETACH DELETE n",
    "Orbital launch vehicle, two-stage, reusable, including launch site.",
    "A unicorn breeder with ISO 9001",
    "🧲🧲🧲 500 ⬛⬛",
    "the and of for with in on",
)


def partners(kg: Kg, need: str) -> list[str]:
    answer = kg("match", need, "--json")
    assert answer.code == 0, answer.err
    assert_match(answer.json)
    return [p["id"].removeprefix("demo:") for p in answer.json["partners"]]


@pytest.mark.parametrize(("need", "first"), FIRST.items())
def test_the_partner_that_a_broker_would_name_comes_first(
    seeded: Kg, need: str, first: str
) -> None:
    assert partners(seeded, need)[0] == first


@pytest.mark.parametrize(("need", "never"), NEVER.items())
def test_a_look_alike_is_no_partner(seeded: Kg, need: str, never: set[str]) -> None:
    found = partners(seeded, need)
    assert found
    assert not never & set(found)


@pytest.mark.parametrize("need", NOBODY)
def test_nobody_is_named_for_nonsense(seeded: Kg, need: str) -> None:
    answer = seeded("match", need, "--json")
    assert answer.code == 0
    assert_match(answer.json)
    assert answer.json["abstained"] is True


def test_a_need_of_several_things_is_split(seeded: Kg) -> None:
    answer = seeded("match", "wire erosion, anodising of aluminium and powder coating", "--json")
    requirements = answer.json["need"]["requirements"]
    assert [r["competencies"][0]["label"] for r in requirements] == [
        "wire and sink erosion",
        "anodising of aluminium",
        "powder coating of metal parts",
    ]


def test_a_region_keeps_others_out(seeded: Kg) -> None:
    answer = seeded("match", "sheet metal folding", "--region", "TLE3", "--json")
    assert {p["region"][:4] for p in answer.json["partners"]} == {"UKE3"}


def test_the_limit_is_kept(seeded: Kg) -> None:
    assert len(partners(seeded, "sheet metal laser cutting and folding")) > 1
    answer = seeded("match", "sheet metal laser cutting and folding", "--limit", 1, "--json")
    assert len(answer.json["partners"]) == 1


def test_the_same_need_gets_the_same_answer(seeded: Kg) -> None:
    first, second = (seeded("match", "cold chain", "--json").out for _ in range(2))
    assert first == second


def test_people_read_the_reasons_with_file_and_line(seeded: Kg) -> None:
    answer = seeded("match", "spark erosion")
    assert "Elspebach" in answer.out
    assert "evidence.csv line" in answer.out


@pytest.mark.parametrize("need", ["", "   ", "x" * 100_000])
def test_a_need_that_is_none_is_refused_in_one_sentence(seeded: Kg, need: str) -> None:
    answer = seeded("match", need)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)


def test_who_supplies_a_partner_that_is_named_stands_higher(seeded: Kg) -> None:
    need, partner = "sheet metal laser cutting and folding", "demo:striegis-automation"
    answer = seeded("match", need, "--with", partner)
    assert "past: joint work: worked with Striegis Automation" in answer.out
    alone = partners(seeded, need)
    beside = seeded("match", need, "--with", partner, "--json")
    assert_match(beside.json)
    ids = [p["id"] for p in beside.json["partners"]]
    supplier = "schlettau-blech"
    assert ids.index(f"demo:{supplier}") <= alone.index(supplier)


def test_a_partner_that_nobody_knows_is_refused(seeded: Kg) -> None:
    answer = seeded("match", "spark erosion", "--with", "demo:nobody")
    assert (answer.out, answer.err.count("\n")) == ("", 1)
    assert "no organisation 'demo:nobody'" in answer.err
