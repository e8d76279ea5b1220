"""Links and paths in the pages lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, name, prose

LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
# A path of the repository in code marks, such as `kg/cli/__init__.py`; KG_HOME has no such folders.
CODE_PATH = re.compile(r"`((?:kg|api|bench|data|docs|tests|requirements)/[^`\s]*)`")
# What a page names may be made by a run, and is then not in the repository.
MADE_BY_A_RUN = {
    line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
}
OTHER_PAGES = [ROOT / "data" / "seeds" / "SOURCES.md", ROOT / "kg/embed/model/MODEL_CARD.md"]


def anchor(heading: str) -> str:
    """The anchor of a heading as GitHub makes it."""
    plain = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", plain)


def anchors(page: Path) -> set[str]:
    return {anchor(text) for text in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)}


def dead_links(page: Path) -> list[str]:
    dead = []
    for target in LINK.findall(prose(page)):
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        is_there = file.exists() and file.is_relative_to(ROOT)
        if not is_there or (fragment and fragment not in anchors(file)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("page", [*PAGES, *OTHER_PAGES], ids=name)
def test_links_lead_to_files_and_headings_of_the_repository(page: Path) -> None:
    assert dead_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_that_are_named_exist(page: Path) -> None:
    named = set(CODE_PATH.findall(prose(page))) - MADE_BY_A_RUN
    assert [path for path in named if not any(ROOT.glob(path))] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in PAGES:
            continue
        reached.add(page)
        for target in LINK.findall(prose(page)):
            file = (page.parent / target.partition("#")[0]).resolve()
            waiting += sorted(file.rglob("*.md")) if file.is_dir() else [file]
    assert set(PAGES) - reached == set()


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One\n[a](#one) [b](#two) [c](nowhere.md) [d](https://example.org)\n", "utf-8"
    )
    assert "nowhere.md" in dead_links(page)
    assert "#two" in dead_links(page)
    assert "https://example.org" not in dead_links(page)
