"""Runs one statement of somebody else, read-only and within limits.

By the driver for asyncio: it alone can be interrupted while it waits for a server. A statement is
explained before it is run. What is wrong with it shows there, in words that hold nothing but the
statement; of what goes wrong later, with data at hand, only the kind is told.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.errors import InputError, KgError, ServiceError, TransientError
from kg.graph.address import Address
from kg.graph.answer_values import Cell, cell, weight
from kg.graph.connection import CONNECT_SECONDS, translate
from kg.graph.statements import statement

# A server that keeps time ends a statement itself; one that does not look at the clock is left.
SECONDS_OF_GRACE = 1.0
ROWS_AT_ONCE = 100
LONGEST_MESSAGE = 300
EXPLAIN = "EXPLAIN "
READING = "r"
# Operators of Neo4j's plans that only read and yet reach beyond the graph.
REFUSED_OPERATORS = ("LoadCSV", "Procedure", "Show", "Terminate", "Use", "Command", "System")
POSITION = re.compile(r" ?\(line (\d+), column (\d+) \(offset: \d+\)\)")

# Of errors with these codes the message may hold data, so that only the kind is told.
KIND_ONLY = ("Neo.ClientError.Statement", "Neo.ClientError.General", "Neo.DatabaseError")
# What the last part of an error's code means.
KINDS = {
    "ArithmeticError": "a division by zero, or a number that is too large",
    "ParameterMissing": "a parameter is missing; give it with --param name=value",
    "TypeError": "a value has a type that does not fit where it is used",
    "SemanticError": "a value does not fit where it is used",
    "ArgumentError": "a value does not fit where it is used",
    "OutOfMemoryError": "it needs more memory than the engine has",
    "MemoryPoolOutOfMemoryError": "it needs more memory than the engine gives a query",
    # The embedded engine has no other name for its limits, such as that on distinct values.
    "UnknownError": "the engine gave it up, as it does when too much is to be held at once; "
    "next step: ask for less",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may run, and how many rows and bytes its answer may have."""

    seconds: float
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A statement with its parameters, the limits, and the properties to leave out."""

    text: str
    parameters: Mapping[str, Any]
    limits: Limits
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """Rows in the order of the columns; `truncated` names the limit that cut them off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: str | None
    revision: int


class OverrunError(InputError):
    """A query did not end within its time."""


class LostError(TransientError):
    """The engine went away while a query ran."""


def ask(address: Address, request: ReadRequest, *, by_plan: bool) -> ReadAnswer:
    """The answer; OverrunError when time is up, LostError when the engine is gone.

    With `by_plan` a statement runs only when its plan says that it reads.
    """
    try:
        return asyncio.run(_ask_in_time(address, request, by_plan=by_plan))
    except (TimeoutError, asyncio.CancelledError) as error:
        raise _overrun(request) from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise LostError(str(translate(error, address))) from error
    except RecursionError as error:
        raise InputError("the answer has lists within lists, too deep to be read") from error
    except (Neo4jError, DriverError) as error:
        raise _failure(error, address, request) from error


def _failure(error: Neo4jError | DriverError, address: Address, request: ReadRequest) -> KgError:
    kind, code = _kind(error), getattr(error, "code", None) or ""
    if "Timed" in kind or "Terminated" in kind:
        return _overrun(request)
    if kind in KINDS or code.startswith(KIND_ONLY):
        return InputError(f"the query failed while it ran: {KINDS.get(kind, kind)}")
    return translate(error, address)


async def _ask_in_time(address: Address, request: ReadRequest, *, by_plan: bool) -> ReadAnswer:
    async with (
        asyncio.timeout(request.limits.seconds + SECONDS_OF_GRACE),
        neo4j.AsyncGraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            connection_timeout=CONNECT_SECONDS,
        ) as driver,
        driver.session(
            database=address.database,
            default_access_mode=neo4j.READ_ACCESS,
            fetch_size=ROWS_AT_ONCE,
        ) as session,
        await session.begin_transaction(timeout=request.limits.seconds) as transaction,
    ):
        summary = await _explain(transaction, request)
        if by_plan and not _is_reading(summary):
            raise InputError("the graph does not take this for a query that only reads")
        state = await (await transaction.run(statement("graph_state"))).single()
        result = await transaction.run(request.text, dict(request.parameters))
        columns = tuple(result.keys())
        rows, truncated = await _take(result, request)
        # Without this the driver would let the engine compute the rest to throw it away.
        transaction.cancel()
        revision = state["revision"] if state is not None else 0
        return ReadAnswer(columns, tuple(rows), truncated, revision)


async def _explain(
    transaction: neo4j.AsyncTransaction, request: ReadRequest
) -> neo4j.ResultSummary:
    try:
        result = await transaction.run(EXPLAIN + request.text, dict(request.parameters))
        return await result.consume()
    except Neo4jError as error:
        _refuse(error)


def _is_reading(summary: neo4j.ResultSummary) -> bool:
    operators = _operators(summary.plan or {})
    return summary.query_type == READING and not any(map(_is_refused, operators))


def _refuse(error: Neo4jError) -> NoReturn:
    code = error.code or ""
    if not code.startswith("Neo.ClientError.Statement.") and "Syntax" not in code:
        raise error
    raise InputError(f"the graph does not understand the query: {_told(error)}") from error


def _told(error: Neo4jError) -> str:
    """The first line of a message, with the place in the statement as it was asked."""
    told = (error.message or error.code or "").splitlines()[0]
    found = POSITION.search(told)
    if found:
        line, column = int(found[1]), int(found[2])
        column -= len(EXPLAIN) if line == 1 else 0
        told = f"line {line}, column {column}: {POSITION.sub('', told)}"
    return told if len(told) <= LONGEST_MESSAGE else told[:LONGEST_MESSAGE] + " …"


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield str(plan.get("operatorType", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _is_refused(operator: str) -> bool:
    return any(name in operator for name in REFUSED_OPERATORS)


async def _take(
    result: neo4j.AsyncResult, request: ReadRequest
) -> tuple[list[tuple[Cell, ...]], str | None]:
    limits = request.limits
    rows: list[tuple[Cell, ...]] = []
    taken = 0
    async for record in result:
        if len(rows) == limits.rows:
            return rows, "rows"
        row = tuple(cell(value, request.withheld) for value in record.values())
        taken += weight(row)
        if taken > limits.bytes:
            return rows, "bytes"
        rows.append(row)
    return rows, None


def _kind(error: Exception) -> str:
    return (getattr(error, "code", None) or "").rpartition(".")[2]


def _overrun(request: ReadRequest) -> OverrunError:
    return OverrunError(
        f"the query was stopped after {request.limits.seconds:g} s; next step: ask for less "
        "(name a label, limit the length of a path), or give it longer with --timeout"
    )


class ServerReader:
    """Reads from a server, which ends what takes too long."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def read(self, request: ReadRequest) -> ReadAnswer:
        """The answer of the server."""
        try:
            return ask(self._address, request, by_plan=True)
        except LostError as error:
            raise ServiceError(str(error)) from error
