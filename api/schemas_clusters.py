"""What goes over the wire about clusters; every field has an example."""
# ruff: noqa: N815  # fields as they are written

from typing import Literal

from pydantic import Field

from api.schemas import Body

DriverName = Literal["geography", "horizontal", "vertical", "sector"]
STRENGTHS = {"geography": 0.71, "horizontal": 0.83, "vertical": 0.62, "sector": 0.54}


class Stated(Body):
    """What is declared of a group."""

    cluster: bool = Field(examples=[True])
    type: str | None = Field(examples=["value chain"])
    model: str | None = Field(examples=["social network"])


class SharedMembers(Body):
    """A declared group that shares members."""

    id: str = Field(examples=["demo:midas-north-cluster"])
    name: str = Field(examples=["Midas North"])
    shared: int = Field(examples=[9])
    share: float = Field(examples=[0.15], description="Of the members of both (Jaccard).")


class ClusterShort(Body):
    """A group in short; `declared` or found."""

    id: str = Field(examples=["demo:northern-table"])
    name: str = Field(examples=["Northern Table"])
    declared: bool = Field(examples=[True])
    cluster: bool = Field(examples=[True], description="Whether it networks on two drivers.")
    verdict: str = Field(examples=["a cluster: it networks on vertical and sector"])
    size: int = Field(examples=[21])
    countingDrivers: list[DriverName] = Field(examples=[["vertical", "sector"]])
    strengths: dict[DriverName, float | None] = Field(examples=[STRENGTHS])
    type: str | None = Field(examples=["value chain"])
    model: str | None = Field(examples=["social network"])
    stated: Stated | None = Field(
        examples=[{"cluster": True, "type": "value chain", "model": "social network"}]
    )
    overlaps: list[SharedMembers]


class Clusters(Body):
    """The clusters that are found, strongest first, and the declared groups."""

    found: list[ClusterShort]
    declared: list[ClusterShort]
    communities: int = Field(examples=[51], description="How many were looked at.")
    refused: int = Field(examples=[12], description="Those with fewer than two drivers.")
    threshold: float = Field(examples=[0.4])
    unplaced: int = Field(examples=[0], description="Organisations without a known place.")
    revision: int = Field(examples=[7])


class Driver(Body):
    """How strongly a group networks by one driver, and why."""

    driver: DriverName = Field(examples=["vertical"])
    strength: float | None = Field(examples=[0.62])
    counts: bool = Field(examples=[True])
    reason: str = Field(examples=["17 of 18 are linked inside; 34 of 52 links stay inside"])
    stated: float | None = Field(examples=[0.7])


class Scores(Body):
    """The scores that a type or model was told by."""

    scores: dict[str, float] = Field(examples=[{"skill": 0.24, "value chain": 0.45}])
    reason: str = Field(examples=["47 of its 71 ties are of this kind"])


class Organisation(Body):
    """An organisation with its seat."""

    id: str = Field(examples=["demo:swale-preserves"])
    name: str = Field(examples=["Swale Preserves Ltd"])
    kind: str = Field(examples=["Firm"])
    region: str | None = Field(examples=["UKE2"])


class Member(Organisation):
    """A member; the core makes the group, others support it."""

    role: str | None = Field(examples=["member"])
    core: bool = Field(examples=[True])


class Supporter(Organisation):
    """One that supports members of the group."""

    supports: int = Field(examples=[4])
    member: bool = Field(examples=[True])


class Infrastructure(Body):
    """What the group uses."""

    id: str = Field(examples=["demo:measuring-room"])
    name: str = Field(examples=["Measuring room"])
    kind: str | None = Field(examples=["laboratory"])
    region: str | None = Field(examples=["UKE32"])


class Missing(Body):
    """A piece that the cluster lacks."""

    kind: Literal["stage", "activity", "infrastructure", "support"] = Field(examples=["stage"])
    name: str = Field(examples=["Windows"])
    reason: str = Field(examples=["of School retrofit with timber elements"])


class Named(Body):
    """Another cluster."""

    id: str = Field(examples=["demo:northern-table"])
    name: str = Field(examples=["Northern Table"])


class Cluster(ClusterShort):
    """A group in full."""

    purpose: str | None = Field(examples=["Buy glass and energy together."])
    activities: list[str] = Field(examples=[["joint procurement"]])
    drivers: list[Driver]
    threshold: float = Field(examples=[0.4])
    typeScores: Scores
    modelScores: Scores
    pairs: dict[str, int] = Field(examples=[{"cooperative": 6, "competitive": 4}])
    members: list[Member]
    associates: int = Field(examples=[1])
    formerMembers: int = Field(examples=[0])
    unplaced: int = Field(examples=[0])
    support: list[Supporter]
    infrastructure: list[Infrastructure]
    missing: list[Missing]
    comparedWith: list[Named]
    revision: int = Field(examples=[7])
