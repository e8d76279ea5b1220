"""Reads code lists: SKOS schemes whose concepts have a notation, which is what data holds."""

from collections import Counter

from rdflib import SKOS, URIRef
from rdflib.term import Node

from kg.errors import OntologyError
from kg.ontology.schema import CodeEntry, CodeList
from kg.ontology.triples import VC, Triples, local


def read_code_lists(triples: Triples) -> dict[str, CodeList]:
    """The code lists by name; raises OntologyError naming the faulty scheme or concept."""
    schemes = sorted(triples.own(SKOS.ConceptScheme))
    for concept in sorted(triples.own(SKOS.Concept)):
        if triples.one(concept, SKOS.inScheme) not in schemes:
            raise OntologyError(f"vc:{local(concept)} is in no scheme of the ontology")
    return {local(scheme): _code_list(triples, scheme) for scheme in schemes}


def _code_list(triples: Triples, scheme: URIRef) -> CodeList:
    concepts = [c for c in triples.own(SKOS.Concept) if (c, SKOS.inScheme, scheme) in triples.graph]
    if not concepts:
        raise OntologyError(f"vc:{local(scheme)} has no concept, so nothing could be valid")
    ranked = sorted(concepts, key=lambda concept: (_position(triples, concept), concept))
    entries = tuple(_entry(triples, concept) for concept in ranked)
    doubles = [code for code, n in Counter(entry.code for entry in entries).items() if n > 1]
    if doubles:
        raise OntologyError(f"vc:{local(scheme)} has the notation {doubles[0]!r} twice")
    return CodeList(local(scheme), *triples.words(scheme), entries)


def _entry(triples: Triples, concept: Node) -> CodeEntry:
    code = triples.string(concept, SKOS.notation)
    if not code:
        raise OntologyError(f"vc:{local(concept)} lacks a skos:notation")
    return CodeEntry(code, *triples.words(concept))


def _position(triples: Triples, concept: Node) -> float:
    position = triples.number(concept, VC.position)
    if position is None:
        raise OntologyError(f"vc:{local(concept)} lacks a vc:position")
    return position
