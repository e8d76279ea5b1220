"""Premises as a test wants them: a home, and what would be seen of a graph."""

from pathlib import Path
from typing import Any

from kg.doctor.premises import Premises, Wanted
from kg.embed.card import SHIPPED_FOLDER
from kg.graph.address import Address
from kg.graph.inspection import Inspection
from kg.graph.prepare import GraphState, migrations
from kg.ontology.files import ontology_digest

SERVER = Address("neo4j://host:7687", "neo4j", "x", "neo4j")


def there(home: Path, **wanted: Any) -> Premises:
    """The premises of a home, with the shipped encoder and the embedded engine unless told."""
    return Premises(Wanted(home, **{"model_folder": SHIPPED_FOLDER, **wanted}))


def state(**changes: Any) -> GraphState:
    """The state of a graph of this version at revision 7."""
    given = {
        "revision": 7,
        "migration": migrations()[-1].number,
        "ontology": ontology_digest(),
        "graph_id": "abc",
        "loads_begun": 2,
    }
    return GraphState(**{**given, **changes})


def seen(home: Path, **changes: Any) -> Premises:
    """Premises in which a server's graph looks so."""
    given = {"server": "5.26.12", "is_read_only": False, "state": state(), **changes}
    premises = there(home, server=SERVER)
    premises.graph = Inspection(**given)
    return premises
