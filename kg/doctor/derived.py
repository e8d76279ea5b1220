"""Checks of what is computed from the graph and kept beside it: read models and vectors."""

from urllib.parse import quote

from kg.doctor.finding import Finding, note, ok, problem
from kg.doctor.premises import Premises, sizes
from kg.embed.card import read_card
from kg.embed.vector_check import check_vectors as look_at_vectors
from kg.projection.storage import ProjectionFolder

MEGABYTE = 1_000_000


def check_read_model(premises: Premises) -> Finding | None:
    """Is the read model that of the graph as it is now?"""
    graph, folder = premises.filled, premises.wanted.model_folder
    if graph is None or not graph.state.revision or folder is None:
        return None
    place = premises.places.read_models / graph.state.graph_id
    models, model_id = ProjectionFolder(place), read_card(folder).model_id
    revision = graph.state.revision
    if models.load(revision, model_id) is not None:
        return ok(f"of revision {revision:,}, as the graph")
    latest = models.latest(model_id)
    if latest is not None and latest.revision > revision:
        return problem(
            f"of revision {latest.revision:,}, later than the graph's {revision:,}: the graph was "
            "put back to an earlier state",
            f"delete the folder {place}; what is in it is made again",
        )
    if latest is not None:
        return note(f"of revision {latest.revision:,}; the next kg match brings it up to date")
    if list(place.glob("v*")):
        return note("damaged, or of another version or encoder; the next kg match builds it anew")
    return note("not there; the next kg match builds it")


def check_vectors(premises: Premises) -> Finding | None:
    """Are the stored vectors of texts whole?"""
    folder = premises.wanted.model_folder
    if folder is None:
        return None
    card = read_card(folder)
    place = premises.places.vectors / _file_name(card.model_id)
    if not place.exists():
        return ok("none yet")
    step = f"delete the folder {place}; the vectors are computed again when they are needed"
    try:
        health = look_at_vectors(place, card.dimensions)
    except (OSError, ValueError) as error:
        return problem(f"{place} cannot be read: {error}", step)
    if health.damaged:
        return problem(f"{health.damaged:,} of {health.rows:,} in {place} are damaged", step)
    return ok(f"{health.rows:,} of {card.model_id}")


def check_leftovers(premises: Premises) -> Finding | None:
    """Do read models of other graphs, or vectors of other encoders, take up space?"""
    graph, folder = premises.filled, premises.wanted.model_folder
    if graph is None or folder is None:
        return None
    places, own = premises.places, (graph.state.graph_id, _file_name(read_card(folder).model_id))
    found = {
        place / name: size
        for place in (places.read_models, places.vectors)
        for name, size in sorted(sizes(place).items())
        if name not in own
    }
    if not found:
        return ok("none")
    first = next(iter(found))
    further = f", and {len(found) - 1:,} more" if found.keys() - {first} else ""
    space = sum(found.values()) / MEGABYTE
    return note(
        f"{space:,.1f} MB of other graphs or encoders: {first}{further}",
        "delete them, unless you still use those graphs or encoders with this KG_HOME",
    )


def _file_name(model_id: str) -> str:
    """The folder in which the vector cache keeps an encoder's vectors."""
    return quote(model_id, safe=" ")
