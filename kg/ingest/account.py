"""Says of each value of a thing which row states it, and which values lost to it, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.graph.identities import Identities
from kg.graph.ledger import Ledger
from kg.ingest.canonical import Facts, fold_properties, telling
from kg.ingest.facts import FactReader, Statement
from kg.ingest.merging import resolve_all
from kg.ingest.precedence import Because, Precedence
from kg.ingest.regions import RegionCodes
from kg.ingest.stated import read_stated
from kg.model import (
    Account,
    LostValue,
    NodeFact,
    NodeRef,
    Origin,
    Scalar,
    SourceRecord,
    StatedValue,
)

CLASS = "class"
# What a record says for a class or relationship: such a value has no day.
UNDATED = NodeFact(NodeRef("", ""), "", {})

Source = tuple[NodeFact, SourceRecord]
Named = dict[str, list[tuple[str, SourceRecord]]]


@dataclass(frozen=True)
class Accounts:
    """Gives account of the nodes of one graph."""

    ledger: Ledger
    reader: FactReader

    def of(self, refs: Sequence[NodeRef]) -> list[Account]:
        """The accounts of the nodes among these that are there."""
        support = self.ledger.support(refs, ()).nodes
        ids = {record for node in support.values() for record in node.records}
        codes = RegionCodes(*self.ledger.region_codes())
        stated = read_stated(self.reader, codes, self.ledger.records(ids))
        identities = Identities.of(self.ledger.judged_same())
        schema = self.reader.contract.schema
        statements = self._of_what_is_there(resolve_all(stated, identities), schema.functional())
        precedence = Precedence.of(schema, self.ledger.ranks())
        told = account_of(statements, precedence, schema.functional())
        found = {account.ref: account for account in told}
        return [found[ref] for ref in refs if ref in support and ref in found]

    def _of_what_is_there(
        self, statements: Iterable[Statement], functional: Collection[str]
    ) -> list[Statement]:
        """Statements without relationships to what is not loaded, which the graph has not."""
        found = list(statements)
        ends = {k.fact.ref.end for s in found for k in s.links if k.fact.ref.type in functional}
        there = self.ledger.support(ends, ()).nodes
        return [
            replace(s, links=tuple(link for link in s.links if link.fact.ref.end in there))
            for s in found
        ]


def account_of(
    statements: Iterable[Statement], precedence: Precedence, functional: Collection[str]
) -> Iterator[Account]:
    """The account of each node that statements are about, by all that they say of it."""
    nodes: dict[NodeRef, Facts] = defaultdict(list)
    ends: dict[NodeRef, Named] = defaultdict(lambda: defaultdict(list))
    for statement in sorted(statements, key=lambda s: precedence.order(s.record)):
        for fact in statement.nodes:
            nodes[fact.ref].append((fact, statement.record))
        for link in statement.links:
            if link.fact.ref.type in functional:
                ref = link.fact.ref
                ends[ref.start][ref.type].append((ref.end.id, statement.record))
    for node, all_facts in nodes.items():
        facts, _ = telling(all_facts)
        classes = [(f.class_name, r) for f, r in facts if f.class_name != node.label]
        named = {CLASS: classes, **ends[node]} if classes else ends[node]
        told = [_of_name(name, found, precedence) for name, found in named.items()]
        told += _of_properties(facts, precedence)
        facts_ = sorted((fact for found, _ in told for fact in found), key=lambda f: f.name)
        lost = sorted((value for _, found in told for value in found), key=lambda v: v.name)
        yield Account(node, tuple(facts_), tuple(lost))


def _of_name(
    name: str, found: Sequence[tuple[str, SourceRecord]], precedence: Precedence
) -> tuple[list[StatedValue], list[LostValue]]:
    """What became of the values of a class or relation: the last one won."""
    # What is retired says nothing against what is in force.
    found = [each for each in found if each[1].retired is None] or found
    value, by = found[-1]
    won = StatedValue(name, value, origin_of(by))
    others = [(v, (UNDATED, record)) for v, record in found[:-1] if v != value]
    return [won], _lost(won, (UNDATED, by), others, precedence)


def _of_properties(
    facts: Facts, precedence: Precedence
) -> Iterator[tuple[list[StatedValue], list[LostValue]]]:
    for name, (value, by) in fold_properties(facts, precedence).items():
        if isinstance(value, tuple):
            yield _each(name, facts), []
            continue
        won = StatedValue(name, value, origin_of(by[1]))
        others = [
            (lost, (fact, record))
            for fact, record in facts
            if not isinstance(lost := fact.properties.get(name, value), tuple) and lost != value
        ]
        yield [won], _lost(won, by, others, precedence)


def _lost(
    won: StatedValue, by: Source, others: Iterable[tuple[Scalar, Source]], precedence: Precedence
) -> list[LostValue]:
    """What lost to a value: each value of a source once, by the record that comes nearest."""
    nearest: dict[tuple[str, Scalar], LostValue] = {}
    for value, other in others:
        because = precedence.because(won.name, by, other)
        reason = _reason(because, won.name, by, other, precedence)
        origin = origin_of(other[1])
        lost = LostValue(won.name, value, origin, won, because.value, reason)
        nearest[origin.source, value] = lost
    return list(reversed(nearest.values()))


def _reason(
    because: Because, name: str, first: Source, second: Source, precedence: Precedence
) -> str:
    (won, by), (lost, other) = first, second
    match because:
        case Because.RANK:
            ranks = (precedence.ranks.get(record.source) for record in (by, other))
            better, worse = (f"rank {rank}" if rank else "no rank" for rank in ranks)
            return f"{by.source} has {better}, {other.source} {worse}"
        case Because.EVIDENCE:
            day = precedence.day(lost, name)
            shown = day.isoformat() if day.year > 1 else "no day"
            return f"it is of {precedence.day(won, name).isoformat()}, this of {shown}"
    if by.load == other.load:
        return f"it stands later in the load {by.load}"
    return f"the load {by.load} is later than {other.load}"


def _each(name: str, facts: Facts) -> list[StatedValue]:
    """The values of a property with many, each by the first row that states it."""
    found: dict[Scalar, StatedValue] = {}
    for fact, record in facts:
        values = fact.properties.get(name, ())
        for value in values if isinstance(values, tuple) else (values,):
            found.setdefault(value, StatedValue(name, value, origin_of(record)))
    return list(found.values())


def origin_of(record: SourceRecord) -> Origin:
    """Where a record comes from."""
    return Origin(record.source, record.load, record.file, record.row)
