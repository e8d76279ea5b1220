"""Linked regions as a network that pictures show."""

from collections.abc import Mapping, Sequence

from kg.ontology.country_outlines import CountryOutlines
from kg.projection.projection import Organisations
from kg.query.links.found import LinkedPair, LinksAnswer
from kg.query.links.present import rounded
from kg.query.pictures.content import Fact, Flow, Network, Node
from kg.query.pictures.region_points import COUNTRY_LETTERS, RegionPoint, region_points
from kg.query.pictures.svg import listed

# More would fill the line.
MOST_TYPES = 3


def place_regions(answer: LinksAnswer, organisations: Organisations) -> Network:
    """The regions of an answer where their organisations are seated, with what links them."""
    points = region_points(_codes(answer), organisations, CountryOutlines.load())
    return region_network(answer, points)


def region_network(answer: LinksAnswer, points: Mapping[str, RegionPoint]) -> Network:
    """The regions of an answer, coloured by country, with the links of each pair by type."""
    names = answer.names
    nodes = []
    for code in _codes(answer):
        at, country = points.get(code), code[:COUNTRY_LETTERS]
        place = (at.point, at.is_near) if at else (None, False)
        nodes.append(Node(code, names.get(code, ""), country, *place))
    types = sorted({type_ for pair in answer.pairs for type_ in pair.by_type})
    flows = [
        Flow(pair.first, pair.second, pair.links, _facts(pair, types)) for pair in answer.pairs
    ]
    return Network("Links between regions", nodes, flows, "links", _note(answer))


def _facts(pair: LinkedPair, types: Sequence[str]) -> dict[str, Fact]:
    by_type, carrier = pair.by_type, pair.carrier
    return {
        **{type_: by_type.get(type_, 0) for type_ in types},
        "expected": rounded(pair.expected),
        "strength": rounded(pair.strength.ratio),
        "judgement": pair.strength.judgement,
        "trend": pair.trend.direction,
        "withoutLargestCarrier": pair.links - (carrier.lost if carrier else 0),
    }


def _codes(answer: LinksAnswer) -> list[str]:
    return sorted({code for pair in answer.pairs for code in (pair.first, pair.second)})


def _note(answer: LinksAnswer) -> str:
    shown = sum(pair.links for pair in answer.pairs if not pair.is_within)
    told = f"{shown:,} of {answer.between:,} links between regions of level {answer.question.level}"
    if answer.left_out.links:
        told += f"; {answer.left_out.links:,} more have an end in no known region"
    return f"{told}; {listed(answer.types)}" if len(answer.types) <= MOST_TYPES else told
