"""To which sources and clusters findings and organisations belong."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.model import NodeRef
from kg.ontology.contents import Contents
from kg.quality.finding import Finding


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is kept to: a source, a cluster, both, or all."""

    source: str | None = None
    cluster: str | None = None

    def holds(self, sources: Collection[str], clusters: Collection[str]) -> bool:
        """Whether something of these sources and clusters is meant."""
        is_of_source = self.source is None or self.source in sources
        return is_of_source and (self.cluster is None or self.cluster in clusters)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The clusters of organisations and of what they offer, and of clusters themselves."""

    clusters: Mapping[NodeRef, frozenset[str]]

    def of(self, node: NodeRef) -> frozenset[str]:
        """The ids of the clusters that a node belongs to."""
        return self.clusters.get(node, frozenset())

    def is_meant(self, finding: Finding, scope: Scope) -> bool:
        """Whether a finding is one of those that a report is kept to."""
        return scope.holds(finding.sources, self.of(finding.node))


def read_belonging(contents: Contents) -> Belonging:
    """Who belongs to which cluster."""
    found: dict[NodeRef, set[str]] = defaultdict(set)
    for grouping in contents.nodes("Grouping"):
        found[grouping.ref].add(grouping.ref.id)
    for link in contents.links("MEMBER_OF"):
        found[link.ref.start].add(link.ref.end.id)
    if found:
        for link in contents.links("OFFERS"):
            if link.ref.start in found:
                found[link.ref.end] |= found[link.ref.start]
    return Belonging({node: frozenset(clusters) for node, clusters in found.items()})
