"""kg complements on the demonstration cluster: planted complements, holes and rivals."""

from typing import Any

import pytest

from tests.e2e.conftest import Kg
from tests.shapes import assert_complements


def complements(kg: Kg, firm: str, *arguments: object) -> dict[str, Any]:
    answer = kg("complements", f"demo:{firm}", *arguments, "--json")
    assert answer.code == 0, answer.err
    assert_complements(answer.json)
    found: dict[str, Any] = answer.json
    return found


def ids(answer: dict[str, Any]) -> list[str]:
    return [partner["id"].removeprefix("demo:") for partner in answer["partners"]]


def partner(answer: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(p for p in answer["partners"] if p["id"] == f"demo:{id_}")


def lacking(answer: dict[str, Any]) -> set[str]:
    return {lack["id"].removeprefix("demo:") for lack in answer["lacks"]}


def test_the_finisher_completes_the_sheet_metal_firm(seeded: Kg) -> None:
    # The example that the ontology gives of its relation COMPLEMENTS.
    found = complements(seeded, "dearne-sheet-and-tube")
    assert ids(found)[0] == "sheaf-surface-finishing"
    best = partner(found, "sheaf-surface-finishing")
    assert [mark["kind"] for mark in best["marks"]] == ["partner"]
    assert "anodising of aluminium" in best["firmGains"]["competencies"]
    assert "tube bending and tubular frames" in best["partnerGains"]["competencies"]
    cited = {(c["kind"], c["file"]) for part in best["parts"] for c in part["evidence"]}
    assert {("stage", "value_chains.csv"), ("requirement", "requirements.csv")} <= cited
    assert {("statement", "capabilities.csv"), ("reference", "evidence.csv")} <= cited


def test_the_hole_in_south_yorkshire_is_filled_from_elsewhere_only(seeded: Kg) -> None:
    drive = "steel-wheelchair-hoist-drive-electronics"
    found = complements(seeded, "loxley-patient-handling", "--limit", 200)
    assert drive in lacking(found)
    assert {"olbin-drive-electronics", "ricka-elektronika"} <= set(ids(found))
    near = complements(seeded, "loxley-patient-handling", "--region", "South Yorkshire")
    assert near["region"] == "UKE3"
    assert {p["region"][:4] for p in near["partners"]} == {"UKE3"}
    gains = {name for p in near["partners"] for name in p["firmGains"]["competencies"]}
    assert "drive electronics for small actuators" not in gains


def test_the_window_maker_outside_the_network_completes_the_timber_works(seeded: Kg) -> None:
    found = complements(seeded, "olszowka-prefab", "--limit", 50)
    windows = partner(found, "stolarka-koszarawa")
    assert windows["firmGains"]["competencies"] == ["window manufacture"]
    assert "hlucin-it" in ids(found)


def test_plant_security_is_found_where_alone_it_is(seeded: Kg) -> None:
    found = complements(seeded, "trafford-shopfloor-data", "--limit", 50)
    secure = [p for p in found["partners"] if "cyber security of plants" in
              p["firmGains"]["competencies"]]  # fmt: skip
    assert {p["id"] for p in secure} == {"demo:svratka-embedded", "demo:komin-ot-security"}
    assert {p["region"][:4] for p in secure} == {"CZ06"}


def test_for_the_brackets_printer_and_heat_treater_complete_the_miller(seeded: Kg) -> None:
    found = complements(seeded, "hallam-five-axis", "--for", "demo:o4")
    assert lacking(found) == {"o4-printing", "o4-heat-treatment", "o4-nadcap"}
    assert ids(found)[0] == "don-vacuum-heat-treatment"
    assert "bidasoa-metal-aditivo" in ids(found)
    # It prints, and has not the level that is asked for; the plastic printer has nothing of it.
    assert not {"nervion-aditivo", "polylayer-studio"} & set(ids(found))


def test_rivals_are_marked_and_not_hidden(seeded: Kg) -> None:
    found = complements(seeded, "irwell-firmware", "--limit", 50)
    marks = [mark["kind"] for mark in partner(found, "svratka-embedded")["marks"]]
    assert marks == ["competitor", "partner"]


def test_through_a_partner_new_markets_are_reached(seeded: Kg) -> None:
    found = complements(seeded, "loxley-patient-handling", "--limit", 50)
    assert "customers in PL" in partner(found, "olbin-drive-electronics")["firmGains"]["markets"]


def test_people_read_what_is_lacking_and_why_each_partner_is_there(seeded: Kg) -> None:
    told = seeded("complements", "demo:dearne-sheet-and-tube", "--limit", 1)
    assert told.out.startswith("lacks  Product design  (value chain: Steel wheelchair hoist")
    assert "\n        partner: it subcontracts to them in powder coating" in told.out
    assert "[value_chains.csv line 4]" in told.out
    assert "the firm gains: anodising of aluminium" in told.out
    assert "marked, not left out" in told.err


def test_the_same_question_gets_the_same_answer(seeded: Kg) -> None:
    first, second = (
        seeded("complements", "demo:dearne-sheet-and-tube", "--json").out for _ in range(2)
    )
    assert first == second


def test_who_has_nothing_demanded_of_it_is_told_so(seeded: Kg) -> None:
    found = complements(seeded, "three-rivers-fund")
    assert found["partners"] == []
    assert found["note"].startswith("nothing is known to be demanded of Three Rivers Growth Fund")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("demo:nobody",), 1, "no organisation 'demo:nobody'; try: kg firm find"),
        (("demo:hallam-five-axis", "--for", "demo:o99"), 1, "no opportunity 'demo:o99'"),
        (("demo:hallam-five-axis", "--region", "Nowhere"), 1, "no region 'Nowhere'"),
        (("demo:hallam-five-axis", "--limit", "0"), 2, "--limit"),
        ((), 2, "FIRM"),
    ],
)
def test_what_cannot_be_asked_is_said_on_stderr(
    seeded: Kg, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = seeded("complements", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
