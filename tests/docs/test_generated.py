"""What the pages take from the code is up to date."""

import shutil
from pathlib import Path

import pytest

from docs import generate
from docs.generate import DOCS, NOTE, pages

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_current(path: Path) -> None:
    hint = f"{path.name} is out of date; next step: .venv/bin/python docs/generate.py"
    assert path.read_text("utf-8") == PAGES[path], hint


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_says_by_what(path: Path) -> None:
    assert "generated" in PAGES[path]
    assert "docs/generate.py" in PAGES[path]


def test_whole_pages_warn_those_who_would_edit_them() -> None:
    for page in ("command-line.md", "ontology.md"):
        assert NOTE in PAGES[DOCS / page]


def test_a_page_without_its_marker_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in PAGES:
        shutil.copy(path, tmp_path)
    (tmp_path / "ingest.md").write_text("no marker\n", "utf-8")
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    with pytest.raises(ValueError, match="generated: tables"):
        pages()
