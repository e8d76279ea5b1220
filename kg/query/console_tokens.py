"""Splits a statement into its smallest parts as every engine would, or refuses it.

What engines may read differently is refused, not guessed at: Unicode escapes (Cypher 5 decodes
them before it looks for quotes), other letters than ASCII outside of quotes (a long s is S in
capitals), unknown escapes. Comments are blanked before a statement is sent.
"""

import re
from dataclasses import dataclass
from enum import Enum

from kg.errors import InputError

MOST_CHARACTERS = 20_000
MOST_DEPTH = 50  # brackets within brackets; engines parse by recursion
UNICODE_ESCAPE = re.compile(r"\\[uU]")
REFUSED_SIGNS = {
    "~": "no regular expressions, since one can run without end; use CONTAINS, STARTS WITH or "
    "ENDS WITH, with toLower() where capitals may differ",
    "\\": "a backslash stands in quotes only, before one of \\ ' \" ` n r t b f",
    "'": "the text in quotes does not end",
    '"': "the text in quotes does not end",
    "`": "the name in backticks does not end, or holds a backslash or a line break",
    "/": "the comment does not end",
}


class Kind(Enum):
    """What a part of a statement is."""

    SPACE = r"[ \t\r\n]+"
    COMMENT = r"//[^\r\n]*|/\*[\s\S]*?\*/"
    TEXT = r"""'(?:[^'\\]|\\[\\'"`nrtbf])*'|"(?:[^"\\]|\\[\\'"`nrtbf])*\""""
    QUOTED = r"`(?:[^`\\\x00-\x1f]|``)+`"
    PARAMETER = r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+)(?![A-Za-z0-9_])"
    NUMBER = (
        r"(?:0[xX][0-9A-Fa-f]+|0o[0-7]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
        r"(?![A-Za-z0-9_])"
    )
    WORD = r"[A-Za-z_][A-Za-z0-9_]*"
    SIGN = r"\.\.|[()\[\]{},.:|+\-*%^=<>!&;]|/(?![/*])"


ANY = re.compile("|".join(f"(?P<{kind.name}>{kind.value})" for kind in Kind))
NAMES = (Kind.WORD, Kind.QUOTED)
OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a statement and where it begins."""

    kind: Kind
    text: str
    start: int

    @property
    def name(self) -> str:
        """The name that a word or a name in backticks stands for."""
        is_quoted = self.kind is Kind.QUOTED
        return self.text[1:-1].replace("``", "`") if is_quoted else self.text


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts that count, the partner of each bracket, and the text without comments."""

    tokens: tuple[Token, ...]
    partner: dict[int, int]
    text: str

    def sign(self, place: int) -> str:
        """The sign at a place; empty where something else is, or nothing."""
        is_there = 0 <= place < len(self.tokens) and self.tokens[place].kind is Kind.SIGN
        return self.tokens[place].text if is_there else ""

    def word(self, place: int) -> str:
        """The bare word at a place in capitals; empty where something else is, or nothing."""
        is_there = 0 <= place < len(self.tokens) and self.tokens[place].kind is Kind.WORD
        return self.tokens[place].text.upper() if is_there else ""

    def refuse(self, place: int, reason: str) -> InputError:
        """The error for the token at a place."""
        return refusal(self.text, self.tokens[place].start, reason)


def refusal(text: str, start: int, reason: str) -> InputError:
    """The error that says where a statement cannot be taken, and why."""
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return InputError(f"line {line}, column {column}: {reason}")


def read_statement(text: str) -> Statement:
    """The statement in a text; InputError where the text is none or may mean several things."""
    _check_text(text)
    blanked, tokens, place = text, [], 0
    while place < len(text):
        found = ANY.match(text, place)
        if found is None:
            raise refusal(text, place, _unknown(text[place]))
        kind = Kind[found.lastgroup or ""]
        if kind is Kind.COMMENT:
            blank = re.sub(r"[^\r\n]", " ", found.group())
            blanked = blanked[:place] + blank + blanked[found.end() :]
        elif kind is not Kind.SPACE:
            tokens.append(Token(kind, found.group(), place))
        place = found.end()
    if tokens and tokens[-1].text == ";":
        last = tokens.pop()
        blanked = blanked[: last.start] + " " + blanked[last.start + 1 :]
    return Statement(tuple(tokens), _partners(text, tokens), blanked)


def _check_text(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"the statement has {len(text):,} characters, more than {MOST_CHARACTERS:,}; "
            "next step: give long lists as a parameter, with --param"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise refusal(text, error.start, "this is no UTF-8") from error
    if found := UNICODE_ESCAPE.search(text):
        reason = "no escapes with \\u, since engines read them differently; write the character"
        raise refusal(text, found.start(), reason)


def _unknown(character: str) -> str:
    if character in REFUSED_SIGNS:
        return REFUSED_SIGNS[character]
    if character.isascii():
        return f"{character!r} has no place here"
    return f"write names with letters such as {character!r} in backticks"


def _partners(text: str, tokens: list[Token]) -> dict[int, int]:
    partner: dict[int, int] = {}
    open_: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is not Kind.SIGN:
            continue
        if token.text in OPENING:
            open_.append(place)
            if len(open_) > MOST_DEPTH:
                reason = f"more than {MOST_DEPTH} brackets within each other"
                raise refusal(text, token.start, reason)
        elif token.text in OPENING.values():
            if not open_ or OPENING[tokens[open_[-1]].text] != token.text:
                raise refusal(text, token.start, f"{token.text!r} closes nothing")
            partner[place] = open_.pop()
            partner[partner[place]] = place
    if open_:
        lost = tokens[open_[-1]]
        raise refusal(text, lost.start, f"{lost.text!r} is not closed")
    return partner
