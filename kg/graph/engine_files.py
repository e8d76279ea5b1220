"""The files of the embedded engine: where they are, and how they are written."""

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.graph.engine_faults import damage, storage_fault
from kg.graph.engine_options import Ports

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOG_TAIL_BYTES = 64_000
FULL_DISK_BYTES = 64_000  # a start that fails with less left has failed for that


@dataclass(frozen=True, slots=True)
class Run:
    """One started engine, as later commands find it."""

    pid: int
    created: float  # seconds since the epoch; tells a reused pid from ours
    bolt: int
    http: int
    ready: bool

    @property
    def ports(self) -> Ports:
        return Ports(self.bolt, self.http)


class EngineFolder:
    """Everything in the engine's folder that is ours; `data` is the engine's own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.absolute()
        self.data = self.root / "data"
        self.arguments = self.root / "java.args"
        self.log = self.root / "engine.log"
        self.lock = self.root / "engine.lock"
        self.log_settings = self.root / "logging.properties"
        self.password_file = self.root / "password"
        self._run = self.root / "run.json"

    def create(self) -> None:
        """Make the folders, readable by the owner only."""
        try:
            self.root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            self.root.chmod(PRIVATE_FOLDER)
            self.data.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            (self.data / "tmp").mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            raise storage_fault(self.root, error) from error

    def write(self, file: Path, text: str) -> None:
        """Replace a small file as a whole: private from the first byte, never half-written."""
        draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(draft, flags, PRIVATE_FILE), "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(file)
        except OSError as error:
            _discard(draft)
            raise storage_fault(self.root, error) from error

    def password(self) -> str | None:
        """The stored password, if there is one."""
        return self._read(self.password_file)

    def make_password(self) -> str:
        """The stored password; made first when there is none.

        The engine keeps its users in its own file and reads the password only when it makes that
        file. Without our password that file opens nothing, so it goes and is made anew.
        """
        stored = self.password()
        if stored:
            return stored
        _discard(self.data / "config" / "server-users.jsonl")
        password = secrets.token_urlsafe(24)
        self.write(self.password_file, password)
        return password

    def run(self) -> Run | None:
        """The engine that was started last; None when there is none or its record is damaged."""
        try:
            return Run(**json.loads(self._read(self._run) or "null"))
        except (ValueError, TypeError):
            return None

    def keep_run(self, run: Run) -> None:
        self.write(self._run, json.dumps(asdict(run)))

    def forget_run(self) -> None:
        _discard(self._run)

    def turn_log(self) -> None:
        """Start a new log and keep one older."""
        try:
            if self.log.exists():
                self.log.replace(self.log.with_name("engine.log.1"))
            self.log.touch(PRIVATE_FILE)
        except OSError as error:
            raise storage_fault(self.root, error) from error

    def is_disk_full(self) -> bool:
        """Is there too little space left even for the log?"""
        return shutil.disk_usage(self.root).free < FULL_DISK_BYTES

    def check_schema(self, database: str) -> None:
        """Refuse a database whose schema is damaged: the engine would silently empty it."""
        folder = self.data / "databases" / database
        schemas = [folder / "schema.json", folder / "schema.prev.json"]
        texts = [text for file in schemas if (text := self._read(file)) is not None]
        if texts and not any(_is_json_object(text) for text in texts):
            raise damage(folder)

    def log_tail(self) -> str:
        """The end of the present log."""
        try:
            with self.log.open("rb") as stream:
                stream.seek(max(0, os.fstat(stream.fileno()).st_size - LOG_TAIL_BYTES))
                return stream.read().decode("utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def _read(self, file: Path) -> str | None:
        try:
            return file.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise storage_fault(self.root, error) from error


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _discard(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise storage_fault(file.parent, error) from error
