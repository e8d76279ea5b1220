"""What all tests share: where the public data lies, and what CI does not let pass."""

import os
import shutil
from pathlib import Path

import pytest

from tests.neo4j import server

DATA = Path(__file__).parents[2] / "shared" / "data"
# What a mark's tests need and is missing. In CI it is present, so a skip there hides a failure.
WHY_ABSENT = {
    "needs_data": lambda: None if DATA.is_dir() else "../shared/data is absent",
    "needs_neo4j": server.why_absent,
    "needs_browser": lambda: None if shutil.which("chromium") else "chromium is absent",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name, why_absent in WHY_ABSENT.items():
            for mark in item.iter_markers(name):
                if reason := why_absent(*mark.args):
                    item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    report = yield
    needed = any(item.get_closest_marker(name) for name in WHY_ABSENT)
    if report.skipped and needed and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where it must run: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the public data."""
    return DATA
