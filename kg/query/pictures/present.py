"""A network in whichever form is asked for."""

from collections.abc import Callable, Mapping

from kg.ontology.country_outlines import CountryOutlines
from kg.query.pictures.content import Network
from kg.query.pictures.map import draw_map
from kg.query.pictures.matrix import draw_matrix
from kg.query.pictures.network import draw_network
from kg.query.pictures.page import to_html
from kg.query.pictures.svg import Picture
from kg.query.pictures.tables import to_csv, to_geojson, to_graphml

MAP, MATRIX, NETWORK = "map", "matrix", "network"
PICTURES = (MAP, MATRIX, NETWORK)

# By the name of a form: what is written, and its media type.
FORMS: Mapping[str, tuple[Callable[[Network, str], str], str]] = {
    "svg": (lambda network, picture: draw(network, picture).svg(), "image/svg+xml"),
    "html": (lambda network, picture: to_html(network, [draw(network, picture)]), "text/html"),
    "csv": (lambda network, _: to_csv(network), "text/csv"),
    "graphml": (lambda network, _: to_graphml(network), "application/graphml+xml"),
    "geojson": (lambda network, _: to_geojson(network), "application/geo+json"),
}


def draw(network: Network, picture: str | None = None) -> Picture:
    """The picture of this kind; without one a map, or a network where no place is known."""
    has_places = any(node.point is not None for node in network.nodes)
    match picture or (MAP if has_places else NETWORK):
        case "matrix":
            return draw_matrix(network)
        case "network":
            return draw_network(network)
        case _:
            return draw_map(network, CountryOutlines.load())


def write(network: Network, form: str, picture: str | None = None) -> str:
    """The network as `form`, one of FORMS."""
    return FORMS[form][0](network, picture or "")
