"""What goes over the wire about roles in the network; every field has an example."""

from pydantic import Field

from api.schemas import Body
from api.schemas_regions import CountedLinks
from kg.query.roles.find import Nodes


class RolesQuestion(CountedLinks):
    """Whose roles are asked for."""

    of: Nodes = Field("regions", description="Whose roles.", examples=["firms"])
    level: int = Field(2, ge=0, le=3, description="NUTS level; 0 are countries.", examples=[2])
    least: int = Field(
        1, ge=1, le=1_000_000, description="Two are linked from so many links on.", examples=[2]
    )
    without: list[str] = Field(
        [], description="What if these organisations left?", examples=[["demo:hallam-five-axis"]]
    )
    limit: int = Field(10, ge=1, le=10_000, description="How many roles.", examples=[5])


class Role(Body):
    """A region or organisation and its measures; no constraint where it is linked to nobody."""

    id: str = Field(examples=["UKE3"])
    name: str | None = Field(examples=["South Yorkshire"])
    partners: int = Field(examples=[13])
    betweenness: float = Field(examples=[0.125])
    constraint: float | None = Field(examples=[0.325])
    position: str = Field(examples=["core"])


class Cohesion(Body):
    """How the network hangs together."""

    nodes: int = Field(examples=[17])
    linkedPairs: int = Field(examples=[87])  # noqa: N815  # as it is written
    density: float | None = Field(examples=[0.64])
    components: int = Field(examples=[1])
    largestComponent: int = Field(examples=[17])  # noqa: N815  # as it is written
    isolated: int = Field(examples=[0])
    transitivity: float | None = Field(examples=[0.913])


class RoleChange(Body):
    """The betweenness of one before and after; null where it is not in the network."""

    id: str = Field(examples=["UKE3"])
    name: str | None = Field(examples=["South Yorkshire"])
    before: float | None = Field(examples=[0.125])
    after: float | None = Field(examples=[0.1])


class WhatIf(Body):
    """What a change would do."""

    without: list[str] = Field(examples=[["demo:hallam-five-axis"]])
    added: list[list[str]] = Field(examples=[[["UKE2", "DEA5"]]])
    cohesion: Cohesion
    changes: list[RoleChange]
    changed: int = Field(examples=[4])
    cutOff: list[str] = Field(examples=[["UKE1"]])  # noqa: N815  # as it is written


class RegionRoles(Body):
    """Bridges, core and periphery, and how the whole hangs together."""

    of: str = Field(examples=["regions"])
    level: int | None = Field(examples=[2])
    types: list[str] = Field(examples=[["SUPPLIES"]])
    since: str | None = Field(examples=["2020-01-01"])
    until: str | None = Field(examples=["2026-12-31"])
    firmsOnly: bool = Field(examples=[False])  # noqa: N815  # as it is written
    leastLinks: int = Field(examples=[1])  # noqa: N815  # as it is written
    roles: list[Role]
    cohesion: Cohesion
    betweennessFrom: int | None = Field(examples=[512])  # noqa: N815  # as it is written
    whatIf: WhatIf | None = Field(  # noqa: N815  # as it is written
        examples=[
            {
                "without": ["demo:hallam-five-axis"],
                "added": [],
                "cohesion": {
                    "nodes": 17,
                    "linkedPairs": 86,
                    "density": 0.632,
                    "components": 1,
                    "largestComponent": 17,
                    "isolated": 0,
                    "transitivity": 0.91,
                },
                "changes": [],
                "changed": 0,
                "cutOff": [],
            }
        ]
    )
    revision: int = Field(examples=[7])
