"""The embedded engine: a graph database that needs no installation.

ArcadeDB runs as a child process on loopback, outlives the command that started it, and is reached
over Bolt like any other graph (docs/decisions/embedded-engine.md).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import filelock
import psutil

from kg.errors import KgError, ServiceError, TransientError
from kg.graph.address import Address
from kg.graph.engine_faults import (
    PortTakenError,
    is_start_done,
    is_start_over,
    no_space,
    start_fault,
    storage_fault,
)
from kg.graph.engine_files import EngineFolder, Run
from kg.graph.engine_http import EngineHttp
from kg.graph.engine_options import (
    DATABASE,
    HOST,
    LOG_SETTINGS,
    USER,
    Launch,
    Ports,
    argument_file,
    java_options,
)
from kg.graph.engine_process import (
    choose_ports,
    end,
    find_java,
    find_process,
    is_alive,
    is_answering,
    kill,
    spawn,
)

__all__ = ["Address", "EmbeddedEngine", "EngineStatus"]

SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 20.0
SECONDS_TO_LOCK = 90.0  # longer than the start of the process that holds the lock
SECONDS_BETWEEN_POLLS = 0.1
# After this long we ask even if the log has not said that the start is done. Asking earlier makes
# the engine log an error for each question.
SECONDS_OF_SILENCE = 10.0
TRIES_WITH_OTHER_PORTS = 3


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What the embedded engine is doing; sizes in bytes."""

    running: bool
    pid: int | None
    port: int | None
    resident_bytes: int | None
    started: datetime | None
    folder: Path


