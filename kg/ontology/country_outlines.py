"""Whether a point lies in the country that is stated for it.

The outlines stand in country_outlines.json; data/outlines/SOURCES.md says where they are from.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate

from kg.ontology.outline import Outline, Ring

# ISO 3166-1 calls these two otherwise than the European Union does.
CODES_OF_THE_UNION = {"GB": "UK", "GR": "EL"}
# In the file, a ring is the longitude and latitude of its first place and then what is added to
# them from place to place, all in hundredths of a degree.
STEPS_PER_DEGREE = 100

# A point farther outside than this is wrong. The outlines are drawn to 1 km in most of Europe and
# to 8 km elsewhere (data/outlines/generate.py). Of 1,283 points of organisations in European
# research, 27 lie up to 3.1 km outside of their country, at quays and on islets that are not drawn,
# and 2 lie thousands of kilometres outside, with nothing between. A wrong point close to the border
# passes: 4 % of the points lie within 10 km of another country, 1 % within 5 km.
# bench/country_outlines.py prints these figures.
TOLERANCE_KM = 10.0


@dataclass(frozen=True)
class CountryOutlines:
    """The outlines of all countries by code, with those parts that have a code of their own."""

    outlines: Mapping[str, Outline]

    @classmethod
    def load(cls) -> "CountryOutlines":
        """Reads what the package ships; keep the result, since this takes some 50 ms."""
        file = resources.files("kg.ontology") / "country_outlines.json"
        content = json.loads(file.read_text("utf-8"))
        drawn = {
            code: [_ring(steps) for steps in rings] for code, rings in content["outlines"].items()
        }
        return cls(_by_code(drawn, content["parts"]))

    def distance_outside(self, country: str, latitude: float, longitude: float) -> float | None:
        """Kilometres from a point (WGS 84) to the country: 0.0 inside, None if it is not known.

        The country is a code of the European Union (EL, UK) or of ISO 3166-1. An overseas part
        belongs to its country; one that is drawn with its country has the outline of the whole.
        A point is wrong beyond `TOLERANCE_KM`, not beyond 0.0. How the distance is approximated
        says `Outline.distance_outside`.
        """
        outline = self.outlines.get(country)
        return None if outline is None else outline.distance_outside(latitude, longitude)


def _by_code(
    drawn: Mapping[str, Sequence[Ring]], parts: Mapping[str, Sequence[str]]
) -> dict[str, Outline]:
    outlines = {code: Outline(rings) for code, rings in drawn.items()}
    for country, codes in parts.items():
        rings = [ring for code in (country, *codes) for ring in drawn.get(code, ())]
        outlines[country] = Outline(rings)
        outlines |= {code: outlines[country] for code in codes if code not in drawn}
    return outlines | {iso: outlines[code] for iso, code in CODES_OF_THE_UNION.items()}


def _ring(steps: Sequence[int]) -> Ring:
    places = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    return Ring([(x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE) for x, y in places])
