"""What kg resolve prints: pairs, judgements, and two organisations side by side."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.graph.judgement_log import judgement_fields
from kg.ingest.judging import told
from kg.ingest.resolution.pair import Comparison
from kg.ingest.resolution.pending import Proposal
from kg.model import Account, Judgement, StatedValue
from kg.ontology.schema import Schema
from kg.query.present import value_json

NARROWEST = 60
GAP = 3
Names = Mapping[str, str]


def proposal_json(proposal: Proposal, names: Names) -> dict[str, Any]:
    """A pair as JSON."""
    compared = proposal.comparison
    return {
        "left": compared.left,
        "leftName": names.get(compared.left),
        "right": compared.right,
        "rightName": names.get(compared.right),
        "outcome": proposal.outcome,
        "isSettled": proposal.is_settled,
        "probability": round(compared.probability, 4),
        "clues": [
            {"name": clue.name, "weight": round(clue.weight, 2), "reason": clue.reason}
            for clue in compared.clues
        ],
        "judgement": judgement_json(proposal.judgement) if proposal.judgement else None,
    }


def proposal_line(proposal: Proposal, names: Names, kept: Mapping[str, str]) -> str:
    """A pair in one line; what was merged is named after what it is part of now."""
    compared = proposal.comparison
    ids = (compared.left, compared.right)
    both = " | ".join(_named(id_, names, kept) for id_ in ids)
    state = "judged" if proposal.is_settled else "open"
    return f"{proposal.outcome}  {state}  {compared.probability:.3f}  {'  '.join(ids)}  {both}"


def _named(id_: str, names: Names, kept: Mapping[str, str]) -> str:
    if id_ not in names:
        return "not there any more"
    return names[id_] if kept[id_] == id_ else f"{names[id_]} (in {kept[id_]})"


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """A judgement in the ontology's words."""
    return {
        name: [value_json(each) for each in value]
        if isinstance(value, tuple)
        else value_json(value)
        for name, value in judgement_fields(judgement).items()
    }


def judgement_lines(judgement: Judgement) -> Iterator[str]:
    """A judgement with who, when and why."""
    yield told(judgement)
    if judgement.withdrawn_at:
        day = judgement.withdrawn_at.date().isoformat()
        yield f"  withdrawn by {judgement.withdrawn_by} on {day}"
    if judgement.note:
        yield f"  note: {judgement.note}"
    if judgement.probability is not None:
        yield f"  probability then {judgement.probability:.3f}"
    yield from (f"  {clue}" for clue in judgement.clues)


def side_by_side(
    schema: Schema, sides: tuple[Account, Account], comparison: Comparison, width: int
) -> Iterator[str]:
    """Two organisations in two columns, every value with its source; `≠` marks what differs."""
    captions = _captions(schema, sides[0].ref.label)
    left, right = (_values(account) for account in sides)
    names = [name for name in captions if name in left or name in right]
    names += sorted((left.keys() | right.keys()) - captions.keys())
    first = max((len(captions.get(name, name)) for name in names), default=0) + 2
    column = (max(width, NARROWEST + first) - first - 2 * GAP) // 2
    yield _row("", "", (comparison.left, comparison.right), first, column)
    for name in names:
        cells = (_cell(left.get(name, [])), _cell(right.get(name, [])))
        mark = _mark(left.get(name, []), right.get(name, []))
        yield from _rows(mark, captions.get(name, name), cells, first, column)
    yield ""
    for clue in sorted(comparison.clues, key=lambda clue: (-abs(clue.weight), clue.name)):
        yield f"{clue.weight:+6.1f}  {clue.name}: {clue.reason}"
    total = sum(clue.weight for clue in comparison.clues)
    yield f"{total:+6.1f}  in all: one organisation with probability {comparison.probability:.3f}"


def _captions(schema: Schema, root: str) -> dict[str, str]:
    """The properties in the order of the ontology, with their captions."""
    found = {"name": "name", "class": "class"}
    for class_name in (root, *schema.subclasses(root)):
        for prop in schema.classes[class_name].public_properties():
            found.setdefault(prop.name, prop.caption)
    found |= {r.type: r.caption for r in schema.relations.values() if r.is_functional}
    return found


def _values(account: Account) -> dict[str, list[StatedValue]]:
    found: dict[str, list[StatedValue]] = {}
    for fact in account.facts:
        found.setdefault(fact.name, []).append(fact)
    return found


def _cell(facts: Iterable[StatedValue]) -> str:
    return "; ".join(f"{value_json(fact.value)} [{fact.origin.source}]" for fact in facts)


def _mark(left: list[StatedValue], right: list[StatedValue]) -> str:
    if not (left and right):
        return " "
    one, other = ({str(fact.value).casefold() for fact in side} for side in (left, right))
    return "=" if one & other else "≠"


def _rows(
    mark: str, caption: str, cells: tuple[str, str], first: int, column: int
) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, column) for cell in cells]
    for line in range(max(map(len, wrapped))):
        parts = tuple(cell[line] if line < len(cell) else "" for cell in wrapped)
        head = (mark, caption) if line == 0 else ("", "")
        yield _row(*head, (parts[0], parts[1]), first, column)


def _row(mark: str, caption: str, cells: tuple[str, str], first: int, column: int) -> str:
    head, gap = f"{mark:1} {caption:<{first - 2}}", " " * GAP
    return f"{head}{gap}{cells[0]:<{column}}{gap}{cells[1]}".rstrip()
