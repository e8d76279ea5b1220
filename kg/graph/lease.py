"""A lease on the graph: of several that load into it, under whatever KG_HOME, one writes.

It is kept on the `(:Graph)` node and timed by the server's clock. Each transaction of the holder
checks that the lease is its own and prolongs it, so a holder that was paused until another took
over writes nothing more (a fencing token: Kleppmann, Designing Data-Intensive Applications,
chapter 8).
"""

import datetime as dt
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import neo4j

from kg.errors import ServiceError, StateError, StorageError
from kg.graph.connection import Connection
from kg.graph.statements import statement

# A dead holder keeps others waiting for this long. A living one prolongs with each chunk, and
# between chunks (texts are embedded, nothing is written) three times within it.
LEASE_SECONDS = 60.0
BEATS = 3
# In KG_HOME.
HOME_ID = "home.id"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who loads: `name` for people, `home` for the KG_HOME that loads one at a time."""

    name: str
    home: str


@dataclass(frozen=True, slots=True)
class Held:
    """A lease as it stands on the graph; times are milliseconds since 1970 by its server."""

    token: str
    holder: str
    home: str
    since: int
    until: int
    now: int

    def binds(self, holder: Holder) -> bool:
        """Whether this holder has to wait for it.

        One of the same KG_HOME was left by a process that is gone: there the lock of files lets
        one in at a time.
        """
        return self.until > self.now and self.home != holder.home

    def __str__(self) -> str:
        return (
            f"{self.holder} loads into this graph since {_time(self.since)} and holds it until "
            f"{_time(self.until)} unless it goes on"
        )


@dataclass
class Lease:
    """The lease of one holder on the graph behind a connection."""

    connection: Connection
    holder: Holder
    seconds: float = LEASE_SECONDS
    token: str = field(default_factory=lambda: uuid.uuid4().hex)

    def take(self) -> Held | None:
        """Takes the lease; who has it instead where that one is to be waited for."""

        def work(tx: neo4j.ManagedTransaction) -> Held | None:
            row = tx.run(statement("ask_lease"), token=self.token).single(strict=True)
            now = row["now"]
            if row["token"] and row["token"] != self.token:
                held = Held(**row.data())
                if held.binds(self.holder):
                    return held
            tx.run(
                statement("take_lease"),
                token=self.token,
                holder=self.holder.name,
                home=self.holder.home,
                since=now,
                until=now + self._milliseconds,
            ).consume()
            return None

        return self.connection.write(work)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Every write of the connection checks the lease, which is given back at the end."""
        over = threading.Event()
        beats = threading.Thread(target=self._beat, args=(over,), daemon=True)
        try:
            with self.connection.guarded(self._renew):
                beats.start()
                yield
        finally:
            over.set()
            beats.join()
            # Where the graph does not answer, the lease ends by itself.
            with suppress(ServiceError):
                self.connection.write(self._drop)

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(self.seconds / BEATS):
            # The next write of the holder says what is wrong.
            with suppress(ServiceError, StateError):
                self.connection.write(self._renew)

    def _renew(self, tx: neo4j.ManagedTransaction) -> None:
        row = tx.run(statement("renew_lease"), milliseconds=self._milliseconds).single(strict=True)
        if row["token"] != self.token:
            by = row["holder"] or "another"
            raise StateError(
                f"this load was not heard of for {self.seconds:.0f} s, and {by} has taken the "
                "graph; what was committed is safe; next step: let that one end, then run the "
                "same command again"
            )

    def _drop(self, tx: neo4j.ManagedTransaction) -> None:
        tx.run(statement("drop_lease"), token=self.token).consume()

    @property
    def _milliseconds(self) -> int:
        return round(self.seconds * 1_000)


def home_id(home: Path) -> str | None:
    """What tells a KG_HOME on this host from all others; None where none was given to it."""
    try:
        return f"{socket.gethostname()}/{(home / HOME_ID).read_text('utf-8')}"
    except OSError:
        return None


def make_home_id(home: Path) -> str:
    """The same, made where there is none; the caller holds the lock of the KG_HOME."""
    found = home_id(home)
    if found is not None:
        return found
    file = home / HOME_ID
    part = file.with_suffix(".part")
    try:
        part.write_text(uuid.uuid4().hex, encoding="utf-8")
        part.replace(file)
        return f"{socket.gethostname()}/{file.read_text('utf-8')}"
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; next step: set KG_HOME to a folder of yours"
        ) from error


def read_lease(connection: Connection) -> Held | None:
    """The lease that holds now, if one does."""
    rows = connection.read(statement("lease"))
    held = Held(**rows[0]) if rows and rows[0]["token"] else None
    return held if held and held.until > held.now else None


def _time(milliseconds: int) -> str:
    at = dt.datetime.fromtimestamp(milliseconds / 1_000, dt.UTC)
    return f"{at:%H:%M:%S} UTC"
