"""Decides whether a statement may be asked: only words of the allow-list, and no way around it.

The engines are the second line: Neo4j must call the statement reading before it runs, and the
embedded engine runs it for an account that may only read, on a copy (docs/console.md).
"""

import re

from kg.errors import InputError
from kg.query.console_tokens import NAMES, Kind, Statement, read_statement
from kg.query.console_words import (
    FUNCTIONS,
    ITERATING,
    KEYWORDS,
    LONGEST_RANGE,
    MOST_ITERATIONS,
    STARTS,
    VALUES,
    WITHHELD,
    WRITING,
)

# `[0]`, `[-1]`, `[i+1]`, `[size(l)-1]`, `[toInteger(i)]`: a text cannot be among them, so that no
# computed name reaches a property that is kept back.
INDEX = re.compile(r"-?[0-9]+|\w+[+-][0-9]+|size\(\w+\)(?:[+-][0-9]+)?|tointeger\(\w+\)")
BOUND = re.compile(r"-?([0-9]+)|(?:size|length)\([\w.]+\)(?:[+-]([0-9]+))?")


def check(text: str) -> str:
    """The statement as it may be sent: without comments. InputError says what is refused."""
    statement = read_statement(text)
    if not statement.tokens:
        raise InputError('there is no statement; try: kg query "MATCH (n) RETURN count(n)"')
    names = _find_names(statement)
    _check_start(statement)
    _check_words(statement, names)
    for place, token in enumerate(statement.tokens):
        if token.kind in NAMES:
            _check_withheld(statement, place)
            _check_function(statement, place, names)
        elif token.text == "[" and _is_operand(statement, place - 1, names):
            _check_index(statement, place)
        elif token.text == ".":
            _check_dot(statement, place)
    _check_iterations(statement)
    return statement.text


def _check_start(statement: Statement) -> None:
    if statement.word(0) not in STARTS:
        first = statement.tokens[0].text
        raise statement.refuse(0, f"a query begins with {', '.join(STARTS)}, not with {first!r}")


def _check_words(statement: Statement, names: frozenset[int]) -> None:
    """No word stands where a clause begins or an operator stands, unless the list has it.

    After a value only a sign or a word of the language can follow. So a word that is not on the
    list and follows a value begins a clause that is not on the list.
    """
    follows_value = False
    for place, token in enumerate(statement.tokens):
        if token.kind is Kind.SIGN:
            if token.text == ";":
                raise statement.refuse(place, "one statement at a time")
            is_star = token.text == "*" and not follows_value
            follows_value = token.text in (")", "]", "}") or is_star
        elif place not in names and statement.word(place) in KEYWORDS:
            if statement.word(place) == "CALL":
                _check_call(statement, place)
            follows_value = statement.word(place) in VALUES
        else:
            if token.kind in NAMES and place not in names:
                _check_name(statement, place, follows_value=follows_value)
            follows_value = True


def _check_name(statement: Statement, place: int, *, follows_value: bool) -> None:
    text = statement.tokens[place].text
    if statement.word(place) in WRITING:
        reason = f"{text!r} is not allowed: queries only read (a name like this goes in backticks)"
        raise statement.refuse(place, reason)
    if follows_value:
        raise statement.refuse(place, f"{text!r} is no clause or operator that queries may use")


def _find_names(statement: Statement) -> frozenset[int]:
    """Where a word stands where only a name can: property, label, alias, key of a map."""
    names: set[int] = set()
    for place, token in enumerate(statement.tokens):
        before, after = statement.sign(place - 1), statement.sign(place + 1)
        # An alias or a property may itself be called AS: what follows that is no alias.
        is_alias = statement.word(place - 1) == "AS" and place - 1 not in names
        # After a colon comes a label, or the value of a key, which may begin with CASE or NOT.
        is_label = before == ":" and statement.word(place) not in KEYWORDS
        is_key = before in {"{", ","} and after == ":"
        if token.kind in NAMES and (before == "." or is_alias or is_label or is_key):
            names.add(place)
    return frozenset(names)


