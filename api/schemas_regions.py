"""What goes over the wire about regions; every field has an example."""

from pydantic import Field

from api.schemas import Body
from kg.query.links.question import Order


class CountedLinks(Body):
    """Which links count."""

    type: list[str] = Field(
        [], description="Only relationships of these types.", examples=[["SUPPLIES"]]
    )
    since: str | None = Field(
        None, description="Only what was in force in or after this year or day.", examples=["2020"]
    )
    until: str | None = Field(
        None, description="Only what began in or before this year or day.", examples=["2026"]
    )
    firms_only: bool = Field(default=False, description="Links between firms.", examples=[False])
    doubted: bool = Field(
        default=True, description="Also seats in a region that is doubted.", examples=[True]
    )


class LinksQuestion(CountedLinks):
    """Which pairs of regions are asked for."""

    level: int = Field(2, ge=0, le=3, description="NUTS level; 0 are countries.", examples=[2])
    region: str | None = Field(
        None, description="Only pairs with this region or one inside it.", examples=["UKE3"]
    )
    from_: str | None = Field(
        None, alias="from", description="Only pairs that lead from this region.", examples=["UKE3"]
    )
    to: str | None = Field(
        None, description="Only pairs that lead to this region.", examples=["CZ06"]
    )
    within: bool = Field(
        default=False, description="Also the links inside one region.", examples=[False]
    )
    by: Order = Field("strength", description="What comes first.", examples=["links"])
    limit: int = Field(20, ge=1, le=10_000, description="How many pairs.", examples=[5])


class PairQuestion(CountedLinks):
    """What is asked of one pair of regions."""

    limit: int = Field(
        10, ge=1, le=1_000, description="How many organisations of each kind.", examples=[5]
    )


class Region(Body):
    """A region by its NUTS code."""

    code: str = Field(examples=["UKE3"])
    name: str | None = Field(examples=["South Yorkshire"])


class Strength(Body):
    """How many times the expected links there are, with its 90 % interval, null within a region."""

    ratio: float | None = Field(examples=[1.5])
    atLeast: float | None = Field(examples=[1.1])  # noqa: N815  # as it is written
    atMost: float | None = Field(examples=[2.0])  # noqa: N815  # as it is written
    judgement: str = Field(examples=["stronger"])


class FlowValue(Body):
    """Stated amounts in a currency, from the first region and back, of how many links."""

    currency: str | None = Field(examples=["EUR"])
    there: float = Field(examples=[250000.0])
    back: float = Field(examples=[0.0])
    links: int = Field(examples=[3])


class Flow(Body):
    """The links of one type; `there` and `back` are null where it has no direction."""

    type: str = Field(examples=["SUPPLIES"])
    links: int = Field(examples=[7])
    expected: float | None = Field(examples=[3.1])
    there: int | None = Field(examples=[5])
    back: int | None = Field(examples=[2])
    values: list[FlowValue]


class Trend(Body):
    """How many links began in each half of the period; the ratio is 1 where it went as for all."""

    earlier: int = Field(examples=[4])
    later: int = Field(examples=[9])
    undated: int = Field(examples=[0])
    ratio: float | None = Field(examples=[1.7])
    direction: str = Field(examples=["rising"])


class Carrier(Body):
    """An organisation without which links are gone: how many, their share, and what is left."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis"])
    kind: str = Field(examples=["Firm"])
    share: float = Field(examples=[0.4])
    lost: int = Field(examples=[4])
    without: int = Field(examples=[6])


class Pair(Body):
    """Two regions, what joins their organisations, and how much more than size explains."""

    regions: list[Region]
    links: int = Field(examples=[12])
    byType: dict[str, int] = Field(examples=[{"SUPPLIES": 7}])  # noqa: N815  # as it is written
    within: bool = Field(examples=[False])
    expected: float | None = Field(examples=[8.2])
    strength: Strength
    flows: list[Flow]
    trend: Trend
    largestCarrier: Carrier | None = Field(  # noqa: N815  # as it is written
        examples=[
            {
                "id": "demo:hallam-five-axis",
                "name": "Hallam Five-Axis",
                "kind": "Firm",
                "share": 0.4,
                "lost": 4,
                "without": 6,
            }
        ]
    )
    coverage: dict[str, float] = Field(examples=[{"UK": 0.26}])


class Unplaced(Body):
    """Links that are not counted, or in part, since a region is not known."""

    links: int = Field(examples=[3])
    organisations: int = Field(examples=[2])


class LeftOut(Body):
    """Relationships of an organisation to itself, and organisations with an odd region."""

    selfLoops: int = Field(examples=[0])  # noqa: N815  # as it is written
    retiredCodes: int = Field(examples=[0])  # noqa: N815  # as it is written
    unknownCodes: int = Field(examples=[0])  # noqa: N815  # as it is written
    doubtedRegions: int = Field(examples=[4])  # noqa: N815  # as it is written


class Coverage(Body):
    """A country: its organisations, how many have a known region, and whether that is enough."""

    country: str = Field(examples=["UK"])
    organisations: int = Field(examples=[555])
    placed: int = Field(examples=[145])
    enough: bool = Field(examples=[False])


class RegionLinks(Body):
    """The pairs of regions with their links, the strongest first."""

    level: int = Field(examples=[2])
    region: str | None = Field(examples=["UKE3"])
    from_: str | None = Field(alias="from", examples=["UKE3"])
    to: str | None = Field(examples=["CZ06"])
    since: str | None = Field(examples=["2020-01-01"])
    until: str | None = Field(examples=["2026-12-31"])
    firmsOnly: bool = Field(examples=[False])  # noqa: N815  # as it is written
    doubtedRegions: bool = Field(examples=[True])  # noqa: N815  # as it is written
    order: str = Field(examples=["strength"])
    types: list[str] = Field(examples=[["SUPPLIES"]])
    pairs: list[Pair]
    pairsBetween: int = Field(examples=[87])  # noqa: N815  # as it is written
    linksBetween: int = Field(examples=[210])  # noqa: N815  # as it is written
    linksWithin: int = Field(examples=[140])  # noqa: N815  # as it is written
    unplaced: Unplaced
    leftOut: LeftOut  # noqa: N815  # as it is written
    coverage: list[Coverage]
    revision: int = Field(examples=[7])


class Participant(Body):
    """An organisation that takes part in links of the pair, and what is left without it."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis"])
    kind: str = Field(examples=["Firm"])
    region: str = Field(examples=["UKE3"])
    links: int = Field(examples=[4])
    lost: int = Field(examples=[3])
    without: int = Field(examples=[9])


class Bridge(Body):
    """An organisation through which others of its region reach the other; `only` through it."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis"])
    kind: str = Field(examples=["Firm"])
    reaches: int = Field(examples=[5])
    only: int = Field(examples=[2])


class Departure(Body):
    """An organisation that leaves after those before it, and how many links are left."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis"])
    kind: str = Field(examples=["Firm"])
    left: int = Field(examples=[9])


class RegionPair(Body):
    """Two regions: their links, who carries and bridges them, and what breaks as they leave."""

    level: int = Field(examples=[2])
    types: list[str] = Field(examples=[["SUPPLIES"]])
    since: str | None = Field(examples=["2020-01-01"])
    until: str | None = Field(examples=["2026-12-31"])
    firmsOnly: bool = Field(examples=[False])  # noqa: N815  # as it is written
    pair: Pair
    organisations: int = Field(examples=[14])
    firms: int = Field(examples=[12])
    carriers: list[Participant]
    bridges: list[Bridge]
    departures: list[Departure]
    coverage: list[Coverage]
    revision: int = Field(examples=[7])
