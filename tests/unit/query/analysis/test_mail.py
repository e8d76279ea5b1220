"""Of an e-mail the need is read, and what was put aside is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.analysis.mail import set_aside

MAIL = """From: Ann Example <ann@example.com>
To: broker@example.org
Subject: castings

Dear Mr Broker,

we need castings of grey iron, about 40 kg each, and somebody who machines the
flanges.
Milling in one setting would be best.

Kind regards
Ann Example
Head of Purchasing
Tel. +44 114 496 0000

P.S. We need 300 a year.

This e-mail is confidential and for the intended recipient only.

On Monday, Mr Broker wrote:
> What do you need?
"""


def test_the_body_is_left_with_broken_lines_joined() -> None:
    body, _ = set_aside(MAIL)
    assert body.split("\n") == [
        "we need castings of grey iron, about 40 kg each, and somebody who machines the flanges.",
        "Milling in one setting would be best.",
        "",
        "We need 300 a year.",
    ]


def test_what_was_put_aside_is_told_by_kind() -> None:
    _, aside = set_aside(MAIL)
    assert [each.kind for each in aside] == ["head", "greeting", "signature", "quoted text"]
    told = "\n".join(each.text for each in aside)
    for words in ("castings", "Dear Mr Broker", "Head of Purchasing", "confidential", "> What"):
        assert words in told


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Hi Tom, we need milling", "we need milling"),
        ("Sehr geehrte Damen und Herren,\nwir suchen Fräsen", "wir suchen Fräsen"),
        ("Bonjour,\nfraisage\nCordialement\nJean", "fraisage"),
        ("Dzień dobry,\nfrezowanie\nPozdrawiam\nJan", "frezowanie"),
        ("milling\nMit freundlichen Grüßen\nHans", "milling"),
        ("milling\n-- \nsignature", "milling"),
        ("milling, call +44 114 496 0000", "milling, call"),
        ("milling, write to a@b.example", "milling, write to"),
        ("milling\nanodising", "milling\nanodising"),
        ("- milling\n- anodising", "- milling\n- anodising"),
    ],
)
def test_greetings_signatures_and_contacts_are_put_aside(text: str, body: str) -> None:
    assert set_aside(text)[0] == body


@pytest.mark.parametrize("text", ["Dear all,", "> milling", "Kind regards", "www.example.com"])
def test_where_nothing_would_be_left_the_text_is_the_need(text: str) -> None:
    assert set_aside(text) == (text, ())


@given(st.text(alphabet="ab>.\n:-@+1 ", max_size=80))
def test_nothing_is_lost_and_nothing_is_made_up(text: str) -> None:
    body, aside = set_aside(text)
    kept = "".join([body, *(each.text for each in aside)])
    assert sorted("".join(kept.split())) == sorted("".join(text.split()))
