"""The countries behind a map: outlines as paths within a frame."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.ontology.country_outlines import CountryOutlines
from kg.ontology.outline import Ring
from kg.query.pictures.globe import Floats, Plane
from kg.query.pictures.svg import element, fixed

Pixel = tuple[float, float]
# So far outside of the frame lines are cut: where the cut cannot be seen.
OUTSIDE = 4.0
# What is nearer to the place before is not drawn.
FINEST_PIXELS = 1.2


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a flat map that is shown, and how large; y runs downwards in pixels."""

    plane: Plane
    west: float
    north: float
    scale: float
    width: float
    height: float

    def pixels(self, latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
        """Where places in degrees lie in the frame."""
        x, y = self.plane.place(latitudes, longitudes)
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def pixel(self, latitude: float, longitude: float) -> Pixel:
        """Where one place lies in the frame."""
        x, y = self.pixels(np.array([latitude]), np.array([longitude]))
        return float(x[0]), float(y[0])


def draw_countries(outlines: CountryOutlines, frame: Frame) -> str:
    """The countries that lie in the frame, one path each."""
    drawn: set[int] = set()
    paths = []
    # The larger first: what has a code of its own within another is part of that one's rings.
    for outline in sorted(outlines.outlines.values(), key=lambda each: -len(each.rings)):
        rings = [ring for ring in outline.rings if id(ring) not in drawn]
        drawn.update(map(id, rings))
        steps = "".join(_paths(rings, frame))
        if steps:
            paths.append(element("path", d=steps, fill_rule="evenodd"))
    return element("g", *paths, **{"class": "land"})


def _paths(rings: Iterable[Ring], frame: Frame) -> Iterator[str]:
    for ring in rings:
        places = np.array(ring.places, dtype=np.float64)
        if frame.plane.bends(places[:, 1], places[:, 0]):
            continue
        x, y = frame.pixels(places[:, 1], places[:, 0])
        if x.max() >= 0 and y.max() >= 0 and x.min() <= frame.width and y.min() <= frame.height:
            pixels = _cut(list(zip(x.tolist(), y.tolist(), strict=True)), frame)
            yield _path(_thinned(pixels))


def _thinned(pixels: Sequence[Pixel]) -> list[Pixel]:
    kept: list[Pixel] = []
    for pixel in pixels:
        if not kept or math.dist(kept[-1], pixel) >= FINEST_PIXELS:
            kept.append(pixel)
    return kept


def _path(pixels: Sequence[Pixel]) -> str:
    if len(pixels) < 3:  # noqa: PLR2004  # no area
        return ""
    # In whole tenths and from place to place, which makes files a third smaller.
    tenths = [(round(10 * x), round(10 * y)) for x, y in pixels]
    (x, y), *_ = tenths
    steps = (f"{_tenth(b[0] - a[0])} {_tenth(b[1] - a[1])}" for a, b in pairwise(tenths))
    return f"M{_tenth(x)} {_tenth(y)}l{' '.join(steps)}z"


def _tenth(tenths: int) -> str:
    shown = fixed(tenths / 10)
    return shown.replace("0.", ".", 1) if shown.removeprefix("-").startswith("0.") else shown


def _cut(pixels: list[Pixel], frame: Frame) -> list[Pixel]:
    """What lies within the frame of an area (Sutherland and Hodgman 1974)."""
    low, right, bottom = -OUTSIDE, frame.width + OUTSIDE, frame.height + OUTSIDE
    for axis, border, sign in ((0, low, 1), (0, right, -1), (1, low, 1), (1, bottom, -1)):
        pixels = _cut_at(pixels, lambda p, a=axis, b=border, s=sign: s * (p[a] - b))  # type: ignore[misc]
    return pixels


def _cut_at(pixels: Sequence[Pixel], inside: Callable[[Pixel], float]) -> list[Pixel]:
    kept: list[Pixel] = []
    for last, pixel in zip([*pixels[-1:], *pixels[:-1]], pixels, strict=True):
        before, now = inside(last), inside(pixel)
        if (before < 0) != (now < 0):
            share = before / (before - now)
            kept.append(
                (last[0] + share * (pixel[0] - last[0]), last[1] + share * (pixel[1] - last[1]))
            )
        if now >= 0:
            kept.append(pixel)
    return kept