class EmbeddedEngine:
    """Start, find and stop the engine whose data is in `folder`."""

    def __init__(
        self, folder: Path, port: int = 0, heap: str = "512m", mode: str = "production"
    ) -> None:
        self._files = EngineFolder(folder)
        self._port = port
        self._heap = heap
        self._mode = mode

    @property
    def folder(self) -> Path:
        """Where everything of this engine lies."""
        return self._files.root

    def start(self) -> Address:
        """The address of the running engine; started first when it does not run."""
        if (address := self.address()) is not None:
            return address
        self._files.create()
        with self._alone():
            if (address := self.address()) is not None:
                return address
            password = self._files.make_password()
            # A command that ended early may have left an engine that is still starting.
            if (found := self._find()) is not None:
                return self._wait(*found, password)
            return self._start_anew(password)

    def address(self) -> Address | None:
        """The address of the running engine, or None."""
        found = self._find()
        password = self._files.password()
        if found is None or not found[0].ready or not password:
            return None
        return _address(found[0], password)

    def status(self) -> EngineStatus:
        """What runs now; reads only the process table and the folder."""
        found = self._find()
        if found is not None:
            run, process = found
            try:
                return EngineStatus(
                    running=True,
                    pid=run.pid,
                    port=run.bolt,
                    resident_bytes=process.memory_info().rss,
                    started=datetime.fromtimestamp(process.create_time(), UTC),
                    folder=self._files.root,
                )
            except psutil.Error:
                pass  # it ended between the two looks
        return EngineStatus(
            running=False,
            pid=None,
            port=None,
            resident_bytes=None,
            started=None,
            folder=self._files.root,
        )

    def stop(self) -> bool:
        """End the engine in order, or by force after a while; True if it was running."""
        if self._files.run() is None:
            return False
        with self._alone():
            found = self._find()
            if found is not None:
                end(found[1], SECONDS_TO_STOP)
            self._files.forget_run()
            return found is not None

    def kill(self, uri: str | None = None) -> bool:
        """End the engine at once, whatever it is doing; with `uri` only if it serves there."""
        if self._files.run() is None:
            return False
        with self._alone():
            found = self._find()
            if found is None or uri not in (None, _address(found[0], "").uri):
                return False
            kill(found[1], SECONDS_TO_STOP)
            self._files.forget_run()
            return True

    def is_started(self) -> bool:
        """Was the engine started, and not stopped since? It may have crashed."""
        return self._files.run() is not None

    def has_crashed(self) -> bool:
        """Has the engine ended without being asked to?"""
        return self.is_started() and self._find() is None

    def http(self) -> EngineHttp:
        """What the running engine does only over HTTP: copies of its database, accounts."""
        found, password = self._find(), self._files.password()
        if found is None or not password:
            raise ServiceError(f"the engine in {self._files.root} does not run; try: kg up")
        return EngineHttp(found[0].http, password, self._files.data / "backups")

    def explain_failure(self) -> KgError | None:
        """What the driver cannot know of a failed statement: a full disk, or a dead engine."""
        if self._files.is_disk_full():
            return no_space(self._files.root)
        if self._find() is None:
            return ServiceError(
                f"the graph engine stopped while it was used (see {self._files.log}); what was "
                "committed is safe; run the same command again"
            )
        return None

    def _find(self) -> tuple[Run, psutil.Process] | None:
        run = self._files.run()
        if run is None:
            return None
        process = find_process(run.pid, run.created, self._files.arguments)
        return None if process is None else (run, process)

    def _start_anew(self, password: str) -> Address:
        for _ in range(TRIES_WITH_OTHER_PORTS - 1):
            try:
                return self._wait(*self._spawn(choose_ports(self._port)), password)
            except PortTakenError:
                continue
        return self._wait(*self._spawn(choose_ports(self._port)), password)

    def _spawn(self, ports: Ports) -> tuple[Run, psutil.Process]:
        files, java = self._files, find_java()
        files.check_schema(DATABASE)
        launch = Launch(
            archives=java.archives,
            data=files.data,
            password_file=files.password_file,
            log_settings=files.log_settings,
            ports=ports,
            heap=self._heap,
            mode=self._mode,
        )
        files.write(files.log_settings, LOG_SETTINGS)
        files.write(files.arguments, argument_file(java_options(launch)))
        files.turn_log()
        process = spawn(java, files.arguments, files.data, files.log)
        run = Run(process.pid, process.create_time(), ports.bolt, ports.http, ready=False)
        try:
            files.keep_run(run)
        except BaseException:
            end(process, SECONDS_TO_STOP)  # nobody would find it again
            raise
        return run, process

    def _wait(self, run: Run, process: psutil.Process, password: str) -> Address:
        address = _address(run, password)
        begin = time.monotonic()
        while not self._is_serving(address, begin):
            is_late = time.monotonic() - begin > SECONDS_TO_START
            if is_late or is_start_over(self._files.log_tail()) or not is_alive(process):
                raise self._give_up(process)
            time.sleep(SECONDS_BETWEEN_POLLS)
        self._files.keep_run(replace(run, ready=True))
        return address

    def _is_serving(self, address: Address, begin: float) -> bool:
        is_silent = time.monotonic() - begin < SECONDS_OF_SILENCE
        if is_silent and not is_start_done(self._files.log_tail()):
            return False
        return is_answering(address, self._files.password_file)

    def _give_up(self, process: psutil.Process) -> ServiceError:
        files = self._files
        end(process, SECONDS_TO_STOP)
        files.forget_run()
        if files.is_disk_full():  # then the log could not say so
            return no_space(files.root)
        return start_fault(files.log_tail(), files.log, self._heap)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time starts or stops this engine."""
        lock = filelock.FileLock(self._files.lock, timeout=SECONDS_TO_LOCK, mode=0o600)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise TransientError(
                f"another command is starting or stopping the engine in {self._files.root}; "
                f"wait for it, then run this command again"
            ) from error
        except OSError as error:
            raise storage_fault(self._files.root, error) from error
        try:
            yield
        finally:
            lock.release()


def _address(run: Run, password: str) -> Address:
    return Address(f"bolt://{HOST}:{run.bolt}", USER, password, DATABASE)