def _check_call(statement: Statement, place: int) -> None:
    body = place + 1
    if statement.sign(body) == "(":  # the names that a subquery takes in: CALL (n, m) { … }
        body = statement.partner[body] + 1
    if statement.sign(body) != "{":
        raise statement.refuse(place, "no procedures: CALL takes a subquery in braces")


def _check_withheld(statement: Statement, place: int) -> None:
    token = statement.tokens[place]
    if token.name.strip().lower() in WITHHELD:
        reason = f"{token.name!r} is kept back, since it may hold private values"
        raise statement.refuse(place, f"{reason}; call anything else by another name")


def _check_function(statement: Statement, place: int, names: frozenset[int]) -> None:
    if statement.sign(place + 1) != "(":
        return
    name, start = statement.tokens[place].text, place
    while statement.sign(start - 1) == ".":
        start -= 2
        name = f"{statement.tokens[start].text if start >= 0 else ''}.{name}"
    if place not in names and statement.word(place) in KEYWORDS:
        return
    if name.lower() not in FUNCTIONS:
        raise statement.refuse(max(start, 0), f"{name!r} is no function that queries may use")
    if name.lower() == "range":
        _check_range(statement, place + 1)


def _check_dot(statement: Statement, place: int) -> None:
    if statement.sign(place + 1) == "*":
        raise statement.refuse(place, "no {.*}: name the properties, as in n {.id, .name}")
    if place and statement.tokens[place - 1].kind is Kind.NUMBER:
        raise statement.refuse(place, "a number ends with a digit; write 1.0")


def _check_range(statement: Statement, opening: int) -> None:
    for bound in _inside(statement, opening, ","):
        found = BOUND.fullmatch(bound)
        if found is None or any(int(n) > LONGEST_RANGE for n in found.groups() if n):
            reason = f"range() takes whole numbers up to {LONGEST_RANGE:,}, size(…) or length(…)"
            raise statement.refuse(opening, reason)


def _check_index(statement: Statement, opening: int) -> None:
    for index in _inside(statement, opening, ".."):
        if index and not INDEX.fullmatch(index):
            reason = "in brackets behind a value goes a number, such as [0], [i+0] or [1..3]"
            raise statement.refuse(opening, f"{reason}; name properties with a dot")


def _inside(statement: Statement, opening: int, separator: str) -> list[str]:
    """The texts between a bracket and its partner, cut at the separator."""
    parts = [""]
    for token in statement.tokens[opening + 1 : statement.partner[opening]]:
        if token.text == separator:
            parts.append("")
        else:
            parts[-1] += token.text.lower()
    return parts


def _is_operand(statement: Statement, place: int, names: frozenset[int]) -> bool:
    """Does a value end here, so that a bracket behind it takes a part of it?"""
    if place < 0:
        return False
    if statement.tokens[place].kind is Kind.SIGN:
        return statement.sign(place) in {")", "]", "}"}
    is_keyword = place not in names and statement.word(place) in KEYWORDS
    return not is_keyword or statement.word(place) in VALUES


def _check_iterations(statement: Statement) -> None:
    ends: list[int] = []
    for place in range(len(statement.tokens)):
        if ends and place == ends[-1]:
            ends.pop()
        elif _iterates(statement, place):
            ends.append(statement.partner[place])
            if len(ends) > MOST_ITERATIONS:
                reason = f"more than {MOST_ITERATIONS} runs through lists within each other"
                raise statement.refuse(place, f"{reason}; use UNWIND instead")


def _iterates(statement: Statement, place: int) -> bool:
    """Does a run through a list begin at this bracket: `[x IN …`, `any(`, `reduce(`?"""
    if statement.sign(place) == "[":
        return statement.word(place + 2) == "IN" and statement.tokens[place + 1].kind in NAMES
    return statement.sign(place) == "(" and statement.word(place - 1).lower() in ITERATING
