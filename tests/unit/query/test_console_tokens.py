"""A statement falls into its parts as every engine would read it, or is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.query.console_tokens import MOST_CHARACTERS, MOST_DEPTH, Kind, read_statement

# What comments and quotes are made of, and what they might hide.
PIECES = st.sampled_from(
    ["'", '"', "`", "/", "*", "//", "/*", "*/", "\\", "\\'", "\n", "\r", " ", "DELETE", "n", ";"]
)


def parts(text: str) -> list[str]:
    return [token.text for token in read_statement(text).tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (n)", ["MATCH", "(", "n", ")"]),
        ("'a // b' + \"/* c */\"", ["'a // b'", "+", '"/* c */"']),
        (r"'it\'s' DELETE", [r"'it\'s'", "DELETE"]),
        ("`a``b` DELETE", ["`a``b`", "DELETE"]),
        ("`//` n", ["`//`", "n"]),
        ("1..3", ["1", "..", "3"]),
        ("1.5e3 0xFF .5", ["1.5e3", "0xFF", ".5"]),
        ("a /* ' */ b // ` \n c", ["a", "b", "c"]),
        ("/* /* */ DELETE", ["DELETE"]),
        ("a // b \r DELETE", ["a", "DELETE"]),
        ("$p.x", ["$p", ".", "x"]),
    ],
)
def test_a_statement_falls_into_its_parts(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("'abc", "the text in quotes does not end"),
        ("`abc", "the name in backticks does not end"),
        ("/* abc", "the comment does not end"),
        (r"`a\b`", "the name in backticks"),
        ("`a\nb`", "the name in backticks"),
        ("``", "the name in backticks"),
        (r"'\x41'", "the text in quotes does not end"),
        (r"\u0044ELETE", "no escapes with \\u"),
        (r"'\u0027'", "no escapes with \\u"),
        ("/* \\u002a/ */", "no escapes with \\u"),
        ("\u017fET", "in backticks"),
        ("n\u00a0DELETE", "in backticks"),
        ("DE\u200bLETE", "in backticks"),
        ("a =~ 'x'", "no regular expressions"),
        ("1x", "has no place here"),
        ("$(x)", "has no place here"),
        ("a\x00b", "has no place here"),
        ("(", "is not closed"),
        ("(]", "closes nothing"),
        (")", "closes nothing"),
        ("(" * (MOST_DEPTH + 1), "brackets within each other"),
        ("x" * (MOST_CHARACTERS + 1), "characters, more than"),
        ("'\ud800'", "no UTF-8"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=re.escape(reason)):
        read_statement(text)


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(InputError, match=r"^line 2, column 3: "):
        read_statement("MATCH (n)\n  ~")


def test_comments_are_blanked_and_places_stay() -> None:
    text = read_statement("RETURN /* a\nb */ 1 // c").text
    assert text == "RETURN     \n     1     "


def test_one_semicolon_may_end_a_statement() -> None:
    assert read_statement("RETURN 1 ; ").text == "RETURN 1   "


@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_is_sent_holds_no_comment_and_the_same_parts(text: str) -> None:
    try:
        statement = read_statement(text)
    except InputError:
        return
    again = read_statement(statement.text)
    # A semicolon before the one that ended the statement would end it now.
    assert [t.text for t in statement.tokens][: len(again.tokens)] == [t.text for t in again.tokens]
    outside = statement.text
    for token in reversed(statement.tokens):
        if token.kind in {Kind.TEXT, Kind.QUOTED}:
            end = token.start + len(token.text)
            outside = outside[: token.start] + "x" + outside[end:]
    assert "//" not in outside
    assert "/*" not in outside
