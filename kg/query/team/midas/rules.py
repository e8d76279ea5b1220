"""The rules of a cluster as they are checked of a team.

A cluster writes its rules as sentences. Those of a known form are checked, with the figures that
the sentence gives; of any other it is said that it has to be read.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kg.query.present_shares import percent
from kg.query.team.midas.assessed import assessed
from kg.query.team.midas.checklist import NOBODY, Finding, Subject, Verdict, listed
from kg.query.team.midas.principles import revenue, risk

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER = rf"(?P<n>\d+(?:[.,]\d+)?|{'|'.join(NUMBERS[1:])})"
# Sentences are shorter; what is longer is not searched to its end.
LONGEST_RULE = 500
AGREEMENT = "write it into the agreement"
UNREAD = Finding(
    Verdict.NOT_KNOWN, "a rule of this form is not checked", "read it, and decide yourself"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of sentence, and what a team is held to by the figure in it."""

    pattern: re.Pattern[str]
    check: Callable[[Subject, Fraction], Finding]


def check_rule(rule: str, subject: Subject) -> Finding:
    """What came of a rule."""
    for form in FORMS:
        found = form.pattern.search(rule[:LONGEST_RULE])
        if found:
            return form.check(subject, _number(found.groupdict().get("n")))
    return UNREAD


def is_known(rule: str) -> bool:
    """Whether a rule has a form that is checked."""
    return any(form.pattern.search(rule[:LONGEST_RULE]) for form in FORMS)


def _number(text: str | None) -> Fraction:
    if text is None:
        return Fraction(0)
    if text.lower() in NUMBERS:
        return Fraction(NUMBERS.index(text.lower()))
    return Fraction(text.replace(",", "."))


def _most_work(subject: Subject, most: Fraction) -> Finding:
    shares = subject.team.shares
    if shares is None:
        return NOBODY
    over = [share for share in shares.members if share.input > 100 * most]
    if over:
        told = listed([f"{subject.name(s.member)} {percent(s.input)}" for s in over])
        fewest = math.ceil(100 / most) if most else 0
        change = f"ask again with --max-share {float(most):g}"
        if len(shares.members) < fewest:
            change = f"find work for {fewest} members or more: fewer cannot keep this rule"
        return Finding(Verdict.NOT_MET, f"more of the work: {told}", change)
    largest = max(share.input for share in shares.members)
    return Finding(Verdict.MET, f"the most is {percent(largest)}")


def _young(subject: Subject, months: Fraction) -> Finding:
    return assessed(subject, int(months))


def _fund(subject: Subject, least: Fraction) -> Finding:
    shares = subject.team.shares
    if shares is None:
        return NOBODY
    told = f"{percent(shares.cluster)} is proposed"
    if shares.cluster < 100 * least:
        return Finding(Verdict.NOT_MET, told, f"agree on {float(least):g} %")
    return Finding(Verdict.MET, told)


def _local_first(_subject: Subject, _within: Fraction) -> Finding:
    return Finding(
        Verdict.NOT_KNOWN,
        "the total cost of each candidate is not known",
        "ask for quotations, and compare total cost; --local REGION prefers local members",
    )


def _promise(_subject: Subject, _number: Fraction) -> Finding:
    return Finding(Verdict.NOT_KNOWN, "only the agreement can say so", AGREEMENT)


def _form(pattern: str, check: Callable[[Subject, Fraction], Finding]) -> Form:
    return Form(re.compile(pattern, re.IGNORECASE), check)


FORMS = (
    _form(rf"no (?:member|partner).* more than {NUMBER}\s*(?:%|per ?cent).* work", _most_work),
    _form(rf"assess\w* .*(?:younger|no older|not older) than {NUMBER} months", _young),
    _form(rf"(?:least|return\w*) {NUMBER}\s*(?:%|per ?cent).* (?:cluster|fund)", _fund),
    _form(r"(?:failing|leav\w+) member.* (?:next|another)", lambda subject, _: risk(subject)),
    _form(r"revenue.* by input and risk", lambda subject, _: revenue(subject)),
    _form(rf"local .* first.* within {NUMBER}\s*(?:%|per ?cent)", _local_first),
    _form(rf"{NUMBER} (?:months?|weeks?|days?)\W? notice", _promise),
    _form(rf"complaint.* within {NUMBER} days", _promise),
)
