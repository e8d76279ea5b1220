"""Linked regions as a network that pictures show."""

from collections.abc import Mapping

from kg.ontology.country_outlines import CountryOutlines
from kg.projection.projection import Organisations
from kg.query.pictures.content import Flow, Network, Node
from kg.query.pictures.region_points import COUNTRY_LETTERS, RegionPoint, region_points
from kg.query.pictures.svg import listed
from kg.query.region_links import RegionAnswer

# More would fill the line.
MOST_TYPES = 3


def place_regions(answer: RegionAnswer, organisations: Organisations) -> Network:
    """The regions of an answer where their organisations are seated, with what links them."""
    points = region_points(_codes(answer), organisations, CountryOutlines.load())
    return region_network(answer, points)


def region_network(answer: RegionAnswer, points: Mapping[str, RegionPoint]) -> Network:
    """The regions of an answer, coloured by country, with the links of each pair by type."""
    links = answer.links
    nodes = []
    for code in _codes(answer):
        at, country = points.get(code), code[:COUNTRY_LETTERS]
        name = answer.names.get(code, "")
        place = (at.point, at.is_near) if at else (None, False)
        nodes.append(Node(code, name, country, *place))
    types = sorted({type_ for pair in links.pairs for type_ in pair.by_type})
    flows = [
        Flow(
            pair.first,
            pair.second,
            pair.links,
            {type_: pair.by_type.get(type_, 0) for type_ in types},
        )
        for pair in links.pairs
    ]
    return Network("Links between regions", nodes, flows, "links", _note(answer))


def _codes(answer: RegionAnswer) -> list[str]:
    return sorted({code for pair in answer.links.pairs for code in (pair.first, pair.second)})


def _note(answer: RegionAnswer) -> str:
    links = answer.links
    shown = sum(pair.links for pair in links.pairs if not pair.is_within)
    told = f"{shown:,} of {links.between:,} links between regions of level {answer.question.level}"
    if links.unplaced:
        told += f"; {links.unplaced:,} more have an end in no known region"
    return f"{told}; {listed(answer.types)}" if len(answer.types) <= MOST_TYPES else told
