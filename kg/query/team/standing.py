"""Where an organisation stands to a cluster: member, of another cluster, or outsider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from kg.graph.assessments import Membership
from kg.query.team.conditions import Objection

Reach = Literal["members", "clusters", "all"]


class Standing(StrEnum):
    """What an organisation is to the cluster that forms the team."""

    MEMBER = "member"
    OTHER_CLUSTER = "other cluster"
    OUTSIDER = "outsider"


IN_WORDS = {
    Standing.MEMBER: "member",
    Standing.OTHER_CLUSTER: "other cluster",
    Standing.OUTSIDER: "outsider (sub-supplier)",
}


@dataclass(frozen=True, slots=True)
class Standings:
    """Who belongs to which clusters today, as seen from one cluster or, without it, from any.

    `name` is that of the cluster. `reach` says who may be in the team.
    """

    memberships: Mapping[str, Sequence[Membership]] = field(default_factory=dict)
    cluster: str | None = None
    name: str = ""
    reach: Reach = "all"

    def of(self, organisation: str) -> Standing:
        """What an organisation is; without a cluster who belongs to any is a member."""
        clusters = {held.cluster for held in self.memberships.get(organisation, ())}
        if not clusters:
            return Standing.OUTSIDER
        is_member = self.cluster is None or self.cluster in clusters
        return Standing.MEMBER if is_member else Standing.OTHER_CLUSTER

    def names(self, organisation: str) -> tuple[str, ...]:
        """The names of the clusters to which an organisation belongs."""
        return tuple(held.name for held in self.memberships.get(organisation, ()))

    def objections(self, organisation: str) -> tuple[Objection, ...]:
        """Why an organisation may not be in the team, if its standing does not allow it."""
        standing = self.of(organisation)
        whose = f"of {self.name}" if self.name else "of a cluster"
        if standing is Standing.OUTSIDER and self.reach != "all":
            wanted = f"only members {whose if self.reach == 'members' else 'of clusters'}"
            change = "take it as an outsider (sub-supplier)"
            return (Objection("pool", "belongs to no cluster", change, wanted=wanted),)
        if standing is Standing.OTHER_CLUSTER and self.reach == "members":
            others = " and ".join(self.names(organisation))
            reason = f"belongs to {others}, and is no member {whose}"
            wanted = f"only members {whose}"
            return (Objection("pool", reason, "take it from another cluster", wanted=wanted),)
        return ()
