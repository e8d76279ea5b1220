"""The commands that pages show exist, with the options that they show."""

import re
import shlex

import click
import pytest

from kg.cli import cli
from tests.docs.pages import PAGES, ROOT, name, shell_lines

# Where another command begins or output goes to a file.
ENDS = {"|", "||", "&&", "&", ";", ">", ">>", "2>", "<"}
VARIABLE = re.compile(r"[A-Za-z_]+=.*")
SHOWN = [(name(page), line) for page in PAGES for line in shell_lines(page.read_text("utf-8"))]
TARGETS = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def commands(line: str) -> list[list[str]]:
    """The words of each command in a line, without variables before them."""
    found: list[list[str]] = [[]]
    is_file = False
    for word in shlex.split(line, comments=True):
        if word in ENDS:
            found.append([])
            is_file = word in {">", ">>", "2>", "<"}
        elif not is_file and (found[-1] or not VARIABLE.fullmatch(word)):
            found[-1].append(word)
    return [words for words in found if words]


def parse(arguments: list[str]) -> None:
    """Parses as `kg` would, and runs nothing; raises UsageError for what it would not take."""
    command: click.Command = cli
    name, rest, context = "kg", arguments, None
    try:
        while isinstance(command, click.Group):
            context = command.make_context(name, list(rest), parent=context)
            # Which command is meant may be the group's to say: `kg team "..."` is `kg team form`.
            given = [*context._protected_args, *context.args]
            found, below, rest = command.resolve_command(context, given)
            assert below is not None
            name, command = found or name, below
        command.make_context(name, list(rest), parent=context)
    except click.exceptions.Exit:
        return  # --help and --version


@pytest.mark.parametrize(("page", "line"), SHOWN)
def test_a_command_in_a_page_exists(page: str, line: str) -> None:
    for program, *arguments in commands(line):
        if program.rpartition("/")[2] == "kg":
            parse(arguments)
        if program == "make":
            goals = [word for word in arguments if not VARIABLE.fullmatch(word)]
            assert set(goals) <= set(TARGETS), page


def test_pages_show_commands() -> None:
    assert any(line.startswith("kg ") for _, line in SHOWN)


@pytest.mark.parametrize(
    "line",
    [
        "kg mach x",
        "kg need parse",
        "kg match --limits 3 x",
        "kg match --limit 0 x",
        "kg firm",
        "kg firm find a b",
        "KG_HOME=x kg ingest nuts",
    ],
)
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    [[_, *arguments]] = commands(line)
    with pytest.raises(click.ClickException):
        parse(arguments)


@pytest.mark.parametrize(
    "line", ["kg --version", "kg match --help", 'kg firm find "a b" > out # x', "kg match x --json"]
)
def test_a_command_that_exists_is_taken(line: str) -> None:
    [_, *arguments] = commands(line)[0]
    parse(arguments)
