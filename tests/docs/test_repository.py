"""No file names a package registry or a place on somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together here, so that this file holds none of them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("repo1", "maven", "org"),
        ("registry", "npmjs", "org"),
    )
]
# At the start of a path, not within one such as `network/work/`.
FOLDERS = re.compile(r"(?<![\w.~-])/(?:root|work)/")


def texts() -> dict[str, str]:
    """Every text file that git knows or would take in."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of the repository's files")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = {}
    for file in filter(None, listed.split("\0")):
        if not (ROOT / file).is_file():  # deleted, and not committed yet
            continue
        content = (ROOT / file).read_bytes()
        if b"\0" not in content:
            found[file] = content.decode("utf-8", errors="replace")
    return found


def test_no_file_names_a_registry() -> None:
    assert [(f, r) for f, text in texts().items() for r in REGISTRIES if r in text] == []


def test_no_file_names_a_folder_of_a_machine() -> None:
    assert [file for file, text in texts().items() if FOLDERS.search(text)] == []
