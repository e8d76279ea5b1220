"""One batch of a load: everything that one transaction changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kg.model import CanonicalLink, CanonicalNode, Judgement, LinkRef, NodeRef, SourceRecord


@dataclass(frozen=True, slots=True)
class CurrentRecord:
    """The record that holds a slot now."""

    id: str
    hash: str
    is_retired: bool = False

    @property
    def load(self) -> str:
        """The load that brought it."""
        return self.id.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record and what became of it: the load that superseded it, or that its own was undone."""

    record: SourceRecord
    superseded_in: str | None
    is_undone: bool = False

    @property
    def is_current(self) -> bool:
        """Whether it holds its slot and supports what it states, be it retired or not."""
        return self.superseded_in is None and not self.is_undone


@dataclass(frozen=True, slots=True)
class NodeSupport:
    """What stands behind a node of the graph: its class now, and its records."""

    class_name: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """The nodes and relationships that exist, with the records behind them.

    Of the nodes in `present` it is only known that they exist.
    """

    nodes: Mapping[NodeRef, NodeSupport]
    links: Mapping[LinkRef, tuple[str, ...]]
    present: Collection[NodeRef] = frozenset()

    def has(self, ref: NodeRef) -> bool:
        """Whether a node exists."""
        return ref in self.nodes or ref in self.present


@dataclass(frozen=True, slots=True)
class Relabelling:
    """A node that changes its class below the same root."""

    ref: NodeRef
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Touched:
    """The nodes that a transaction changed, by themselves or by their relationships.

    Those that it removed are named once more: with them went relationships of others.
    """

    nodes: frozenset[NodeRef] = frozenset()
    removed: frozenset[NodeRef] = frozenset()

    def all(self) -> frozenset[NodeRef]:
        """The nodes that were changed and those that were removed."""
        return self.nodes | self.removed

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(self.nodes | other.nodes, self.removed | other.removed)


@dataclass(frozen=True, slots=True)
class Batch:
    """Records and the canonical nodes and relationships computed from them.

    `waiting` says for records, new or old, whether they still refer to something missing;
    `history` holds records that come superseded, as a restore has them. `undone` are the ids of
    records that are taken out, and `reinstated` those that come into force again. `mentioned` are
    nodes that exist and that new records say no more of, with the ids of these. Of records that
    stay where they are, `retired` are those that are retired now, and `returned` those no more.
    Of the links, `new_links` do not exist yet; the others may, and take the place of what is there.
    `judged` are new judgements, and `withdrawn` those that are taken back.
    `erased` are the ids of records of which nothing stays.
    """

    load: str
    records: tuple[SourceRecord, ...] = ()
    superseded: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    reinstated: tuple[SourceRecord, ...] = ()
    history: tuple[KeptRecord, ...] = ()
    retired: tuple[SourceRecord, ...] = ()
    returned: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    waiting: Mapping[str, bool] = field(default_factory=dict)
    created: tuple[CanonicalNode, ...] = ()
    updated: tuple[CanonicalNode, ...] = ()
    mentioned: Mapping[NodeRef, tuple[str, ...]] = field(default_factory=dict)
    relabelled: tuple[Relabelling, ...] = ()
    deleted: tuple[NodeRef, ...] = ()
    links: tuple[CanonicalLink, ...] = ()
    new_links: frozenset[LinkRef] = frozenset()
    deleted_links: tuple[LinkRef, ...] = ()
    judged: tuple[Judgement, ...] = ()
    withdrawn: tuple[Judgement, ...] = ()

    def projects(self) -> tuple[str, ...]:
        """The projects whose derived capabilities must be computed again."""
        nodes = {n.ref.id for n in (*self.created, *self.updated) if n.ref.label == "Project"}
        refs = [*(link.ref for link in self.links), *self.deleted_links]
        partners = {ref.end.id for ref in refs if ref.type == "PARTNERED_IN"}
        return tuple(sorted(nodes | partners))

    def touched(self) -> Touched:
        """The nodes that the batch changes, and the projects whose capabilities follow."""
        links = [*(link.ref for link in self.links), *self.deleted_links]
        return Touched(
            frozenset(node.ref for node in (*self.created, *self.updated))
            | frozenset(self.mentioned)
            | frozenset(end for ref in links for end in (ref.start, ref.end))
            | frozenset(NodeRef("Project", id_) for id_ in self.projects()),
            frozenset(self.deleted),
        )
