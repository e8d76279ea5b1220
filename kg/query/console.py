"""Asks the graph in Cypher, for whoever wants to know what no other command tells.

A statement is held to the allow-list, then read by an engine that can be stopped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.graph.read_only import Limits, ReadAnswer, ReadRequest
from kg.query.console_parameters import check_parameters
from kg.query.console_rules import check
from kg.query.console_words import WITHHELD

MOST_SECONDS = 300
MOST_ROWS = 100_000
MOST_BYTES = 10_000_000
USUAL_LIMITS = Limits(seconds=10, rows=1_000, bytes=MOST_BYTES)


class Reader(Protocol):
    """Runs a statement read-only and within limits."""

    def read(self, request: ReadRequest) -> ReadAnswer:
        """The answer, cut off where a limit says so."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement, its parameters and its limits."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = USUAL_LIMITS


class Console:
    """Answers questions in Cypher."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def ask(self, question: Question) -> ReadAnswer:
        """The answer; InputError when the question is refused, fails or takes too long."""
        text = check(question.text)
        check_parameters(question.parameters)
        return self._reader.read(ReadRequest(text, question.parameters, question.limits, WITHHELD))
