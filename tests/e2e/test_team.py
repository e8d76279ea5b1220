"""kg team and kg opportunity on the demonstration cluster."""

from typing import Any

import pytest

from tests.e2e.conftest import Kg
from tests.shapes import assert_team

BRACKETS = (
    "printing titanium brackets in Ti-6Al-4V powder; vacuum heat treatment of titanium; "
    "finish milling on five axes"
)


def team(kg: Kg, *arguments: object) -> dict[str, Any]:
    answer = kg("team", *arguments, "--json")
    assert answer.code == 0, answer.err
    assert_team(answer.json)
    found: dict[str, Any] = answer.json
    return found


def covered(answer: dict[str, Any]) -> dict[str, str]:
    """For each requirement the member that covers it, without their source."""
    return {
        cover["requirement"].removeprefix("demo:"): member["id"].removeprefix("demo:")
        for member in answer["members"]
        for cover in member["covers"]
    }


def gaps(answer: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {gap["requirement"].removeprefix("demo:"): gap for gap in answer["gaps"]}


def test_a_need_in_words_gets_a_proven_team(seeded: Kg) -> None:
    answer = team(seeded, BRACKETS)
    assert (answer["status"], answer["gaps"]) == ("optimal", [])
    assert answer["cost"] == answer["bound"]
    assert covered(answer)["R1"] == "bidasoa-metal-aditivo"


def test_the_brackets_of_o4_are_printed_treated_and_milled_by_who_is_certified(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o4")
    assert answer["status"] == "optimal"
    assert covered(answer) == {
        "o4-printing": "bidasoa-metal-aditivo",
        "o4-heat-treatment": "don-vacuum-heat-treatment",
        "o4-nadcap": "don-vacuum-heat-treatment",
        "o4-milling": "hallam-five-axis",
        "o4-first-article": "hallam-five-axis",
    }
    missed = {m["id"] for m in answer["nearMisses"] if m["requirement"] == "demo:o4-printing"}
    assert "demo:elspebach-werkzeugbau" in missed


def test_the_chairs_of_o1_lack_a_certificate_that_ends_before_delivery(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o1")
    assert answer["status"] == "infeasible"
    gap = gaps(answer)["o1-frames"]
    assert "Dearne Sheet and Tube" in gap["reason"]
    assert "ends on 2027-02-15" in gap["reason"]
    assert gap["change"] == "for Dearne Sheet and Tube Ltd: renew its ISO 13485 certificate"
    assert covered(answer)["o1-drive"] == "olbin-drive-electronics"


def test_the_meals_of_o7_are_shared_by_three_kitchens(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o7", "--max-share", 40)
    shares = {
        member["id"].removeprefix("demo:")
        for member in answer["members"]
        for cover in member["covers"]
        if cover["requirement"] == "demo:o7-meals"
    }
    assert answer["status"] == "optimal"
    assert shares == {
        "cornbrook-tray-meals", "cucina-senza-glutine", "ryedale-free-from-kitchen",
    }  # fmt: skip
    growth = gaps(answer)["o7-growth"]
    assert "of 90,000 portions all have 42,000 free" in growth["reason"]
    assert "find 48,000 more" in growth["change"]


def test_what_cannot_be_had_as_written_gets_no_eight_names(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o9")
    assert (answer["status"], answer["members"]) == ("infeasible", [])
    assert len(answer["gaps"]) == len(answer["need"]["requirements"])
    # Nobody is credible for quantum, whatever is given up.
    assert answer["relaxations"] == [
        "AS9100 for demo:o9-ai",
        "AS9100 for demo:o9-recycling",
        "ISO 14001 for demo:o9-ai",
    ]


@pytest.mark.parametrize("need", ["asdf qwer zxcv", "MATCH (n) DETACH DELETE n", "🧲🧲🧲 500 ⬛⬛"])
def test_nonsense_gets_no_team(seeded: Kg, need: str) -> None:
    answer = team(seeded, need)
    assert (answer["status"], answer["members"]) == ("abstained", [])


def test_a_region_keeps_others_out_and_the_gap_names_them(seeded: Kg) -> None:
    answer = team(seeded, BRACKETS, "--region", "UKE3")
    assert {member["region"][:4] for member in answer["members"]} == {"UKE3"}
    assert "Bidasoa" in gaps(answer)["R1"]["change"]


def test_a_team_is_no_larger_than_allowed(seeded: Kg) -> None:
    answer = team(seeded, BRACKETS, "--max-members", 1)
    assert len(answer["members"]) == 1
    assert "no more than 1 member" in answer["gaps"][0]["reason"]


def test_the_same_need_gets_the_same_team(seeded: Kg) -> None:
    first, second = (seeded("team", BRACKETS, "--json").out for _ in range(2))
    assert first == second


def test_people_read_a_matrix_with_reasons_and_lines_of_files(seeded: Kg) -> None:
    answer = seeded("team", BRACKETS)
    assert answer.out.startswith("optimal: no team costs less\ncost ")
    assert "R1  printing titanium brackets" in answer.out
    assert "capabilities.csv line" in answer.out


def test_opportunities_are_listed_and_shown(seeded: Kg) -> None:
    heads = seeded("opportunity", "list", "--json").json
    assert {"demo:o1", "demo:o4", "demo:o7"} <= {head["id"] for head in heads}
    assert "\nframes  Bent and welded" in seeded("opportunity", "show", "demo:o1").out
    assert "demo:o1\t" in seeded("opportunity", "list").out


def test_a_customer_who_is_not_to_be_named_is_not(seeded: Kg) -> None:
    for form in ((), ("--json",)):
        out = seeded("opportunity", "show", "demo:o2", *form).out
        assert "Striegis" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("form",), 2, "name one of the three"),
        (("milling", "--opportunity", "demo:o1"), 2, "one of them"),
        (("--opportunity", "demo:o99"), 1, "take an id from kg opportunity list"),
        (("",), 1, "the need is empty"),
        (("milling", "--region", "Nowhere"), 1, "no region 'Nowhere'"),
        (("milling", "--max-members", "0"), 2, "--max-members"),
        (("milling", "--min-local", "60"), 2, "a local share needs regions"),
        (("milling", "--require", "demo:nobody"), 1, "no organisation 'demo:nobody'"),
    ],
)
def test_what_cannot_be_asked_is_said_on_stderr(
    seeded: Kg, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = seeded("team", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err


def test_an_unknown_opportunity_says_where_to_look(seeded: Kg) -> None:
    answer = seeded("opportunity", "show", "demo:o99")
    assert (answer.code, answer.err) == (
        1,
        "kg: no opportunity 'demo:o99'; try: kg opportunity list\n",
    )


def test_people_read_short_names_of_requirements(seeded: Kg) -> None:
    told = seeded("team", "--opportunity", "demo:o9").out
    assert told.startswith("infeasible: nobody counts for any of it")
    assert "demo:o9-" not in told
    assert "demo:o9-" not in seeded("opportunity", "show", "demo:o9").out


def test_an_id_that_is_not_utf8_is_told_so(seeded: Kg) -> None:
    answer = seeded("team", "--opportunity", b"demo:\xff".decode("utf-8", "surrogateescape"))
    assert answer.code == 2
    assert "is not text in UTF-8" in answer.err


def test_what_is_held_for_another_opportunity_is_told(seeded: Kg) -> None:
    need = "five-axis finish milling, 170 machine hours a quarter, from 1 March 2027"
    answer = seeded("team", need, "--require", "demo:hallam-five-axis", "--json")
    [member] = answer.json["members"]
    held = "120 machine hours a quarter held for demo:o4 until 2027-01-22"
    assert held in member["covers"][0]["reason"]


def test_teams_to_choose_from_trade_cost_against_robustness(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o8", "--pareto")
    choices = answer["pareto"]
    assert choices["isComplete"]
    figures = [(choice["cost"], choice["robustness"]) for choice in choices["teams"]]
    assert figures[0] == (answer["cost"], answer["robustness"])
    assert figures == sorted(figures)
    assert sorted({robust for _, robust in figures}) == [robust for _, robust in figures]
    assert all(choice["isProven"] and choice["localShare"] is None for choice in choices["teams"])
    told = seeded("team", "--opportunity", "demo:o8", "--pareto").out
    assert "points robust" in told


def test_a_team_is_as_robust_as_is_asked_for(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o8", "--min-robust", 80)
    assert answer["robustness"] >= 0.8
    assert (answer["status"], answer["request"]["leastRobust"]) == ("optimal", 0.8)


def test_alternatives_have_members_that_no_better_team_has(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o8", "--alternatives", 4, "--differ", 2)
    teams = [{member["id"] for member in answer["members"]}]
    teams += [{member["id"] for member in other["members"]} for other in answer["alternatives"]]
    assert len(teams) > 2
    for place, found in enumerate(teams):
        assert all(len(found - better) >= 2 for better in teams[:place])


def test_each_member_has_a_best_replacement_or_none(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o8")
    members = {member["id"] for member in answer["members"]}
    for member in answer["members"]:
        loss = member["loss"]
        assert loss["isProven"]
        assert set(loss["opens"]) <= {cover["requirement"] for cover in member["covers"]}
        assert loss["replacement"] is None or loss["replacement"]["id"] not in members
    assert "best replaced by " in seeded("team", "--opportunity", "demo:o8").out


def test_outsiders_are_kept_out_when_only_members_may_be_in(seeded: Kg) -> None:
    everybody = team(seeded, "--opportunity", "demo:o1")
    standings = {member["id"]: member["standing"] for member in everybody["members"]}
    assert standings["demo:brampton-upholstery"] == "outsider"
    chosen = "--pool", "members", "--cluster", "demo:midas-north-cluster"
    answer = team(seeded, "--opportunity", "demo:o1", *chosen)
    assert {member["standing"] for member in answer["members"]} == {"member"}
    assert gaps(answer)["o1-seats"]["change"].endswith("take it as an outsider (sub-supplier)")


def test_only_who_is_assessed_lately_and_well_enough_is_a_member(seeded: Kg) -> None:
    answer = team(seeded, "--opportunity", "demo:o4", "--min-assessment", 90)
    assert "demo:don-vacuum-heat-treatment" not in {member["id"] for member in answer["members"]}
    changes = {missed["id"]: missed["change"] for missed in answer["nearMisses"]}
    assert "assess it again in finance" in changes["demo:don-vacuum-heat-treatment"]
    within = team(seeded, "--opportunity", "demo:o4", "--assessed-within", 600)
    assert within["request"]["assessedWithin"] == 600


def test_who_is_near_is_preferred(seeded: Kg) -> None:
    need = "five-axis finish milling"
    chosen = {}
    for place in ("Sheffield", "ES21"):
        [member] = team(seeded, need, "--near", place)["members"]
        chosen[place] = member["region"]
    assert chosen["Sheffield"].startswith("UK")
    assert chosen["ES21"].startswith("ES21")
    unknown = seeded("team", need, "--near", "Atlantis")
    assert (unknown.code != 0, "where 'Atlantis' is, is not known" in unknown.err) == (True, True)
