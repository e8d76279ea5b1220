"""kg enterprise and kg team --save: form, close, ask again, see the change, and undo it."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import SEEDS, Kg

NEED = (
    "printing titanium brackets in Ti-6Al-4V powder; vacuum heat treatment of titanium; "
    "finish milling on five axes"
)
ID = "enterprises:demo-o4-1"


@pytest.fixture
def cluster(kg: Kg) -> Kg:
    """A demonstration cluster of the test's own."""
    assert kg("ingest", "nuts", SEEDS / "nuts" / "regions.csv").code == 0
    assert kg("ingest", "members", SEEDS, "--source", "demo").code == 0
    return kg


def partners(kg: Kg) -> list[dict[str, Any]]:
    answer = kg("match", NEED, "--json")
    assert answer.code == 0, answer.err
    found: list[dict[str, Any]] = answer.json["partners"]
    return found


def test_experience_changes_what_is_answered_and_undo_takes_it_back(cluster: Kg) -> None:
    before = partners(cluster)
    saved = cluster("team", "--opportunity", "demo:o4", "--save", "Brackets United")
    assert f"saved as {ID}" in saved.err
    shown = cluster("enterprise", "show", ID, "--json").json
    assert (shown["name"], shown["state"]) == ("Brackets United", "forming")
    members = {member["id"] for member in shown["members"]}
    assert members == {
        "demo:bidasoa-metal-aditivo", "demo:don-vacuum-heat-treatment", "demo:hallam-five-axis",
    }  # fmt: skip
    assert [(p["id"], p["score"]) for p in partners(cluster)] == [
        (p["id"], p["score"]) for p in before
    ]

    again = cluster("enterprise", "form", "demo:o4", "--member", "demo:hallam-five-axis")
    assert (again.code, again.out) == (1, "")
    assert f"{ID} is forming; next step: kg enterprise close" in again.err
    closed = cluster(
        "enterprise", "close", ID, "--delivered", "yes", "--rating", 5, "--by", "A. Broker"
    )
    assert closed.code == 0, closed.err
    assert "delivered, rated 5 of 5" in closed.out
    twice = cluster("enterprise", "close", ID, "--delivered", "no", "--rating", 1)
    assert twice.code == 1
    assert "is decommissioned already" in twice.err

    after = partners(cluster)
    for partner in after:
        past = [p for p in partner["parts"] if p["name"] == "past: like work" and p["value"]]
        assert bool(past) is (partner["id"] in members)
    cited = {c["title"] for p in after for part in p["parts"] for c in part["evidence"]}
    assert any(title.startswith("Virtual enterprise “Titanium brackets") for title in cited)
    assert [p["score"] for p in after] != [p["score"] for p in before]

    load = next(each for each in cluster("load", "list", "--json").json
                if f"kg load undo {each['id']} " in closed.err)  # fmt: skip
    assert cluster("load", "undo", load["id"], "--yes").code == 0
    assert cluster("enterprise", "show", ID, "--json").json["state"] == "forming"
    assert [(p["id"], p["score"]) for p in partners(cluster)] == [
        (p["id"], p["score"]) for p in before
    ]


def test_an_agreed_team_that_delivered_is_told_of_when_it_is_asked_for_again(
    cluster: Kg, tmp_path: Path
) -> None:
    formed = cluster("team", "--opportunity", "demo:o4", "--json")
    file = tmp_path / "team.json"
    file.write_text(formed.out, "utf-8")
    saved = cluster("enterprise", "form", "--team", file, "--name", "Brackets United", "--json")
    assert saved.code == 0, saved.err
    proposed = formed.json["shares"]
    assert {m["id"]: m["shares"] for m in saved.json["members"]} == {
        share["id"]: {kind: share[kind] for kind in ("input", "risk", "revenue")}
        for share in proposed["members"]
    }
    assert saved.json["clusterShare"] == proposed["clusterShare"] == 200
    leads = [m["id"] for m in saved.json["members"] if m["role"] == "lead partner"]
    assert leads == [proposed["leadPartner"]]

    assert cluster("ontology", "validate").code == 0
    before = cluster("team", "explain", file, "--json").json
    assert satisfaction(before)["verdict"] == "not known"
    closed = cluster("enterprise", "close", ID, "--delivered", "yes", "--rating", 4, "--json")
    assert closed.code == 0, closed.err
    assert (closed.json["state"], closed.json["clusterShare"]) == ("decommissioned", 200)
    assert closed.json["members"] == saved.json["members"]

    again = cluster("team", "explain", file, "--json")
    assert "the graph has changed since the team was formed" in again.err
    assert satisfaction(again.json)["verdict"] == "met"
    assert again.json["cost"] != before["cost"]
    cited = {e["title"] for m in again.json["members"] for c in m["covers"] for e in c["evidence"]}
    assert any(title.startswith("Virtual enterprise “Titanium brackets") for title in cited)


def satisfaction(explained: dict[str, Any]) -> dict[str, Any]:
    """What the check-list of a team says of its customers."""
    principles = explained["checklist"]["principles"]
    found: dict[str, Any] = next(p for p in principles if p["name"] == "customer satisfaction")
    return found


def test_a_team_for_a_need_in_words_or_for_another_opportunity_is_no_enterprise(
    seeded: Kg, tmp_path: Path
) -> None:
    file = tmp_path / "team.json"
    file.write_text(seeded("team", NEED, "--json").out, "utf-8")
    answer = seeded("enterprise", "form", "--team", file)
    assert (answer.code, "an enterprise fulfils an opportunity" in answer.err) == (2, True)
    file.write_text(seeded("team", "--opportunity", "demo:o4", "--json").out, "utf-8")
    answer = seeded("enterprise", "form", "demo:o1", "--team", file)
    assert (answer.code, "is for demo:o4 and not for demo:o1" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("enterprise", "show", "x"), 1, "no enterprise 'x'; next step: kg enterprise list"),
        (("enterprise", "close", "x", "--delivered", "yes", "--rating", "5"), 1, "no enterprise"),
        (("enterprise", "form", "demo:o99", "--member", "demo:loxley-patient-handling"), 1,
         "no opportunity 'demo:o99'"),
        (("enterprise", "form", "demo:o1", "--member", "demo:nobody"), 1, "no organisation"),
        (("enterprise", "form", "demo:o1", "--member", "demo:hallam-five-axis", "--member",
          "demo:hallam-five-axis:lead partner"), 2, "is a member twice"),
        (("enterprise", "form", "demo:o1", "--member", "demo:south-riding-hospitals"), 2,
         "is the customer of this opportunity"),
        (("enterprise", "form", "demo:o1"), 2, "--member"),
        (("enterprise", "form", "--member", "demo:hallam-five-axis"), 2, "name the OPPORTUNITY"),
        (("enterprise", "form", "--member", "a", "--team", "x.json"), 2, "one of the two"),
        (("team", NEED, "--save"), 2, "an enterprise fulfils an opportunity"),
        (("team", "--opportunity", "demo:o9", "--save"), 1, "there is no team to save"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_on_stderr(
    seeded: Kg, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = seeded(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
