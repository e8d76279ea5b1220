"""Each dependency has a reason and a licence on its page, and none is under GPL."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "decisions" / "dependencies.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
# `LGPL` and `Lesser` come first, so that the rest is neither.
LESSER = re.compile(
    r"\bLGPL[\w.+-]*|(GNU )?(Lesser|Library) General Public License[^;]*", re.IGNORECASE
)
GPL = re.compile(r"\bA?GPL|(Affero )?General Public License", re.IGNORECASE)


def names(requirements: list[object]) -> set[str]:
    texts = [r for r in requirements if isinstance(r, str)]  # an included group is a table
    return {canonicalize_name(Requirement(text).name) for text in texts}


def listed(heading: str) -> dict[str, str]:
    """The packages of one section of the page with their licences."""
    [section] = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)",
        PAGE.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert all(reason.strip() and licence.strip() for _, reason, licence in rows)
    return {canonicalize_name(name): licence for name, _, licence in rows}


@pytest.mark.parametrize(
    ("heading", "requirements"),
    [
        ("Runtime", RUNTIME),
        *((f"Extra `{name}`", wanted) for name, wanted in EXTRAS.items()),
        *((f"Group `{name}`", wanted) for name, wanted in GROUPS.items()),
    ],
)
def test_the_page_lists_what_the_project_depends_on(
    heading: str, requirements: list[object]
) -> None:
    assert set(listed(heading)) == names(requirements)


def installed_closure() -> list[importlib.metadata.Distribution]:
    """The distributions of requirements/run.txt that belong on this machine."""
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    found = [Requirement(line) for line in re.findall(r"^([\w.-]+==.*?) *\\?$", text, re.MULTILINE)]
    here = [r for r in found if r.marker is None or r.marker.evaluate()]
    return [importlib.metadata.distribution(r.name) for r in here]


def declared_licence(distribution: importlib.metadata.Distribution) -> str:
    """What the metadata says: expression, first line of the text, classifiers."""
    metadata = distribution.metadata
    first_line = (metadata.get("License") or "").strip().partition("\n")[0]
    classifiers = metadata.get_all("Classifier") or []
    licences = (c for c in classifiers if c.startswith("License ::"))
    return "; ".join([metadata.get("License-Expression") or "", first_line, *licences])


def test_the_closure_covers_what_the_project_asks_for() -> None:
    closure = {canonicalize_name(d.metadata["Name"]) for d in installed_closure()}
    assert names(RUNTIME) <= closure


def test_every_package_of_the_install_declares_a_licence() -> None:
    silent = [
        d.metadata["Name"] for d in installed_closure() if not declared_licence(d).strip("; ")
    ]
    assert silent == []


def test_no_package_of_the_install_declares_gpl() -> None:
    licences = {d.metadata["Name"]: declared_licence(d) for d in installed_closure()}
    assert {n: text for n, text in licences.items() if GPL.search(LESSER.sub("", text))} == {}


def test_a_package_of_the_install_under_lgpl_is_named_on_the_page() -> None:
    lesser = [d.metadata["Name"] for d in installed_closure() if LESSER.search(declared_licence(d))]
    assert [name for name in lesser if f"`{name}` (LGPL" not in PAGE.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("LGPL-2.1-or-later", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_the_licences_are_told_apart(text: str, *, is_refused: bool) -> None:
    assert bool(GPL.search(LESSER.sub("", text))) is is_refused
