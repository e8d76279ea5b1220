"""What goes over the wire about regions that complete one; every field has an example."""

from pydantic import Field

from api.schemas import Body


class PartnersQuery(Body):
    """What is asked of a region's partners."""

    need: str | None = Field(
        None,
        max_length=100_000,
        description="About this need only, in plain language.",
        examples=["OT security to IEC 62443"],
    )
    level: int = Field(2, ge=0, le=3, description="NUTS level; 0 are countries.", examples=[2])
    limit: int = Field(5, ge=1, le=1_000, description="How many regions.", examples=[5])
    pairs: int = Field(3, ge=1, le=1_000, description="How many are named of each.", examples=[3])
    firmsOnly: bool = Field(  # noqa: N815  # as it is written
        default=False, description="Name firms, no other organisations.", examples=[False]
    )


class SizedRegion(Body):
    """A region, and how many of its organisations count."""

    code: str = Field(examples=["UKE3"])
    name: str | None = Field(examples=["South Yorkshire"])
    organisations: int = Field(examples=[31])


class Named(Body):
    """An organisation with its seat."""

    id: str = Field(examples=["demo:komin-ot-security"])
    name: str = Field(examples=["Komín OT Security s.r.o."])
    region: str | None = Field(examples=["CZ064"])


class Scored(Named):
    """An organisation that fits a need."""

    score: float = Field(examples=[0.738])


class RegionReason(Body):
    """A competency that the region lacks and the other one supplies."""

    competency: str = Field(examples=["scale-up of coating production"])
    share: float = Field(description="Of all that is lacked.", examples=[0.018])
    locationQuotient: float = Field(examples=[11.9])  # noqa: N815  # as it is written
    holdersHere: int = Field(examples=[0])  # noqa: N815  # as it is written
    holdersThere: int = Field(examples=[1])  # noqa: N815  # as it is written
    wholes: list[str] = Field(examples=[["Water-based coating for appliances"]])


class NamedPair(Body):
    """Who would make the link real, and for what; with how they are related already."""

    here: Named
    there: Named
    competency: str = Field(examples=["scale-up of coating production"])
    kind: str = Field(examples=["value chain"])
    whole: str = Field(examples=["Water-based coating for appliances"])
    quality: float = Field(description="How well it is shown, 0 to 1.", examples=[0.8])
    relations: list[str] = Field(examples=[["SUPPLIES"]])


class PartnerRegion(Body):
    """A region that completes another; `score` is a weighted sum of `gain` and `return`."""

    region: SizedRegion
    score: float = Field(examples=[0.149])
    gain: float = Field(description="Share of what is lacked that it supplies.", examples=[0.119])
    back: float = Field(
        alias="return", description="The same the other way round.", examples=[0.239]
    )
    reasons: list[RegionReason]
    pairs: list[NamedPair]


class FoundRegion(Body):
    """A region whose organisations fit a need."""

    region: SizedRegion
    score: float = Field(examples=[0.903])
    partners: list[Scored]


class RegionPartners(Body):
    """The regions that one should talk to, best first."""

    region: SizedRegion
    level: int = Field(examples=[2])
    need: str | None = Field(examples=[None])
    partners: list[PartnerRegion]
    found: list[FoundRegion]
    unplaced: int = Field(examples=[2])
    note: str | None = Field(examples=[None])
    revision: int = Field(examples=[7])
