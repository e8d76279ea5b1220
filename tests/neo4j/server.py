"""Starts a real Neo4j Community from Maven's artifacts, for tests only."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

from kg.graph.address import Address
from tests.neo4j.java import java_from

HERE = Path(__file__).parent
LIBRARIES = HERE / ".lib"
PASSWORD = "a-password-for-tests"  # noqa: S105
SECONDS_TO_START = 120
# A short life on a small machine: little memory, and no time spent on compiling well.
JAVA_OPTIONS = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
SECONDS_TO_SWITCH = 10


@dataclass(frozen=True)
class Version:
    """A version of Neo4j, the oldest Java that runs it, and what its own settings add."""

    number: str
    java: int
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def libraries(self) -> Path:
        return LIBRARIES / self.number


# A new installation of the newer one speaks Cypher 25, by the settings that come with it.
VERSIONS = {
    "5.26": Version("5.26.12", 17),
    "2026.09": Version("2026.09.0", 21, {"db.query.default_language": "CYPHER_25"}),
}


def why_absent(name: str) -> str | None:
    """What is missing for a server of this version, or None."""
    oldest = VERSIONS[name].java
    missing = [] if java_from(oldest) else [f"a JDK of Java {oldest} or newer"]
    missing += [] if shutil.which("mvn") else ["mvn"]
    return f"Neo4j {name} needs {' and '.join(missing)}" if missing else None


class Server:
    """A server whose data is in `folder`, starting from the moment that this is made."""

    def __init__(
        self, version: Version, folder: Path, options: Sequence[str] = JAVA_OPTIONS
    ) -> None:
        _fetch(version)
        port = _free_port()
        self.folder = folder
        self.address = Address(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, "neo4j")
        (folder / "neo4j.conf").write_text(_settings(version, port))
        libraries = f"{version.libraries}/*"
        command = [java_from(version.java), *options, "-cp", libraries]
        command += [HERE / "Launch.java", folder]
        self._command = [str(part) for part in command]
        self._process = self._started()
        self._answers = False

    def _started(self) -> "subprocess.Popen[bytes]":
        with (self.folder / "out.txt").open("ab") as out:
            return subprocess.Popen(self._command, stdout=out, stderr=out)

    def wait(self) -> "Server":
        """The same, as soon as it answers."""
        if not self._answers:
            try:
                _set_password(self.address, self._process)
            except RuntimeError:
                self.stop()  # else each test would wait for it as long again
                raise
            self._answers = True
        return self

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def restart(self) -> None:
        """Starts it again after it was ended, and waits until it answers as it did before."""
        self._process = self._started()
        end = time.monotonic() + SECONDS_TO_START
        auth = (self.address.user, self.address.password)
        while time.monotonic() < end:
            try:
                with neo4j.GraphDatabase.driver(self.address.uri, auth=auth) as driver:
                    driver.execute_query("RETURN 1", database_="neo4j")
                    return
            except (Neo4jError, DriverError, OSError):
                time.sleep(0.2)
        raise RuntimeError(f"Neo4j did not start again on {self.address.uri}")

    def stop(self) -> None:
        """Ends it at once, since nobody needs its data any more."""
        self._process.kill()
        self._process.wait(timeout=60)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Meanwhile it takes no writes."""
        switch = self.folder / "read-only"
        switch.touch()
        try:
            _await_access(self.address, "read-only")
            yield
        finally:
            switch.unlink()
            _await_access(self.address, "read-write")


def _settings(version: Version, port: int) -> str:
    settings = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.memory.pagecache.size": "64m",
        "dbms.security.auth_enabled": "true",
        "dbms.usage_report.enabled": "false",
        **version.settings,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


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


def _fetch(version: Version) -> None:
    complete = version.libraries / "complete"
    if complete.exists():
        return
    subprocess.run(
        [
            "mvn", "-q", "-B", "dependency:copy-dependencies",
            f"-Dneo4j.version={version.number}", f"-DoutputDirectory={version.libraries}",
        ],
        cwd=HERE,
        check=True,
        capture_output=True,
    )  # fmt: skip
    complete.touch()


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
