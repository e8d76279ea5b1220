"""Finds what it may cost, where a need says so."""

import re
from collections.abc import Iterator

from kg.conditions import BudgetCondition
from kg.query.analysis.amounts import SCALED, read_number
from kg.query.analysis.spans import Scanned, Span

_CURRENCIES = {
    "EUR": r"€|EUR|euros?", "GBP": r"£|GBP|pounds?(?: sterling)?", "USD": r"US\$|\$|USD|dollars?",
    "PLN": r"zł(?:otych)?|PLN", "CZK": r"Kč|CZK", "CHF": r"CHF|Franken|francs suisses",
}  # fmt: skip
_CURRENCY = "|".join(_CURRENCIES.values())
_LEAD = (
    r"(?:\b(?:target|maximum|max\.?|total|our|the|a|with|mit|avec|z|within|under|below|up to"
    r"|at most|roughly|rund|etwa|circa|environ|około"
    r"|(?P<often>monthly|annual|yearly|monatliche?|jährliche?)"
    r"|less than|no more than|not more than|about|around|approx\.?|ca\.?|unter|bis zu|bis|höchstens"
    r"|moins de|jusqu'à|maximal|poniżej|do|od|costs?|prices?|budgets?(?: of)?|unit|Kosten|Preis"
    r"|Zielpreis"
    r"|Zielkosten|prix|coûts?|budżet|cena|koszt|is|ist|est|wynosi|of|von|de)\b[\s:.]*)*"
)
_AMOUNT = rf"{SCALED}(?:m\b)?"
_PER = (
    r"(?:\s*(?:/|\b(?:a|an|per|each|pro|je|par|za|la)\b)\s*(?P<per>[^\W\d_]+)"
    r"(?:\s+all\s+in)?|\s+(?P<each>each|apiece))?"
)
_BUDGET = re.compile(
    rf"{_LEAD}(?<![\w.,])(?:(?P<c1>{_CURRENCY})\s?(?P<a1>{_AMOUNT})"
    rf"|(?P<a2>{_AMOUNT})\s?(?P<c2>{_CURRENCY}))(?![\w])(?:\s+(?:all in|in total|max\.?"
    rf"|net))?{_PER}",
    re.IGNORECASE,
)


def find_budgets(clause: Scanned) -> Scanned:
    """The clause with the prices that are stated; the words around them go with them."""
    return clause.take(*_spans(clause))


def _spans(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_BUDGET):
        amount, sign = (
            match.group("a1") or match.group("a2"),
            match.group("c1") or match.group("c2"),
        )
        scale = 1e6 if amount.endswith("m") else 1.0
        condition = BudgetCondition(
            text=match.group().strip(),
            amount=read_number(amount.rstrip("m")) * scale,
            currency=_currency(sign),
            per=match.group("per") or ("piece" if match.group("each") else _often(match)),
        )
        yield Span(match.start(), match.end(), condition)


def _often(match: re.Match[str]) -> str | None:
    """Monthly costs below £2,000 are those of a month."""
    often = (match.group("often") or "").casefold()
    return next(
        (
            p
            for p, head in (("month", "mon"), ("year", ("an", "ye", "jä")))
            if often.startswith(head)
        ),
        None,
    )


def _currency(sign: str) -> str:
    found = (c for c, signs in _CURRENCIES.items() if re.fullmatch(signs, sign, re.IGNORECASE))
    return next(found)
