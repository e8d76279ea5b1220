"""Which ids mean one organisation, after the judgements that are in force.

The smallest id of a group stands for all of them. It depends on nothing but the group, so that no
load and no setting moves an organisation to another id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import NodeRef

# The class whose nodes are judged.
JUDGED = "Organisation"


@dataclass(frozen=True, slots=True)
class Identities:
    """The groups of ids that are one; an id that was never merged is in none."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Identities":
        """The groups that pairs of ids make which are the same."""
        groups: dict[str, set[str]] = {}
        for left, right in pairs:
            one, other = (groups.setdefault(id_, {id_}) for id_ in (left, right))
            if one is not other:
                small, large = sorted((one, other), key=len)
                large |= small
                groups.update(dict.fromkeys(small, large))
        in_order = {id(group): tuple(sorted(group)) for group in groups.values()}
        return cls({id_: in_order[id(group)] for id_, group in groups.items()})

    def group(self, id_: str) -> tuple[str, ...]:
        """All ids of the organisation that an id means, the kept one first."""
        return self.groups.get(id_, (id_,))

    def kept(self, id_: str) -> str:
        """The id under which the graph has what an id means."""
        return self.group(id_)[0]

    def resolve(self, ref: NodeRef) -> NodeRef:
        """The node that a reference means."""
        if ref.label != JUDGED or ref.id not in self.groups:
            return ref
        return NodeRef(ref.label, self.kept(ref.id))

    def merged(self, ref: NodeRef) -> tuple[str, ...]:
        """The other ids of a node."""
        if ref.label != JUDGED:
            return ()
        kept, *others = self.group(ref.id)
        return tuple(others) if kept == ref.id else ()


NOTHING_MERGED = Identities()
