"""Puts labels beside points so that none lies on another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.query.pictures.svg import element, shortened, text, text_width

SIZE = 11.0
GAP = 3.0
WIDEST = 150.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with its radius in pixels and what is to be written beside it."""

    x: float
    y: float
    radius: float
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Do both share a place?"""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Does the other lie within?"""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def draw_labels(labelled: Sequence[Spot], others: Iterable[Spot], room: Box) -> str:
    """Labels of the first spots first; one that finds no free place is left out."""
    taken = [_circle(spot) for spot in (*labelled, *others)]
    drawn = []
    for spot in labelled:
        words = shortened(spot.words, WIDEST, SIZE)
        boxes = _places(spot, text_width(words, SIZE))
        free = (box for box in boxes if room.holds(box) and not any(map(box.meets, taken)))
        found = next(free, None)
        if found is not None and words:
            taken.append(found)
            drawn.append(element("text", text(words), x=found.left, y=found.bottom - GAP))
    return element("g", *drawn, **{"class": "small halo"})


def _circle(spot: Spot) -> Box:
    # A label may touch a circle, but not hide what it is.
    half = 0.7 * spot.radius
    return Box(spot.x - half, spot.y - half, spot.x + half, spot.y + half)


def _places(spot: Spot, width: float) -> Iterable[Box]:
    """Right of the spot, left, above and below, and then at its corners."""
    high, off = SIZE + GAP, spot.radius + GAP
    for left, top in (
        (spot.x + off, spot.y - high / 2),
        (spot.x - off - width, spot.y - high / 2),
        (spot.x - width / 2, spot.y - off - high),
        (spot.x - width / 2, spot.y + off),
        (spot.x + off / 2, spot.y - off - high / 2),
        (spot.x - off / 2 - width, spot.y - off - high / 2),
        (spot.x + off / 2, spot.y + off - high / 2),
        (spot.x - off / 2 - width, spot.y + off - high / 2),
    ):
        yield Box(left, top, left + width, top + high)
