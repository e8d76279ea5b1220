"""Runs statements through the official driver and translates what goes wrong."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from neo4j.exceptions import TransientError as DriverTransientError

from kg.errors import KgError, ServiceError, TransientError, UsageError
from kg.graph.address import Address

Row = Mapping[str, Any]
Result = TypeVar("Result")
# What a transaction must pass to be committed.
Guard = Callable[[neo4j.ManagedTransaction], None]

CONNECT_SECONDS = 10.0
# Something that listens and never answers is no graph; the driver would wait for a minute.
ACQUIRE_SECONDS = 15.0
# A managed transaction is tried again for this long; a dead engine is reported after it.
RETRY_SECONDS = 8.0
TRANSACTION_SECONDS = 300.0
# Two writers that add the same key at once: the driver does not repeat these, but our batches
# may be repeated, since they are idempotent.
CONSTRAINT_TRIES = 3
NEXT_STEP = "what was committed is safe; next step: the same command again; kg doctor says more"


class Connection:
    """One database behind one driver; sessions are short and name the database."""

    def __init__(
        self,
        address: Address,
        explain_failure: Callable[[], KgError | None] = lambda: None,
        patience: float = RETRY_SECONDS,
    ) -> None:
        """`explain_failure` may know more of a failure than the driver, such as a full disk.

        What may succeed when it is tried again is tried for `patience` seconds. Raises UsageError
        for an address that is none.
        """
        self._address = address
        self._explain_failure = explain_failure
        self._driver = _driver(address, patience)
        self._guard: Guard | None = None

    def close(self) -> None:
        """Gives the connections back."""
        self._driver.close()

    def read(self, text: str, /, **parameters: Any) -> list[Row]:
        """All rows of a reading statement."""
        with self._translated(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(_limited(_all_rows), text, parameters)

    def stream(self, text: str, /, **parameters: Any) -> Generator[Row, None, None]:
        """The rows of a reading statement one by one, for what does not fit in memory."""
        with (
            self._translated(),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction() as tx,
        ):
            for record in tx.run(text, parameters):
                yield record.data()

    def write(self, work: Callable[[neo4j.ManagedTransaction], Result]) -> Result:
        """Runs `work` in one transaction, again if need be: it must be idempotent."""
        with self._translated(), self._session(neo4j.WRITE_ACCESS) as session:
            limited = _limited(_guarded(work, self._guard))
            for _ in range(CONSTRAINT_TRIES - 1):
                try:
                    return session.execute_write(limited)
                except ConstraintError:
                    continue
            return session.execute_write(limited)

    @contextmanager
    def guarded(self, guard: Guard) -> Iterator[None]:
        """Meanwhile every write runs `guard` in its transaction, which ends where that raises."""
        self._guard = guard
        try:
            yield
        finally:
            self._guard = None

    def define(self, statements: Sequence[str]) -> None:
        """Runs schema statements, each in a transaction of its own."""
        with self._translated(), self._session(neo4j.WRITE_ACCESS) as session:
            for text in statements:
                session.run(neo4j.Query(text)).consume()

    def plan(self, text: str, /, **parameters: Any) -> str:
        """The plan of a statement as one text, without running it."""
        with self._translated(), self._session(neo4j.READ_ACCESS) as session:
            explained = neo4j.Query("EXPLAIN " + text)
            return str(session.run(explained, parameters).consume().plan)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._address.database, default_access_mode=access)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (Neo4jError, DriverError) as error:
            known = self._explain_failure()
            raise known or translate(error, self._address) from error


def _driver(address: Address, patience: float) -> neo4j.Driver:
    try:
        _ = urlsplit(address.uri).port  # raises ValueError where it is no number
        return neo4j.GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=ACQUIRE_SECONDS,
            max_transaction_retry_time=patience,
        )
    except (DriverError, ValueError) as error:
        # What stands before an @ may be a password.
        shown = address.uri.rpartition("@")[2]
        raise UsageError(
            f"KG_GRAPH_URI cannot be used ({shown!r}); next step: write it as neo4j://host:7687, "
            "and set KG_GRAPH_USER and KG_GRAPH_PASSWORD"
        ) from error


def _is_read_only(error: Exception) -> bool:
    code = getattr(error, "code", None) or ""
    return "ReadOnly" in code or "NotALeader" in code


def _is_refusal(error: Exception) -> bool:
    """Was the user refused, or did a wrong password come too often?"""
    code = getattr(error, "code", None) or ""
    return isinstance(error, AuthError) or code.endswith("AuthenticationRateLimit")


def _all_rows(tx: neo4j.ManagedTransaction, text: str, parameters: Mapping[str, Any]) -> list[Row]:
    return [record.data() for record in tx.run(text, dict(parameters))]


def _guarded(
    work: Callable[[neo4j.ManagedTransaction], Result], guard: Guard | None
) -> Callable[[neo4j.ManagedTransaction], Result]:
    if guard is None:
        return work

    def whole(tx: neo4j.ManagedTransaction) -> Result:
        done = work(tx)
        # Last, since it locks the one node that others ask.
        guard(tx)
        return done

    return whole


def _limited(work: Callable[..., Result]) -> Callable[..., Result]:
    """Work that the server ends when it takes too long; Neo4j sets no limit of its own."""
    return neo4j.unit_of_work(timeout=TRANSACTION_SECONDS)(work)


def translate(error: Exception, address: Address) -> KgError:
    """The error of our tree that says what the driver's error means to a user."""
    uri = address.uri
    reason = (getattr(error, "message", None) or str(error)).splitlines()[0]
    match error:
        case Neo4jError() if _is_refusal(error):
            return ServiceError(
                f"the graph at {uri} refused the password of user {address.user!r}; "
                "next step: set KG_GRAPH_USER and KG_GRAPH_PASSWORD"
            )
        case Neo4jError() if _is_read_only(error):
            return ServiceError(
                f"the graph at {uri} is read-only: it answers and takes no writes; next step: "
                "allow them on the server (server.databases.read_only), or set KG_GRAPH_URI"
            )
        case Neo4jError() if (error.code or "").endswith("DatabaseNotFound"):
            return ServiceError(
                f"there is no database {address.database!r} at {uri}; next step: set "
                "KG_GRAPH_DATABASE (Community has only neo4j)"
            )
        case ServiceUnavailable() | SessionExpired():
            return ServiceError(
                f"the graph at {uri} does not answer; what was committed is safe; next step: "
                "start it (kg up starts the embedded engine), or check KG_GRAPH_URI"
            )
        case DriverTransientError():
            return TransientError(f"the graph at {uri} is busy ({reason}); {NEXT_STEP}")
        case _:
            return ServiceError(f"the graph at {uri} refused a statement ({reason}); {NEXT_STEP}")
