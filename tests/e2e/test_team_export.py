"""kg team export and POST /v1/teams/export: what is handed on of a team, and to whom."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import Kg
from tests.e2e.service import client

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def teams(seeded: Kg, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Teams of opportunities in files: open, and under non-disclosure."""
    folder = tmp_path_factory.mktemp("teams")
    for name in ("o1", "o4", "o8", "o9"):
        answer = seeded("team", "--opportunity", f"demo:{name}", "--json")
        (folder / f"{name}.json").write_text(answer.out, "utf-8")
    return {file.stem: file for file in folder.iterdir()}


def test_a_brief_has_one_face_and_nothing_that_is_for_the_partners(
    seeded: Kg, teams: dict[str, Path]
) -> None:
    page = seeded("team", "export", teams["o4"]).out
    team = json.loads(teams["o4"].read_text("utf-8"))
    assert page.startswith("<!doctype html>")
    for told in ("Titanium brackets", "Bidasoa Metal Aditivo S.L.", "https://don-vacuum.example"):
        assert told in page
    words = re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.DOTALL)
    kept_back = [f"{share['revenue'] / 100:.2f}" for share in team["shares"]["members"]]
    kept_back += [f"{m['fit']:.2f}" for m in team["nearMisses"]]
    members = {member["name"] for member in team["members"]}
    kept_back += sorted({m["name"] for m in team["nearMisses"]} - members)
    kept_back += ["evidence.csv", "demo:", "Reference:"]
    assert [told for told in kept_back if told in words] == []


def test_nobody_is_named_under_non_disclosure(seeded: Kg, teams: dict[str, Path]) -> None:
    names = [m["name"] for m in json.loads(teams["o8"].read_text("utf-8"))["members"]]
    for format_ in ("html", "md"):
        page = seeded("team", "export", teams["o8"], "--format", format_).out
        assert "Partner A" in page
        assert [name for name in names if name in page] == []


def test_a_picture_and_a_table_tell_who_covers_what(seeded: Kg, teams: dict[str, Path]) -> None:
    picture = seeded("team", "export", teams["o1"], "--format", "svg").out
    told = ET.fromstring(picture).findtext("{http://www.w3.org/2000/svg}desc")  # noqa: S314
    assert told is not None
    assert "drive: Ołbin Napędy sp. z o.o.." in told
    assert "frames: open." in told
    table = seeded("team", "export", teams["o1"], "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(table)))
    left_open = [row["requirement"] for row in rows if row["state"] == "open"]
    assert left_open == ["demo:o1-frames"]


def test_a_file_is_written_and_not_replaced_unasked(
    seeded: Kg, teams: dict[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "brief.md"
    arguments = ("team", "export", teams["o4"], "--format", "md", "--output", file)
    first = seeded(*arguments, "--name", "Brackets United", "--contact", "offers@example.org")
    assert (first.code, first.out) == (0, "")
    assert file.read_text("utf-8").startswith("# Brackets United\n")
    again = seeded(*arguments)
    assert (again.code, "add --yes" in again.err) == (2, True)


def test_a_group_may_name_its_lead_partner(seeded: Kg, teams: dict[str, Path]) -> None:
    arguments = ("team", "export", teams["o4"], "--format", "md")
    told = seeded(*arguments, "--lead", "demo:hallam-five-axis").out
    assert "- Lead partner: Hallam Five-Axis Ltd\n- Contact: https://hallam" in told
    refused = seeded(*arguments, "--lead", "demo:nidd-gorge-dairy")
    assert (refused.code, "is no member of the team" in refused.err) == (2, True)


def test_a_team_of_nobody_is_not_handed_on(seeded: Kg, teams: dict[str, Path]) -> None:
    answer = seeded("team", "export", teams["o9"])
    assert (answer.code, answer.out) == (1, "")
    assert "next step: read its gaps with kg team explain" in answer.err
    assert seeded("team", "export", teams["o9"], "--format", "svg").code == 0


def test_the_service_hands_on_the_same_files(seeded: Kg, teams: dict[str, Path]) -> None:
    team = json.loads(teams["o4"].read_text("utf-8"))
    with client(seeded) as service:
        for format_, media in (("html", "text/html"), ("csv", "text/csv")):
            answer = service.post("/v1/teams/export", json={"team": team, "format": format_})
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(media)
            disposition = answer.headers["content-disposition"]
            assert disposition == f'attachment; filename="team.{format_}"'
            told = seeded("team", "export", teams["o4"], "--format", format_)
            assert answer.text.split() == told.out.split()
        refused = service.post("/v1/teams/export", json={"team": {"members": []}})
        assert (refused.status_code, "request" in refused.json()["detail"]) == (422, True)


@pytest.mark.needs_browser
def test_a_brief_is_one_accessible_page_that_asks_nobody_for_anything(
    seeded: Kg, teams: dict[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "brief.html"
    file.write_text(seeded("team", "export", teams["o1"]).out, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        for scheme in ("light", "dark"):
            page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(file.as_uri())
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert asked == [file.as_uri()]
        printed = page.pdf(prefer_css_page_size=True)
        browser.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
