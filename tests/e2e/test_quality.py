"""kg quality as users run it, on the demonstration."""

from pathlib import Path
from typing import Any

import pytest

from kg.quality.checks import CHECKS
from tests.e2e.conftest import Answer, Kg


def doubts(answer: Answer) -> dict[str, dict[str, Any]]:
    assert answer.code == 0, answer.err
    assert set(answer.json) == {"checks", "measures", "sources", "clusters", "quarantine"}
    return {each["check"]: each for each in answer.json["checks"]}


def test_every_check_is_reported_with_what_it_says(seeded: Kg) -> None:
    found = doubts(seeded("quality", "--json"))
    assert list(found) == [check.name for check in CHECKS]
    for check in CHECKS:
        assert found[check.name]["says"] == check.says
        assert len(found[check.name]["findings"]) <= 5


def test_the_demonstration_is_plausible_but_for_what_time_does_to_it(seeded: Kg) -> None:
    found = doubts(seeded("quality", "--json"))
    doubtful = {name: of["count"] for name, of in found.items() if of["count"]}
    # Proofs that have run out are part of the demonstration, and more do so each month.
    doubtful.pop("evidenceExpired", None)
    assert doubtful == {}


def test_completeness_is_told_per_source_and_per_cluster(seeded: Kg) -> None:
    answer = seeded("quality", "--json").json
    [demo] = [of for of in answer["sources"] if of["name"] == "demo"]
    assert demo["organisations"] == 155
    assert demo["shares"]["capability"] > 0.5
    assert "demo:don-valley-precision-group" in {of["name"] for of in answer["clusters"]}
    assert all(0 <= s <= 1 for of in answer["clusters"] for s in of["shares"].values())


def test_a_cluster_is_told_alone(seeded: Kg) -> None:
    cluster = "demo:don-valley-precision-group"
    answer = seeded("quality", "--cluster", cluster, "--json").json
    assert [of["name"] for of in answer["clusters"]] == [cluster]
    shown = seeded("quality", "--cluster", cluster)
    assert shown.code == 0
    assert cluster in shown.out
    assert "nothing found by" in shown.out


@pytest.mark.parametrize("option", ["--source", "--cluster"])
def test_an_unknown_name_comes_with_the_known_ones(seeded: Kg, option: str) -> None:
    answer = seeded("quality", option, "nobody")
    assert (answer.code, answer.out) == (1, "")
    assert "next step: one of" in answer.err


def test_a_doubt_is_told_with_value_reason_and_record(scratch: Kg, tmp_path: Path) -> None:
    rows = "id,kind,name,country,sizeClass,employees\nbig,Firm,MÃ¼ller,DE,micro,10000\n"
    (tmp_path / "organisations.csv").write_text(rows, "utf-8")
    assert scratch("ingest", "members", tmp_path, "--source", "doubtful").code == 0
    answer = scratch("quality", "--source", "doubtful")
    assert answer.code == 0
    assert "Organisation doubtful:big, employees '10000':" in answer.out
    assert "the size class micro has 0 to 9" in answer.out
    assert "stated by doubtful/members.organisation/big@doubtful-" in answer.out
    assert "perhaps 'Müller'" in answer.out


def test_rows_that_were_kept_out_are_counted(scratch: Kg, tmp_path: Path) -> None:
    rows = "id,kind,name,country\ngood,Firm,Alpha,DE\nbad,Firm,Beta,Nowhere\n"
    (tmp_path / "organisations.csv").write_text(rows, "utf-8")
    assert scratch("ingest", "members", tmp_path, "--source", "half").code == 3
    answer = scratch("quality", "--source", "half")
    assert "rejected rows that wait to be mended: half 1\n" in answer.out
    assert scratch("quality", "--source", "half", "--json").json["quarantine"] == {"half": 1}


def test_who_is_doubtful_stands_behind_who_is_not(scratch: Kg, tmp_path: Path) -> None:
    folder = tmp_path / "members"
    folder.mkdir()
    rows = ("a,Alpha,Firm,micro,10000", "b,Beta,Firm,large,10000")
    head = "id,name,kind,sizeClass,employees"
    (folder / "organisations.csv").write_text("\n".join((head, *rows)), "utf-8")
    offers = (f"{of}1,{of},five-axis milling of titanium,claimed" for of in "ab")
    text = "\n".join(("id,organisation,text,status", *offers))
    (folder / "capabilities.csv").write_text(text, "utf-8")
    assert scratch("ingest", "members", folder, "--source", "own").code == 0
    answer = scratch("match", "five-axis milling of titanium", "--limit", 100, "--json").json
    # Others may have loaded the demonstration into the same graph.
    ranked = [partner for partner in answer["partners"] if partner["id"].startswith("own:")]
    assert [partner["id"] for partner in ranked] == ["own:b", "own:a"]
    [part] = [p for p in ranked[1]["parts"] if p["name"] == "R1 plausibility"]
    assert "employees 10000: the size class micro has 0 to 9" in part["reason"]
    assert "size class micro" in scratch("firm", "show", "own:a").out
