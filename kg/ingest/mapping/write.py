"""Writes proposals as a mapping file with a comment on each line."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.ingest.mapping.suggest import SURE, Line, Proposal

HEAD = """\
# A proposed mapping: read each line. What is commented out is unsure: where it is right, take the
# sign # away; a column that is read may stay in the list of those to be ignored.
tables:
"""


def as_yaml(proposals: Sequence[Proposal]) -> str:
    """The text of a mapping file."""
    return HEAD + "".join(f"{line}\n" for proposal in proposals for line in _table(proposal))


def _table(proposal: Proposal) -> Iterator[str]:
    yield f"  {Path(proposal.table.files[-1]).stem}:"
    yield f"    file: {_text(proposal.file)}"
    if proposal.sheet is not None:
        yield f"    sheet: {_text(proposal.sheet)}"
    yield "    columns:"
    named = {line.column for line in proposal.lines}
    for name in proposal.missing:
        if name not in named:
            yield f"      # {name}: ''  # needed, and nothing fits: from a column, or {{value: …}}"
    yield from map(_line, proposal.lines)
    if proposal.ignored:
        yield f"    ignore: [{', '.join(map(_text, proposal.ignored))}]"


def _line(line: Line) -> str:
    keys = {"from": line.source, **line.guess.rule}
    value = _text(line.source) if len(keys) == 1 else _text(keys)
    sign = "" if line.sure >= SURE else "# "
    why = " ".join(line.why.split())
    return f"      {sign}{line.column}: {value}  # {line.sure:.0%} sure: {why}"


def _text(value: object) -> str:
    """A value of YAML, as JSON writes it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)
