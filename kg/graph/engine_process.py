"""The embedded engine as a process: find Java, spawn, recognise, wait for, end."""

import importlib.util
import os
import socket
import subprocess
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
import psutil
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from kg.errors import ServiceError
from kg.graph.address import Address
from kg.graph.engine_faults import wrong_password
from kg.graph.engine_options import HOST, Ports, child_environment

# Windows words; elsewhere a new session detaches the child.
_DETACHED = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)
PRIVATE_UMASK = 0o077
SECONDS_TO_CONNECT = 2.0
CLOCK_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Java:
    """The Java machine and the engine's archives, as the package brings them."""

    executable: Path
    archives: Sequence[Path] = field(repr=False)


def find_java() -> Java:
    """Locate the engine without importing it: its import would load Java into this process."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceError(
            "the package arcadedb-embedded is not installed; next step: install it again"
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    executable = package / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")
    archives = sorted((package / "jars").glob("*.jar"))
    if not executable.is_file() or not archives:
        raise ServiceError(
            f"arcadedb-embedded brings no Java for this platform ({executable} is missing); "
            f"next step: use Linux, macOS or Windows on x86-64 or ARM"
        )
    return Java(executable, archives)


def choose_ports(wanted: int) -> Ports:
    """A Bolt port, the wanted one if it is not 0, and a free HTTP port."""
    # Both sockets are held until both ports are known, so that they differ.
    with ExitStack() as held:
        bolt = held.enter_context(_bound(wanted))
        http = held.enter_context(_bound(0))
        return Ports(bolt.getsockname()[1], http.getsockname()[1])


def _bound(port: int) -> socket.socket:
    probe = socket.socket()
    if os.name != "nt":  # as Java does: a port that is only winding down counts as free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((HOST, port))
    except OSError as error:
        probe.close()
        raise ServiceError(
            f"port {port} on {HOST} cannot be used ({error.strerror}); "
            f"set KG_ENGINE_PORT to a free port, or to 0 for any"
        ) from error
    return probe


def spawn(java: Java, arguments: Path, folder: Path, log: Path) -> psutil.Process:
    """Start Java so that it outlives this command and holds none of its pipes."""
    try:
        with log.open("ab") as output:
            child = subprocess.Popen(
                [java.executable, f"@{arguments}"],
                cwd=folder,
                env=child_environment(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                umask=PRIVATE_UMASK if os.name != "nt" else -1,
                creationflags=_DETACHED,
            )
    except OSError as error:
        raise ServiceError(f"cannot run {java.executable}: {error.strerror}") from error
    # Looked up before anybody collects it, so that it is found even when it ended at once.
    process = psutil.Process(child.pid)
    # While this process lives it is the parent, and must collect the child when that ends.
    threading.Thread(target=child.wait, name="engine-reaper", daemon=True).start()
    return process


def find_process(pid: int, created: float, arguments: Path) -> psutil.Process | None:
    """The engine's process if it still runs; None when the pid is free or somebody else's.

    The creation time moves when the machine's clock is set, so a process with our argument file
    on its command line is ours too.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        is_same_time = abs(process.create_time() - created) <= CLOCK_SLACK
        return process if is_same_time or f"@{arguments}" in process.cmdline() else None
    except psutil.Error:
        return None


def is_answering(address: Address, password_file: Path) -> bool:
    """Does a query run? A connection alone proves nothing: the database opens after the port."""
    try:
        with (
            neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                connection_timeout=SECONDS_TO_CONNECT,
                connection_acquisition_timeout=SECONDS_TO_CONNECT,
            ) as driver,
            driver.session(database=address.database) as session,
        ):
            session.run("RETURN 1").consume()
    except AuthError as error:
        raise wrong_password(password_file) from error
    except (DriverError, Neo4jError):
        return False
    return True


def end(process: psutil.Process, patience: float) -> None:
    """Ask the process to end, and after `patience` seconds make it end."""
    try:
        process.terminate()
        process.wait(patience)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(patience)
    except psutil.NoSuchProcess:
        return


def kill(process: psutil.Process, patience: float) -> None:
    """Make the process end at once: what it is doing may not be worth waiting for."""
    try:
        process.kill()
        process.wait(patience)
    except psutil.NoSuchProcess:
        return


def is_alive(process: psutil.Process) -> bool:
    """Does the process run, and is it more than an entry waiting to be collected?"""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
