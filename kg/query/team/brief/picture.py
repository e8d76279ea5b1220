"""Draws a team: requirements by members, with who covers what and what stays open.

What is told by colour is told by shape and text too; each mark has a title for those who point at
it, and the whole has a title and a description for those who cannot see it.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from xml.sax.saxutils import escape

from kg.model import Requirement
from kg.query.pictures.svg import element, text
from kg.query.team.answer import Member, TeamAnswer
from kg.query.team.brief.colours import own_style

# In pixels; signs are about half as wide as they are high.
LABEL, COLUMN, NARROW, ROW, HEAD, MARGIN = 360, 124, 52, 48, 64, 12
LINE, LABEL_SIGNS, HEAD_SIGNS = 15, 50, 16
LABEL_LINES, HEAD_LINES = 2, 3
DOT, BAR, THICK = 9, 44, 12
# More columns with names than this are too wide for a page: letters then, and names below.
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How a team is drawn: under which `names` (by id), and with fits and spare competencies or
    without. A picture that is `alone` brings its colours; in a page the page does."""

    names: Mapping[str, str]
    shows_fit: bool = True
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A team and how it is drawn."""

    team: TeamAnswer
    look: Look

    def svg(self) -> str:
        """The picture as SVG (W3C, SVG 2)."""
        title, told = f"Team of {_counted(len(self.names), 'member')}", self._description()
        width = MARGIN * 2 + LABEL + self.column * max(1, len(self.names))
        bottom = HEAD + ROW * len(self.team.need.requirements)
        height = bottom + MARGIN * 2 + LINE * len(self.legend)
        rows = (self._row(place, width) for place in range(len(self.team.need.requirements)))
        return element(
            "svg",
            element("title", text(title)),
            element("desc", text(told)),
            element("style", escape(own_style())) if self.look.alone else "",
            element("rect", class_="sheet", width=width, height=height),
            *self._heads(),
            *rows,
            *self._below(bottom + MARGIN),
            xmlns="http://www.w3.org/2000/svg",
            class_="team-picture",
            role="img",
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
            aria_label=f"{title}. {told}",
        )

    @property
    def names(self) -> list[str]:
        """The members as they are called."""
        return [self.look.names[member.organisation.id] for member in self.team.members]

    @property
    def is_named(self) -> bool:
        """Whether columns bear names, and no letters."""
        return len(self.names) <= MOST_NAMED

    @property
    def column(self) -> int:
        """The width of a member's column."""
        return COLUMN if self.is_named else NARROW

    @property
    def legend(self) -> list[str]:
        """Lines below that say who is behind the letters."""
        if self.is_named:
            return []
        pairs = zip(letters(len(self.names)), self.names, strict=True)
        return [f"{letter}  {name}" for letter, name in pairs]

    def _middle(self, row: int) -> float:
        return MARGIN + LABEL + self.column * (row + 0.5)

    def _description(self) -> str:
        """Who covers what, in sentences."""
        told = []
        for requirement in self.team.need.requirements:
            who = [
                name + ("" if share == 1 else f" ({share:.0%})")
                for name, share in self._covering(requirement.id)
            ]
            told.append(f"{requirement.id}: {' and '.join(who) or 'open'}.")
        return " ".join(told)

    def _covering(self, requirement: str) -> list[tuple[str, float]]:
        return [
            (name, cover.share)
            for name, member in zip(self.names, self.team.members, strict=True)
            for cover in member.covers
            if cover.requirement == requirement
        ]

    def _heads(self) -> list[str]:
        heads = self.names if self.is_named else letters(len(self.names))
        written = []
        for row, (head, name) in enumerate(zip(heads, self.names, strict=True)):
            lines = _lines(head, HEAD_SIGNS, HEAD_LINES)
            first = HEAD - 10 - LINE * (len(lines) - 1)
            words = _stack(lines, self._middle(row), first, "name")
            written.append(element("g", element("title", text(name)), *words))
        return written

    def _row(self, place: int, width: int) -> str:
        requirement = self.team.need.requirements[place]
        top = HEAD + ROW * place
        is_open = not self._covering(requirement.id)
        ground = element("rect", class_="open", x=0, y=top, width=width, height=ROW)
        return element(
            "g",
            element("title", text(requirement.text)),
            ground if is_open else "",
            element("line", class_="line", x1=MARGIN, x2=width - MARGIN, y1=top, y2=top),
            *_label(requirement, top),
            *(self._mark(m, row, requirement.id, top) for row, m in enumerate(self.team.members)),
            self._open(top) if is_open else "",
        )

    def _open(self, top: int) -> str:
        return element("text", "open", x=MARGIN + LABEL - 8, y=top + LINE, class_="warn")

    def _mark(self, member: Member, row: int, requirement: str, top: int) -> str:
        """What a member does for a requirement; a part of it is a bar that is filled in part."""
        x, y = self._middle(row), top + ROW / 2
        cover = next((c for c in member.covers if c.requirement == requirement), None)
        if cover is None:
            spare = [o for o in member.overlaps if o.requirement == requirement]
            if not spare or not self.look.shows_fit:
                return ""
            told = element("title", text(f"{self.names[row]} could too: {spare[0].fit:.2f}"))
            return element("circle", told, class_="could", cx=x, cy=y - 5, r=DOT)
        fit = f"{cover.fit:.2f}" if self.look.shows_fit else ""
        part = "" if cover.share == 1 else f"{cover.share:.0%}"
        words = " · ".join(filter(None, (part, fit)))
        figure = element("text", text(words), x=x, y=y + 16, class_="figure") if words else ""
        told = element("title", text(f"{self.names[row]} covers {words or 'it'}"))
        high = y - 5 if words else y
        if cover.share == 1:
            shape = element("circle", class_="full", cx=x, cy=high, r=DOT)
        else:
            box = {"x": x - BAR / 2, "y": high - THICK / 2, "height": THICK, "rx": 3}
            shape = element("rect", class_="empty", width=BAR, **box) + element(
                "rect", class_="full", width=max(2.0, BAR * cover.share), **box
            )
        return element("g", told, shape, figure)

    def _below(self, top: int) -> list[str]:
        return _stack(self.legend, MARGIN, top + LINE, "soft")


def letters(many: int) -> list[str]:
    """A, B, …; beyond Z with a number."""
    size = len(ascii_uppercase)
    return [ascii_uppercase[n % size] + (str(n // size) if n >= size else "") for n in range(many)]


def _label(requirement: Requirement, top: int) -> list[str]:
    wish = "" if requirement.must else " (wished for)"
    lines = _lines(requirement.text + wish, LABEL_SIGNS, LABEL_LINES)
    return [
        element("text", text(requirement.id), x=MARGIN, y=top + LINE, class_="id"),
        *_stack(lines, MARGIN, top + LINE * 2 - 2, "soft"),
    ]


def _stack(lines: Sequence[str], x: float, first: float, name: str) -> list[str]:
    return [
        element("text", text(line), x=x, y=first + LINE * n, class_=name)
        for n, line in enumerate(lines)
    ]


def _lines(words: str, signs: int, most: int) -> list[str]:
    """Words broken into lines; what is too long ends in dots."""
    return textwrap.wrap(words, signs, max_lines=most, placeholder=" …") or [""]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
