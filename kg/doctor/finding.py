"""What a check finds, and what a check is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kg.doctor.premises import Premises

# How our errors part what is wrong from what is to be done.
_STEPS = (re.compile(r"; (?:next step|try): "), re.compile(r"; "))


class Status(StrEnum):
    """How grave a finding is: a note is worth knowing, a problem needs something done."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has found, in words, and what is to be done next, if anything."""

    status: Status
    text: str
    next_step: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table of checks; `look` returns None where there is nothing to look at."""

    name: str
    look: Callable[[Premises], Finding | None]

    @property
    def question(self) -> str:
        """What the check asks, in one sentence."""
        return " ".join((self.look.__doc__ or "").split())


def ok(text: str) -> Finding:
    """All is well."""
    return Finding(Status.OK, text)


def note(text: str, next_step: str | None = None) -> Finding:
    """Something worth knowing."""
    return Finding(Status.NOTE, text, next_step)


def problem(text: str, next_step: str) -> Finding:
    """Something that needs to be done."""
    return Finding(Status.PROBLEM, text, next_step)


def of_error(error: Exception) -> Finding:
    """The problem that an error tells of."""
    for parting in _STEPS:
        text, *step = parting.split(str(error), maxsplit=1)
        if step:
            return problem(text, step[0])
    return problem(str(error), "mend it, then kg doctor again")


def counted(number: int, noun: str) -> str:
    """`1 load`, `2 loads`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
