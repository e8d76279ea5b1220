import errno
from pathlib import Path

import pytest

from kg.errors import ServiceError, StorageError
from kg.graph.engine_faults import (
    PortTakenError,
    is_start_done,
    is_start_over,
    last_line,
    start_fault,
    storage_fault,
)

LOG = Path("/home/kg/engine/engine.log")


@pytest.mark.parametrize(
    ("log", "kind", "next_step"),
    [
        ("java.io.IOException: No space left on device", StorageError, "KG_HOME"),
        ("Could not reserve enough space for 9 KB object heap", ServiceError, "KG_ENGINE_HEAP"),
        ("Too small maximum heap", ServiceError, "KG_ENGINE_HEAP"),
        ("x <A> Unable to listen for BOLT connections", PortTakenError, "KG_ENGINE_PORT"),
        ("Database 'kg' is locked by another process", ServiceError, "stop that one first"),
        ("something nobody expected", ServiceError, "something nobody expected; see"),
        ("", ServiceError, "wrote nothing"),
    ],
)
def test_a_failed_start_names_its_cause_and_the_next_step(
    log: str, kind: type[ServiceError], next_step: str
) -> None:
    fault = start_fault(log, LOG, "512m")
    assert type(fault) is kind
    assert next_step in str(fault)
    assert "\n" not in str(fault)


def test_the_last_line_is_no_stack_frame_and_no_farewell() -> None:
    log = "the cause\n\tat com.arcadedb.Server.start\n\t... 3 more\nShutting down Server...\n"
    assert last_line(log) == "the cause"


def test_an_exception_of_the_main_thread_ends_the_start() -> None:
    # The engine's process stays alive after it, so that waiting for its end would not help.
    assert is_start_over('down\nException in thread "main" com.arcadedb.ServerException: no')
    assert not is_start_over("ArcadeDB Server is starting up...")


def test_the_start_is_done_when_the_engine_says_so() -> None:
    assert is_start_done("INFO <A> ArcadeDB Server started in 'production' mode (CPUs=2)")
    assert not is_start_done("INFO <A> Starting ArcadeDB Server in production mode")


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "is full; free some space"), (errno.EROFS, "cannot write")]
)
def test_a_file_that_cannot_be_written_is_a_storage_error(number: int, words: str) -> None:
    fault = storage_fault(Path("/kg/engine"), OSError(number, "reason"))
    assert isinstance(fault, StorageError)
    assert words in str(fault)
    assert "KG_HOME" in str(fault)
