"""Reads the rules of the domain over several things, which shapes refer to."""

import re

from rdflib import RDF, RDFS, SH, SKOS, URIRef

from kg.errors import OntologyError
from kg.ontology.schema import Rule
from kg.ontology.triples import VC, Triples, local

# What makes a query of SPARQL 1.1 read something else than the data that it is asked of.
# (Not a variable or a local name that is called so.)
REMOTE = re.compile(r"(?<![?$:\w])(SERVICE|FROM|LOAD)\b", re.IGNORECASE)
# An escape may hide such a word from us, and from no parser (SPARQL 1.1, section 19.2).
ESCAPE = re.compile(r"\\[uU]")
OWN_TERM = re.compile(r"\bvc:(\w+)")
# What a rule may say; anything else of SHACL would be run by others and not held here.
RULE_TERMS = {
    RDF.type, RDFS.label, SKOS.definition, SH.message, SH.prefixes, SH.select, VC.threshold,
}  # fmt: skip


def read_rules(triples: Triples, targets: dict[URIRef, URIRef]) -> dict[str, Rule]:
    """The rules by name; `targets` are the classes of the shapes."""
    classes: dict[URIRef, list[str]] = {rule: [] for rule in triples.own(VC.Rule)}
    for shape, target in sorted(targets.items()):
        for predicate in (SH.sparql, VC.holdsTo):
            for rule in triples.graph.objects(shape, predicate):
                if not isinstance(rule, URIRef) or rule not in classes:
                    raise OntologyError(
                        f"shape vc:{local(shape)}: {rule} is no vc:Rule, so nobody would hold it"
                    )
                classes[rule].append(local(target))
    return {local(rule): _rule(triples, rule, names) for rule, names in sorted(classes.items())}


def _rule(triples: Triples, rule: URIRef, classes: list[str]) -> Rule:
    if not classes:
        raise OntologyError(f"vc:{local(rule)} is held by no shape")
    words = triples.words(rule)
    return Rule(
        name=local(rule),
        caption=words.caption,
        caption_de=words.caption_de,
        definition=words.definition,
        classes=tuple(classes),
        message=triples.text(rule, SH.message),
        query=_query(triples, rule),
        threshold=triples.number(rule, VC.threshold),
    )


def _query(triples: Triples, rule: URIRef) -> str | None:
    for term in triples.graph.predicates(rule):
        if term not in RULE_TERMS:
            raise OntologyError(f"vc:{local(rule)}: {term} is not supported here")
    query, threshold = triples.string(rule, SH.select), triples.string(rule, VC.threshold)
    if query is None:
        return None
    if threshold and threshold not in query:
        raise OntologyError(f"vc:{local(rule)}: its query does not hold its threshold {threshold}")
    # Also within texts, addresses and comments: what is one differs from parser to parser.
    if found := REMOTE.search(query) or ESCAPE.search(query):
        raise OntologyError(
            f"vc:{local(rule)}: {found[0]} is refused, since a query may read only what it is given"
        )
    for name in OWN_TERM.findall(query):
        if (VC[name], RDF.type, None) not in triples.graph:
            raise OntologyError(f"vc:{local(rule)}: vc:{name} of its query is nowhere defined")
    return query
