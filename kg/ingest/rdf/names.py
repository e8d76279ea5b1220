"""Which node of the graph each thing of a file is, and which one an IRI refers to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.ingest.rdf.kinds import Judged, Kind
from kg.ingest.rdf.things import Thing
from kg.ingest.sources.esco import competency_id
from kg.model import NodeRef
from kg.ontology.iris import Iris, last_part
from kg.ontology.schema import Schema
from kg.ontology.vocabulary import own_iri

ID = own_iri("id")
COMPETENCY = "Competency"


@dataclass(frozen=True, slots=True)
class Names:
    """Finds ids: the one that is stated, the one in an IRI of ours, else one of the source."""

    source: str
    iris: Iris
    things: Mapping[str, Thing]
    judged: Mapping[str, Judged]

    @property
    def _schema(self) -> Schema:
        return self.iris.schema

    def node(self, subject: str) -> NodeRef | None:
        """The node that a thing of the file is; None where it has no id and can be given none."""
        judged = self.judged.get(subject)
        if judged is None or judged.kind is not Kind.NODE:
            return None
        root = self._schema.root(judged.class_name)
        stated = self.things[subject].texts(ID)
        if stated:
            return NodeRef(root, stated[0])
        ours = self.iris.ref(subject)
        if ours is not None and ours.label == root:
            return ours
        return None if _is_blank(subject) else NodeRef(root, self._id(subject, judged.class_name))

    def end(self, iri: str, class_name: str) -> NodeRef | None:
        """The node that a relationship leads to: of the file, or of the graph.

        `class_name` is what the relation leads to, for nodes that the file does not describe.
        """
        if iri in self.judged and self.judged[iri].kind is Kind.NODE:
            return self.node(iri)
        ours = self.iris.ref(iri)
        if ours is not None:
            return ours
        if _is_blank(iri):
            return None
        root = self._schema.root(class_name)
        if root == COMPETENCY:
            known = competency_id(self.source, iri)
            if known != f"{self.source}:{iri}":
                return NodeRef(root, known)
        return NodeRef(root, self._id(iri, class_name))

    def _id(self, iri: str, class_name: str) -> str:
        """The last part of an IRI, with the source before it unless it is a code of all sources."""
        local = last_part(iri)
        scoped = f"{self.source}:{local}"
        pattern = next(
            prop.pattern for prop in self._schema.classes[class_name].properties if prop.is_key
        )
        is_code = pattern and not re.search(pattern, scoped) and re.search(pattern, local)
        return local if is_code else scoped


def _is_blank(name: str) -> bool:
    return name.startswith("_:")
