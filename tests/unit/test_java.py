"""The Java for a Neo4j of the contract tests is the oldest that is new enough."""

from pathlib import Path

import pytest

from tests.neo4j.java import choose, version_in

JAVAS = [(Path("b"), 25), (Path("a"), 17), (Path("c"), 0), (Path("d"), 21)]


@pytest.mark.parametrize(
    ("oldest", "chosen"), [(17, Path("a")), (18, Path("d")), (21, Path("d")), (26, None)]
)
def test_the_oldest_that_is_new_enough_is_chosen(oldest: int, chosen: Path | None) -> None:
    assert choose(JAVAS, oldest) == chosen


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17),
        ('Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "25" 2025-09-16 LTS', 25),
        ('java version "1.8.0_292"', 1),
        ("no Java at all", 0),
    ],
)
def test_the_version_is_read_from_what_java_tells(told: str, version: int) -> None:
    assert version_in(told) == version
