"""Why the embedded engine did not start, read from what it wrote."""

import errno
from pathlib import Path

from kg.errors import ServiceError, StorageError, TransientError

# What the engine or its Java machine writes -> what it means. The first match wins.
_HEAP_WORDS = (
    "Could not reserve enough space",
    "Too small maximum heap",
    "Invalid maximum heap size",
    "Invalid initial heap size",
    "insufficient memory for the Java Runtime",
    "OutOfMemoryError",
)
_PORT_WORDS = ("Unable to listen", "Address already in use")
_SPACE_WORDS = ("No space left on device", "Disk quota exceeded", "not enough space on the disk")
_LOCK_WORDS = ("locked by another process", "OverlappingFileLockException", "is locked")
_DONE_WORDS = "ArcadeDB Server started in"
_END_WORDS = ('Exception in thread "main"', "Error occurred during initialization of VM")
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class PortTakenError(TransientError):
    """Another process took a port between the choice and the start."""


def is_start_done(log: str) -> bool:
    """Does the engine say that it serves? Its Bolt port answers before its database is open."""
    return _DONE_WORDS in log


def is_start_over(log: str) -> bool:
    """Has the start failed for good? The engine's process may stay alive after it."""
    return any(words in log for words in _END_WORDS)


def start_fault(log: str, log_file: Path, heap: str) -> ServiceError:
    """The error for a start that failed."""
    where = f"see {log_file}"
    if _has(log, _SPACE_WORDS):
        return no_space(log_file.parent)
    if _has(log, _HEAP_WORDS):
        return ServiceError(
            f"the embedded engine cannot run with a heap of {heap} ({_line(log, _HEAP_WORDS)}); "
            f"set KG_ENGINE_HEAP to a size that fits this machine"
        )
    if _has(log, _PORT_WORDS):
        return PortTakenError(
            f"a port of the embedded engine is taken ({_line(log, _PORT_WORDS)}); "
            f"try again, or set KG_ENGINE_PORT to a free port"
        )
    if _has(log, _LOCK_WORDS):
        return ServiceError(
            f"the data in {log_file.parent} is open in another process; "
            f"stop that one first, then run the command again ({where})"
        )
    return ServiceError(f"the embedded engine did not start: {last_line(log)}; {where}")


def storage_fault(folder: Path, error: OSError) -> StorageError:
    """The error for a file of the engine that cannot be written."""
    if error.errno in _NO_SPACE:
        return no_space(folder)
    reason = error.strerror or type(error).__name__
    return StorageError(
        f"cannot write to {folder} ({reason}); set KG_HOME to a folder that you can write to"
    )


def damage(folder: Path) -> ServiceError:
    """The error for a database that the engine would open as an empty one."""
    return ServiceError(
        f"the graph's data in {folder} is damaged (its schema cannot be read); restore the folder "
        f"from a copy, or move it away and load the sources again"
    )


def wrong_password(file: Path) -> ServiceError:
    """The error for an engine that knows another password."""
    return ServiceError(
        f"the embedded engine does not accept the password in {file}; "
        f"stop it with `kg down` and delete that file: the next start makes a new one"
    )


def no_space(folder: Path) -> StorageError:
    """The error for a full disk."""
    return StorageError(
        f"the disk that holds {folder} is full; free some space, "
        f"or set KG_HOME to a folder with space"
    )


def last_line(log: str) -> str:
    """The last line that says something: no stack frame, no farewell."""
    farewells = ("at ", "...", "Received shutdown", "Shutting down", "- Stop", "ArcadeDB Server is")
    lines = [line.strip() for line in log.splitlines()]
    telling = [line for line in lines if line and not line.startswith(farewells)]
    return telling[-1] if telling else "it wrote nothing"


def _has(log: str, words: tuple[str, ...]) -> bool:
    return any(word in log for word in words)


def _line(log: str, words: tuple[str, ...]) -> str:
    found = next(line for line in log.splitlines() if _has(line, words))
    # Without the date, level and class in front: `… <ArcadeDB_0> text`.
    return found.rpartition("> ")[2].strip()
