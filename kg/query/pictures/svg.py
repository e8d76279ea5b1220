"""Writes SVG (W3C, SVG 2): elements with everything escaped, and whole pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from kg.query.pictures.style import STYLE

# What XML 1.0 (W3C, 2.2) has no place for, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MARGIN = 16.0
HEADING = 56.0
# Signs are this wide on average, in shares of their height; wide ones are twice as wide.
SIGN_WIDTH = 0.56
FIRST_WIDE_SIGN = "\u1100"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in pixels with what it is called and what it shows, for those who cannot see it."""

    title: str
    description: str
    width: float
    height: float
    body: str

    def svg(self) -> str:
        """A file of its own, with colours for light and dark screens."""
        return self._write(f"<style>{escape(STYLE)}</style>")

    def inline(self) -> str:
        """A part of a page that brings the style sheet itself, since its rules may forbid ours."""
        return self._write("")

    def _repr_svg_(self) -> str:
        return self.svg()

    def _write(self, style: str) -> str:
        box = f"{fixed(self.width)} {fixed(self.height)}"
        return element(
            "svg",
            element("title", text(self.title)),
            element("desc", text(self.description)),
            style,
            element("rect", **{"class": "sheet", "width": "100%", "height": "100%"}),
            element("text", text(self.title), **at(MARGIN, 28, "heading")),
            element("text", text(shortened(self.description, self.width - 2 * MARGIN, 12)),
                    **at(MARGIN, 46, "soft")),
            self.body,
            **{"xmlns": "http://www.w3.org/2000/svg", "class": "kg-picture", "role": "img",
               "viewBox": f"0 0 {box}", "width": fixed(self.width), "height": fixed(self.height)},
        )  # fmt: skip


def element(name: str, /, *children: str, **attributes: str | float) -> str:
    """An element; children are written already, values of attributes are escaped.

    Of a name `_` is a hyphen, and at its end nothing, so that `class_` is class.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(clean(_value(value)))}"
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def group(name: str, *children: str) -> str:
    """Elements that belong together, under a class."""
    return element("g", *children, **{"class": name})


def text(words: str) -> str:
    """Text between elements, whatever it holds."""
    return escape(clean(words))


def at(x: float, y: float, name: str) -> dict[str, str | float]:
    """The place and the class of a text."""
    return {"x": x, "y": y, "class": name}


def fixed(value: float) -> str:
    """A number of pixels, to a tenth."""
    shown = f"{value:.1f}"
    return "0" if shown == "-0.0" else shown.removesuffix(".0")


def shortened(words: str, width: float, size: float) -> str:
    """The beginning of a text that fits into a width, both in pixels."""
    if text_width(words, size) <= width:
        return words
    room, kept = width - size * SIGN_WIDTH, ""
    for sign in words:
        if text_width(kept + sign, size) > room:
            break
        kept += sign
    return f"{kept.rstrip()}…" if kept else ""


def text_width(words: str, size: float) -> float:
    """About how wide a text is; nobody has measured the face that it is shown in."""
    return size * SIGN_WIDTH * sum(2 if sign >= FIRST_WIDE_SIGN else 1 for sign in words)


def listed(words: Sequence[str]) -> str:
    """Words with commas, and an "and" before the last."""
    *most, last = words or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else fixed(value)


def clean(words: str) -> str:
    """A text without what XML has no place for."""
    return _NOT_XML.sub("\ufffd", words)
