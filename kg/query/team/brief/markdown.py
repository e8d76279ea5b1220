"""The brief for a customer as Markdown (CommonMark)."""

import re
from collections.abc import Iterator

from kg.query.team.brief.content import Brief, PartnerLine, Task

# Signs that mean something inside a line of Markdown, and breaks that would begin another line.
_MEANT = re.compile(r"([\\`*_\[\]<>#|~&])")


def brief_markdown(brief: Brief) -> str:
    """The same as the page, without the picture."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {_plain(brief.name)}"
    yield ""
    if brief.customer:
        yield f"For {_plain(brief.customer)}"
        yield ""
    yield f"**{_plain(brief.value)}**"
    yield ""
    yield f"- Lead partner: {_plain(brief.lead)}"
    yield f"- Contact: {_plain(brief.contact)}"
    yield ""
    yield "## What you asked for"
    yield ""
    yield f"> {_plain(brief.asked)}"
    yield ""
    yield "## Who does what"
    yield ""
    yield "| Partner | Place | Does | Certificates |"
    yield "| --- | --- | --- | --- |"
    for partner in brief.partners:
        yield _row(partner)
    for title, texts in (
        ("Still to be settled", brief.left_open),
        ("Wished for, and not offered yet", brief.wishes_open),
    ):
        if texts:
            yield ""
            yield f"## {title}"
            yield ""
            yield from (f"- {_plain(text)}" for text in texts)
    yield ""
    yield f"Proposal of {brief.day}. It binds nobody until an agreement is signed."


def _row(partner: PartnerLine) -> str:
    lead = ", lead partner" if partner.is_lead else ""
    cells = (
        _plain(partner.name) + lead,
        _plain(partner.place),
        "; ".join(map(_task, partner.tasks)),
        "; ".join(map(_plain, partner.certificates)),
    )
    return f"| {' | '.join(cells)} |"


def _task(task: Task) -> str:
    share = "" if task.share == 1 else f" ({task.share:.0%} of it)"
    return _plain(task.text) + share


def _plain(words: str) -> str:
    """Words as they are, whatever they hold."""
    return _MEANT.sub(r"\\\1", " ".join(words.split()))
