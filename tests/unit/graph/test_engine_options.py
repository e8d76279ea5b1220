from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.engine_options import (
    Launch,
    Ports,
    argument_file,
    child_environment,
    class_path,
    heap_megabytes,
    java_options,
)


def launch(heap: str = "512m") -> Launch:
    return Launch(
        archives=[Path("/jars/arcadedb-bolt-1.jar"), Path("/jars/arcadedb-mcp-1.jar")],
        data=Path("/home/größe/kg data"),
        password_file=Path("/home/größe/password"),
        log_settings=Path("/home/größe/logging.properties"),
        ports=Ports(bolt=1, http=2),
        heap=heap,
    )


def read_argument_file(text: str) -> list[str]:
    """What the launcher of Java makes of a file in which every line is one quoted option."""
    escapes = {"n": "\n", "r": "\r", "t": "\t"}
    options = []
    for line in text.split("\n")[:-1]:
        assert line.startswith('"')
        assert line.endswith('"')
        option, characters = "", iter(line[1:-1])
        for character in characters:
            if character == "\\":
                following = next(characters)
                option += escapes.get(following, following)
            else:
                assert character != '"'
                option += character
        options.append(option)
    return options


def test_a_path_with_spaces_quotes_and_backslashes_is_quoted() -> None:
    assert argument_file(['-Dx=/a b/"ü"\\c']) == '"-Dx=/a b/\\"ü\\"\\\\c"\n'


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_every_option_survives_the_argument_file(options: list[str]) -> None:
    assert read_argument_file(argument_file(options)) == options


def test_the_options_bind_both_ports_to_loopback() -> None:
    options = java_options(launch())
    assert "-Darcadedb.bolt.host=127.0.0.1" in options
    assert "-Darcadedb.server.httpIncomingHost=127.0.0.1" in options


def test_the_options_name_the_password_file_and_no_password() -> None:
    options = " ".join(java_options(launch()))
    assert "-Darcadedb.server.rootPasswordPath=/home/größe/password" in options
    assert "rootPassword=" not in options


def test_commits_are_synced_to_the_disk() -> None:
    assert "-Darcadedb.txWalFlush=2" in java_options(launch())


def test_archives_of_unused_services_stay_off_the_class_path() -> None:
    assert class_path(launch().archives) == str(Path("/jars/arcadedb-bolt-1.jar"))


@pytest.mark.parametrize(("heap", "first"), [("32m", "-Xms32m"), ("2g", "-Xms64m")])
def test_the_first_heap_is_never_above_the_limit(heap: str, first: str) -> None:
    assert java_options(launch(heap))[:2] == [first, f"-Xmx{heap}"]


def test_a_heap_is_read_in_megabytes() -> None:
    assert (heap_megabytes("512m"), heap_megabytes("2g")) == (512, 2048)
    with pytest.raises(ValueError, match="512m or 2g"):
        heap_megabytes("lots")


def test_the_engine_sees_neither_java_options_nor_secrets_of_its_parent() -> None:
    parent = {"PATH": "/bin", "JAVA_TOOL_OPTIONS": "-Xmx1g", "KG_GRAPH_PASSWORD": "x"}
    assert child_environment(parent) == {"PATH": "/bin", "LC_ALL": "C.UTF-8"}
