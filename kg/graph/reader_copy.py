"""The second process of the embedded engine: a copy of the graph that foreign queries may read.

Its account may only read, and it can be killed: the embedded engine neither holds to read mode
nor ends a query in time. The copy lies in a folder of its own, bears the graph's id and revision,
and is made anew when the graph has moved on.
"""

import json
import secrets
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import filelock

from kg.errors import TransientError
from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.engine import SECONDS_TO_LOCK, EmbeddedEngine
from kg.graph.engine_faults import storage_fault
from kg.graph.engine_files import PRIVATE_FOLDER, EngineFolder
from kg.graph.engine_options import DATABASE
from kg.graph.prepare import GraphState, read_state
from kg.graph.statements import statement

ACCOUNT = "reader"
ARCHIVE = "reader-copy.zip"
FORGETTING = ("forget_sealed_values", "forget_sealed_rows")
ALL = ("createRecord", "readRecord", "updateRecord", "deleteRecord")
ADMINISTRATION = ("updateSecurity", "updateSchema", "updateDatabaseSettings")


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Which graph the copy is of, at which revision, and the password of its account."""

    graph_id: str
    revision: int
    password: str = field(repr=False)

    def is_of(self, state: GraphState) -> bool:
        """Is the copy what the graph is now?"""
        return (self.graph_id, self.revision) == (state.graph_id, state.revision)


def copy_engine(folder: Path, heap: str) -> EmbeddedEngine:
    """The engine for a copy in this folder."""
    # In production mode it would not say what is wrong with a statement.
    return EmbeddedEngine(folder, heap=heap, mode="development")


class ReaderCopy:
    """Makes the copy, starts the engine that serves it, and kills it."""

    def __init__(
        self,
        original: EmbeddedEngine,
        connection: Connection,
        engine: EmbeddedEngine,
        say: Callable[[str], None],
    ) -> None:
        """`connection` leads to the original, which runs; `engine` gets the copy."""
        self._original = original
        self._connection = connection
        self._engine = engine
        self._files = EngineFolder(engine.folder)
        self._mark = engine.folder / "copy.json"
        self._say = say

    @property
    def folder(self) -> Path:
        """Where the copy lies, with everything about it."""
        return self._engine.folder

    def address(self) -> Address:
        """The running copy of the graph as it is now, for the account that may only read."""
        self._files.create()
        lock = filelock.FileLock(self._files.root / "copy.lock", timeout=SECONDS_TO_LOCK)
        try:
            with lock:
                return self._address()
        except filelock.Timeout as error:
            raise TransientError(
                "another query is copying the graph; next step: run this one again"
            ) from error
        except (OSError, zipfile.BadZipFile) as error:
            fault = error if isinstance(error, OSError) else OSError(0, str(error))
            raise storage_fault(self._files.root, fault) from error

    def kill(self, address: Address | None = None) -> bool:
        """Ends the engine, or the one at this address; the next query starts another."""
        return self._engine.kill(None if address is None else address.uri)

    def has_crashed(self) -> bool:
        """Has the engine ended by itself, as it does without memory?"""
        return self._engine.has_crashed()

    def is_stopped(self) -> bool:
        """Was the engine stopped, and not started since?"""
        return not self._engine.is_started()

    def _address(self) -> Address:
        mark = self._read_mark()
        if mark is None or not mark.is_of(read_state(self._connection)):
            self._say("copying the graph for queries")
            mark = self._copy()
        return replace(self._engine.start(), user=ACCOUNT, password=mark.password)

    def _read_mark(self) -> CopyMark | None:
        try:
            return CopyMark(**json.loads(self._mark.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def _copy(self) -> CopyMark:
        self._engine.kill()
        self._mark.unlink(missing_ok=True)
        shutil.rmtree(self._files.data, ignore_errors=True)
        self._files.create()
        self._unpack(self._original.http().back_up(ARCHIVE))
        settings = self._files.data / "config"
        settings.mkdir(mode=PRIVATE_FOLDER)
        self._files.write(settings / "server-groups.json", groups())
        state = self._forget_sealed(self._engine.start())
        mark = CopyMark(state.graph_id, state.revision, secrets.token_urlsafe(24))
        self._engine.http().add_account(ACCOUNT, mark.password, ACCOUNT)
        self._files.write(self._mark, json.dumps(asdict(mark)))
        return mark

    def _unpack(self, archive: Path) -> None:
        database = self._files.data / "databases" / DATABASE
        try:
            database.mkdir(mode=PRIVATE_FOLDER, parents=True)
            with zipfile.ZipFile(archive) as files:
                files.extractall(database)
        finally:
            archive.unlink(missing_ok=True)

    def _forget_sealed(self, address: Address) -> GraphState:
        """Takes what is sealed out of the copy; returns what the copy is of."""
        connection = Connection(address, self._engine.explain_failure)
        try:
            connection.define([statement(name) for name in FORGETTING])
            return read_state(connection)
        finally:
            connection.close()


def drop_copy(original: Path, engine: EmbeddedEngine) -> bool:
    """Ends the engine and removes the copy, with what a cut off copying left in the original's
    folder; the next query makes another. Returns whether there was anything.
    """
    left = EngineFolder(original).data / "backups" / DATABASE / ARCHIVE
    was_left = left.exists()
    left.unlink(missing_ok=True)
    if not engine.folder.exists():
        return was_left
    files = EngineFolder(engine.folder)
    lock = filelock.FileLock(files.root / "copy.lock", timeout=SECONDS_TO_LOCK)
    try:
        with lock:
            engine.kill()
            mark = files.root / "copy.json"
            was_there = mark.exists() or files.data.exists()
            mark.unlink(missing_ok=True)
            shutil.rmtree(files.data, ignore_errors=True)
    except filelock.Timeout as error:
        raise TransientError(
            "a query is copying the graph; next step: run this command again"
        ) from error
    except OSError as error:
        raise storage_fault(files.root, error) from error
    return was_there or was_left


def groups() -> str:
    """The engine's groups of users, with one that may read records and do nothing else."""

    def group(administration: tuple[str, ...], records: tuple[str, ...]) -> dict[str, object]:
        return {
            "resultSetLimit": -1,
            "readTimeout": -1,
            "access": administration,
            "types": {"*": {"access": records}},
        }

    all_groups = {
        "admin": group(ADMINISTRATION, ALL),
        ACCOUNT: group((), ("readRecord",)),
        "*": group((), ()),
    }
    return json.dumps({"databases": {"*": {"groups": all_groups}}, "version": 2})
