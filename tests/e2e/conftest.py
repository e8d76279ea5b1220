"""Runs the command as users do, against a home of the test's own or one that tests share."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from kg.cli import main

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "data" / "seeds"


@dataclass(frozen=True)
class Answer:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Kg:
    """The command with one KG_HOME."""

    home: Path

    def __call__(self, *arguments: object, **environment: str) -> Answer:
        """Runs the command in this process: starting Python anew is not what is tested."""
        out, err = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, {"KG_HOME": str(self.home), **environment}),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = main([str(argument) for argument in arguments])
        return Answer(code, out.getvalue(), err.getvalue())

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        """Starts the installed command in a process of its own."""
        return subprocess.Popen(
            [Path(sys.executable).with_name("kg"), *map(str, arguments)],
            env={**os.environ, "KG_HOME": str(self.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kg]:
    """A home with the demonstration cluster; tests only read it."""
    kg = Kg(tmp_path_factory.mktemp("seeded"))
    try:
        regions = kg("ingest", "nuts", SEEDS / "nuts" / "regions.csv")
        assert regions.code == 0, regions.err
        loaded = kg("ingest", "members", SEEDS, "--source", "demo")
        assert loaded.code == 0, loaded.err
        yield kg
    finally:
        kg("down")


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kg]:
    """A home that tests load into, each under a source of its own."""
    kg = Kg(tmp_path_factory.mktemp("scratch"))
    try:
        yield kg
    finally:
        kg("down")


@pytest.fixture
def kg(tmp_path: Path) -> Iterator[Kg]:
    """An empty home of the test's own."""
    command = Kg(tmp_path / "home")
    yield command
    command("down")
