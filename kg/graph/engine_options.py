"""What the embedded engine is started with, as values: options, environment, log settings."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
DATABASE = "kg"
USER = "root"
SMALLEST_HEAP_MB = 64

# Services that the engine would start, or offer for queries, merely because their archive is on
# the class path. What is not there cannot listen.
UNUSED_ARCHIVES = ("console", "graphql", "mcp", "postgresw", "python-bridge", "redisw")

# The child sees these variables only: no option smuggled in through JAVA_TOOL_OPTIONS, and none
# of the secrets that the parent may hold.
PASSED_VARIABLES = ("HOME", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TZ")

LOG_SETTINGS = """\
handlers = java.util.logging.FileHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.FileHandler.pattern = ../engine.log
java.util.logging.FileHandler.append = true
java.util.logging.FileHandler.limit = 4000000
java.util.logging.FileHandler.count = 1
java.util.logging.FileHandler.encoding = UTF-8
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
"""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the engine listens, on loopback."""

    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class Launch:
    """All that a start depends on."""

    archives: Sequence[Path] = field(repr=False)
    data: Path
    password_file: Path
    log_settings: Path
    ports: Ports
    heap: str
    mode: str = "production"  # `development` says what is wrong with a statement


def class_path(archives: Sequence[Path]) -> str:
    """The archives to load: all but those of services nobody uses here."""
    unused = tuple(f"arcadedb-{name}" for name in UNUSED_ARCHIVES)
    kept = sorted(str(file) for file in archives if not file.name.startswith(unused))
    return os.pathsep.join(kept)


def java_options(launch: Launch) -> list[str]:
    """The whole command after `java`; it holds no secret, only the path of one."""
    return [
        *_machine_options(launch),
        "-cp",
        class_path(launch.archives),
        *(f"-Darcadedb.{name}={value}" for name, value in _engine_settings(launch).items()),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _machine_options(launch: Launch) -> list[str]:
    return [
        f"-Xms{min(SMALLEST_HEAP_MB, heap_megabytes(launch.heap))}m",
        f"-Xmx{launch.heap}",
        "-XX:+UseG1GC",  # half the resident memory of the serial collector under writes
        "-XX:+ExitOnOutOfMemoryError",  # a restart recovers; limping on may not
        "-XX:-UsePerfData",  # writes to the system's temporary folder otherwise
        "-XX:+DisableAttachMechanism",
        "--add-modules",
        "jdk.incubator.vector",
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",  # plain 127.0.0.1, no mapped IPv6 address
        f"-Djava.io.tmpdir={launch.data / 'tmp'}",
        f"-Djava.util.logging.config.file={launch.log_settings}",
    ]


def _engine_settings(launch: Launch) -> dict[str, object]:
    return {
        "server.rootPath": launch.data,
        "server.rootPasswordPath": launch.password_file,
        "server.mode": launch.mode,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[{USER}]",
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": launch.ports.http,
        "server.httpWorkerThreads": 4,
        "bolt.host": HOST,
        "bolt.port": launch.ports.bolt,
        "bolt.defaultDatabase": DATABASE,
        "txWalFlush": 2,  # fsync at commit; the default loses commits at a power cut
        "serverMetrics": "false",
        "studio.enabled": "false",
        "support.autoRegister": "false",
        "polyglotEngineEnabled": "false",
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }


def heap_megabytes(heap: str) -> int:
    """`512m` or `2g` in megabytes."""
    match = re.fullmatch(r"([1-9][0-9]*)([mg])", heap)
    if match is None:
        message = f"heap {heap!r} is no size; write it as 512m or 2g"
        raise ValueError(message)
    return int(match[1]) * (1024 if match[2] == "g" else 1)


def argument_file(options: Sequence[str]) -> str:
    """The text of a `java @FILE`: one quoted option per line.

    Inside double quotes the launcher reads a backslash as an escape and everything else as it is
    (JDK tool specification of `java`, "Command-Line Argument Files").
    """
    return "".join(f'"{_escape(option)}"\n' for option in options)


def _escape(option: str) -> str:
    escaped = option.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def child_environment(parent: Mapping[str, str]) -> dict[str, str]:
    """The variables for the engine; the locale makes Java read non-ASCII paths as UTF-8."""
    passed = {name: parent[name] for name in PASSED_VARIABLES if name in parent}
    return passed | {"LC_ALL": "C.UTF-8"}
