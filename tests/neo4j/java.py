"""Finds a Java for a Neo4j that asks for a certain one; `python3 -m tests.neo4j.java 21` says it.

It imports nothing but the standard library, since `.ci/run` asks before anything is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

# Where Debian and others put each Java in a folder of its own.
INSTALLED = Path("/usr/lib/jvm")


@cache
def java_from(oldest: int) -> Path | None:
    """The oldest installed Java that is at least of this version and has a compiler, or None."""
    versions = {java: _version(java) for java in {java.resolve() for java in _javas()}}
    return choose(versions.items(), oldest)


def choose(javas: Iterable[tuple[Path, int]], oldest: int) -> Path | None:
    """Of Javas and their versions the oldest that is at least of this version, or None."""
    fitting = sorted((version, java) for java, version in javas if version >= oldest)
    return fitting[0][1] if fitting else None


def version_in(told: str) -> int:
    """The version in what `java -version` tells, such as 21; 0 where there is none."""
    # Java 8 calls itself 1.8, which is too old in any case.
    match = re.search(r'version "(\d+)', told)
    return int(match[1]) if match else 0


def _javas() -> Iterator[Path]:
    """That on the PATH, that of JAVA_HOME, and those of all folders beside one another."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += INSTALLED.iterdir() if INSTALLED.is_dir() else []
    found = [home / "bin" / "java" for home in homes]
    if on_path := shutil.which("java"):
        found.append(Path(on_path).resolve())
    return (java for java in found if java.exists() and java.with_name("javac").exists())


def _version(java: Path) -> int:
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    except OSError:  # of another machine, or no program at all
        return 0
    return version_in(told.stderr)


if __name__ == "__main__":
    found = java_from(int(sys.argv[1]))
    sys.exit(f"there is no JDK of Java {sys.argv[1]} or newer" if found is None else 0)
