"""Checks of what is stated: texts, evidence, sizes, postal codes, relations to oneself."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from kg.model import CanonicalNode, NodeRef
from kg.quality.finding import Finding
from kg.quality.postal_codes import countries_of, has_form, with_zeros
from kg.quality.survey import Survey
from kg.quality.text_damage import damage

# Head counts of Recommendation 2003/361/EC, annex, article 2: from, and below.
HEAD_COUNTS = {"micro": (0, 10), "small": (10, 50), "medium": (50, 250), "large": (250, None)}
SME_BELOW = 250
# What the product itself writes, and what is sealed.
NOT_STATED = frozenset(
    {"Contact", "Feedback", "Graph", "Judgement", "Load", "Source", "SourceRecord"}
)
LONGEST_SHOWN = 80


def evidence_expired(survey: Survey) -> Iterator[Finding]:
    """A capability past its evidence date: all of its evidence has expired."""
    ends = {
        evidence.ref: evidence.properties.get("expiresOn")
        for evidence in survey.contents.nodes("Evidence")
    }
    by_capability: dict[NodeRef, list[object]] = defaultdict(list)
    for link in survey.contents.links("EVIDENCED_BY"):
        by_capability[link.ref.start].append(ends.get(link.ref.end))
    for capability in survey.contents.nodes("Capability"):
        days = by_capability.get(capability.ref, [])
        past = [day for day in days if isinstance(day, dt.date) and day < survey.today]
        if past and len(past) == len(days):
            value, reason = max(past).isoformat(), "the last of its evidence expired then"
            yield Finding(capability.ref, "expiresOn", value, reason, capability.records)


def relation_to_itself(survey: Survey) -> Iterator[Finding]:
    """Something that has a relation to itself, such as a supplier of itself."""
    for relation in survey.schema.relations.values():
        if survey.schema.root(relation.domain) != survey.schema.root(relation.range):
            continue
        for link in survey.contents.links(relation.type):
            if link.ref.start == link.ref.end:
                reason = "begins and ends at the same"
                yield Finding(link.ref.start, relation.type, link.ref.end.id, reason, link.records)


def size_against_employees(survey: Survey) -> Iterator[Finding]:
    """A head count that is not of the size class, or too high for an SME (2003/361/EC)."""
    for node in survey.contents.nodes("Organisation"):
        reason = _size_reason(node)
        if reason:
            value = str(node.properties.get("employees", node.properties.get("sizeClass")))
            yield Finding(node.ref, "employees", value, reason, node.records)


def postal_code_of_another_country(survey: Survey) -> Iterator[Finding]:
    """A postal code that has not the form of those of its country."""
    for seat in survey.places.seats:
        code = seat.postal_code
        if not code or has_form(seat.country, code) or with_zeros(seat.country, code):
            continue
        others = ", ".join(c for c in countries_of(code) if c != seat.country)
        reason = f"no postal code of {seat.country}" + (f", but one of {others}" if others else "")
        yield Finding(seat.node, "postalCode", code, reason, seat.records)


def postal_code_without_zeros(survey: Survey) -> Iterator[Finding]:
    """A postal code that has lost the zeros in front of it, as in a spreadsheet."""
    for seat in survey.places.seats:
        whole = with_zeros(seat.country, seat.postal_code)
        if whole is not None:
            reason = f"too short for {seat.country}; perhaps {whole}"
            yield Finding(seat.node, "postalCode", seat.postal_code, reason, seat.records)


def damaged_text(survey: Survey) -> Iterator[Finding]:
    """Text decoded twice, or with characters lost or written out (_x000D_, &amp;)."""
    for root in survey.schema.roots():
        if root not in NOT_STATED:
            for node in survey.contents.nodes(root):
                yield from _damaged(node)


def _damaged(node: CanonicalNode) -> Iterator[Finding]:
    for term, value in node.properties.items():
        for text in value if isinstance(value, tuple) else (value,):
            reason = damage(text) if isinstance(text, str) else None
            if reason:
                shown = str(text)[:LONGEST_SHOWN]
                yield Finding(node.ref, term, shown, reason[: 2 * LONGEST_SHOWN], node.records)


def _size_reason(node: CanonicalNode) -> str | None:
    size, employees = node.properties.get("sizeClass"), node.properties.get("employees")
    is_sme = node.properties.get("isSme") is True
    if isinstance(employees, int) and isinstance(size, str) and size in HEAD_COUNTS:
        least, below = HEAD_COUNTS[size]
        if employees < least or (below is not None and employees >= below):
            bounds = f"{least:,} or more" if below is None else f"{least:,} to {below - 1:,}"
            return f"the size class {size} has {bounds}"
    if is_sme and isinstance(employees, int) and employees >= SME_BELOW:
        return f"said to be an SME, which has fewer than {SME_BELOW:,}"
    if is_sme and size == "large":
        return "said to be an SME, and of the size class large"
    return None
