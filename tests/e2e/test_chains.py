"""kg chains on the demonstration cluster: planted holes and single points of failure."""

from typing import Any

from tests.e2e.conftest import Kg


def asked(kg: Kg, *arguments: object) -> Any:
    answer = kg("chains", *arguments, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def stages(kg: Kg, chain: str) -> dict[str, dict[str, Any]]:
    found = asked(kg, "show", f"demo:{chain}")["stages"]
    return {stage["name"]: stage for stage in found}


def lacking(kg: Kg, chain: str, region: str) -> dict[str, dict[str, Any]]:
    [gaps] = asked(kg, "gaps", f"demo:{chain}", "--region", region)["gaps"]
    return {gap["name"]: gap for gap in gaps["lacks"]}


def test_the_single_points_of_failure_are_named(seeded: Kg) -> None:
    antibodies = stages(seeded, "lateral-flow-test")["Antibody supply"]
    assert antibodies["standing"] == "single_point"
    assert [p["id"] for p in antibodies["performers"]] == ["demo:anticorps-pilat"]
    assert antibodies["concentration"] == {"owners": 1.0, "regions": 1.0}
    testing = stages(seeded, "gluten-free-bakery")["Allergen testing"]
    assert (testing["standing"], testing["substitutes"]) == ("single_point", [])


def test_the_holes_of_regions_are_missing_there_and_found_elsewhere(seeded: Kg) -> None:
    drive = lacking(seeded, "steel-wheelchair-hoist", "South Yorkshire")["Drive electronics"]
    assert drive["missing"]
    assert {a["region"][:4] for a in drive["elsewhere"]} == {"PL51", "CZ06"}
    scale_up = lacking(seeded, "water-based-appliance-coating", "PL51")["Scale-up"]
    assert scale_up["missing"]
    assert [a["id"] for a in scale_up["elsewhere"]] == ["demo:seaton-scale-up"]


def test_plant_security_is_a_hole_everywhere_but_in_one_region(seeded: Kg) -> None:
    gaps = asked(seeded, "gaps", "demo:retrofitted-machine-tool")["gaps"]
    missing = {
        each["region"] for each in gaps for gap in each["lacks"]
        if gap["name"] == "OT security" and gap["missing"]
    }  # fmt: skip
    assert {each["region"] for each in gaps} - missing == {"CZ06"}


def test_a_loss_names_the_stages_and_who_could_step_in(seeded: Kg) -> None:
    answer = asked(seeded, "risk", "demo:lateral-flow-test")
    risks = {risk["id"].removeprefix("demo:"): risk for risk in answer["risks"]}
    assert answer["route"]["whole"]
    [lost] = risks["anticorps-pilat"]["losses"]
    assert (lost["final"], risks["anticorps-pilat"]["route"]["whole"]) == (True, False)
    [housing] = risks["valserine-bi-matiere"]["losses"]
    assert not housing["final"]
    assert housing["outside"]
    assert risks["gresivaudan-immunotests"]["losses"] == []


def test_people_read_the_same(seeded: Kg) -> None:
    assert "nobody else is known who could" in seeded("chains", "show", "Lateral-flow test").out
    assert (
        "lacks Drive electronics: nobody there could"
        in seeded("chains", "gaps", "--region", "UKE3").out
    )
    assert "without Anticorps du Pilat" in seeded("chains", "risk", "demo:lateral-flow-test").out
    assert "demo:gluten-free-bakery" in seeded("chains", "show").out


def test_what_is_not_there_is_named_with_the_next_step(seeded: Kg) -> None:
    answer = seeded("chains", "show", "demo:none")
    assert (answer.code, answer.out) == (1, "")
    assert "no value chain 'demo:none'; next step: kg chains show lists them" in answer.err
    nowhere = seeded("chains", "gaps", "--region", "Atlantis")
    assert nowhere.code == 1
    elsewhere = seeded("chains", "gaps", "--region", "UKF1")
    assert "nobody there performs a stage" in elsewhere.err
