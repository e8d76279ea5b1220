"""What all tests share: where the public data lies, and what CI does not let pass."""

import os
import shutil
from pathlib import Path

import pytest

from tests.neo4j import server

DATA = Path(__file__).parents[2] / "shared" / "data"
# In CI whatever these need is present, so a skip there hides a failure.
MUST_RUN_IN_CI = ("needs_data", "needs_neo4j", "needs_browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reasons = {
        "needs_data": None if DATA.is_dir() else "../shared/data is absent",
        "needs_neo4j": server.why_absent(),
        "needs_browser": None if shutil.which("chromium") else "chromium is absent",
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    report = yield
    needed = any(item.get_closest_marker(name) for name in MUST_RUN_IN_CI)
    if report.skipped and needed and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where it must run: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the public data."""
    return DATA
