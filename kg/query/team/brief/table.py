"""A team as a table for spreadsheets: a row for each cover, and for each requirement left open."""

import csv
import io

from kg.query.console_present import harmless
from kg.query.team.answer import Cover, Member, TeamAnswer

COLUMNS = (
    "requirement", "text", "must", "state", "member", "name", "region", "share", "fit",
    "capability", "reason", "lead", "input", "risk", "revenue",
)  # fmt: skip


def team_csv(answer: TeamAnswer) -> str:
    """RFC 4180; shares of members are in basis points, and stand in each of their rows.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for requirement in answer.need.requirements:
        head = [requirement.id, requirement.text, str(requirement.must).lower()]
        covering = [
            (member, cover)
            for member in answer.members
            for cover in member.covers
            if cover.requirement == requirement.id
        ]
        for member, cover in covering:
            writer.writerow(map(harmless, [*head, "covered", *_cover(answer, member, cover)]))
        if not covering:
            blank = [""] * (len(COLUMNS) - len(head) - 1)
            writer.writerow(map(harmless, [*head, "open", *blank]))
    return out.getvalue()


def _cover(answer: TeamAnswer, member: Member, cover: Cover) -> list[str]:
    organisation = member.organisation
    shares = answer.shares
    own = next((s for s in shares.members if s.member == organisation.id), None) if shares else None
    return [
        organisation.id,
        organisation.name,
        organisation.region or "",
        f"{cover.share:g}",
        f"{cover.fit:.4f}",
        cover.capability,
        cover.reason,
        str(shares is not None and shares.lead == organisation.id).lower(),
        *([str(own.input), str(own.risk), str(own.revenue)] if own else ["", "", ""]),
    ]
