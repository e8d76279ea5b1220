"""What goes over the wire about value chains; every field has an example."""

from typing import Literal

from pydantic import Field

from api.schemas import Body

Standing = Literal["missing", "unperformed", "single_point", "one_performer", "shared"]


class Actor(Body):
    """An organisation with its seat."""

    id: str = Field(examples=["demo:anticorps-pilat"])
    name: str = Field(examples=["Anticorps du Pilat SAS"])
    region: str | None = Field(examples=["FRK25"])
    country: str | None = Field(examples=["FR"])


class Substitute(Actor):
    """One that holds a competency of a stage and does not perform it."""

    quality: float = Field(examples=[0.8], description="How well it is proven, in 0..1.")


class Concentration(Body):
    """Herfindahl-Hirschman indices of the performers; null where there are none."""

    owners: float | None = Field(examples=[1.0])
    regions: float | None = Field(examples=[1.0])


class Stage(Body):
    """A stage of a value chain."""

    id: str = Field(examples=["demo:lateral-flow-test-antibody-supply"])
    name: str = Field(examples=["Antibody supply"])
    description: str = Field(examples=["Monoclonal pairs for the test and control line."])
    after: list[str] = Field(examples=[["demo:lateral-flow-test-antibody-supply"]])
    competencies: list[str] = Field(examples=[["antibody production"]])
    performers: list[Actor]
    substitutes: list[Substitute]
    standing: Standing = Field(examples=["single_point"])
    reason: str = Field(examples=["one performs it, and nobody else is known who could"])
    concentration: Concentration


class Chain(Body):
    """A value chain with its stages in order."""

    id: str = Field(examples=["demo:lateral-flow-test"])
    name: str = Field(examples=["Lateral-flow test"])
    stages: list[Stage]
    combinations: int = Field(examples=[8], description="Choices of one performer a stage.")
    separateRoutes: int = Field(examples=[1])  # noqa: N815  # as it is written
    revision: int = Field(examples=[7])


class Standings(Body):
    """How many stages of a chain stand on nobody or on one alone."""

    missing: int = Field(examples=[0])
    unperformed: int = Field(examples=[0])
    single_point: int = Field(examples=[3])


class ChainShort(Body):
    """A value chain in short."""

    id: str = Field(examples=["demo:lateral-flow-test"])
    name: str = Field(examples=["Lateral-flow test"])
    stages: int = Field(examples=[8])
    performers: int = Field(examples=[8])
    standings: Standings


class Chains(Body):
    """All value chains."""

    chains: list[ChainShort]
    revision: int = Field(examples=[7])
