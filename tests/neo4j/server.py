"""Starts a real Neo4j Community from Maven's artifacts, for tests only."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, ServiceUnavailable

from kg.graph.address import Address

HERE = Path(__file__).parent
LIBRARIES = HERE / ".lib"
PASSWORD = "a-password-for-tests"  # noqa: S105
SECONDS_TO_START = 120
SECONDS_TO_SWITCH = 10


def why_absent() -> str | None:
    """What is missing for a server, or None."""
    missing = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    return f"{' and '.join(missing)} not installed" if missing else None


@contextmanager
def running(folder: Path) -> Iterator[Address]:
    """A server whose data is in `folder`; stopped by its process id in the end."""
    _fetch()
    port = _free_port()
    command = ["java", "-Xmx512m", "-cp", f"{LIBRARIES}/*", HERE / "Launch.java", folder, port]
    with (folder / "out.txt").open("wb") as out:
        server = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out)
    try:
        address = Address(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, "neo4j")
        _set_password(address, server)
        yield address
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=60)


@contextmanager
def read_only(folder: Path, address: Address) -> Iterator[None]:
    """Meanwhile the server in `folder` takes no writes."""
    switch = folder / "read-only"
    switch.touch()
    try:
        _await_access(address, "read-only")
        yield
    finally:
        switch.unlink()
        _await_access(address, "read-write")


def _await_access(address: Address, wanted: str) -> None:
    auth = (address.user, address.password)
    end = time.monotonic() + SECONDS_TO_SWITCH
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        while time.monotonic() < end:
            [row] = driver.execute_query("SHOW DATABASE neo4j YIELD access").records
            if row["access"] == wanted:
                return
            time.sleep(0.05)
    raise RuntimeError(f"Neo4j did not become {wanted}")


def _fetch() -> None:
    if (LIBRARIES / "complete").exists():
        return
    subprocess.run(
        ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={LIBRARIES}"],
        cwd=HERE,
        check=True,
        capture_output=True,
    )
    (LIBRARIES / "complete").touch()


def _set_password(address: Address, server: "subprocess.Popen[bytes]") -> None:
    """Replaces the initial password as soon as the server answers."""
    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            # The driver would wait ever longer between its tries.
            with (
                neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                session.run(change, password=PASSWORD).consume()
                return
        except (ServiceUnavailable, AuthError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"Neo4j did not start on {address.uri}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
