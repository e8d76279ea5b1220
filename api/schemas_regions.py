"""What goes over the wire about regions; every field has an example."""

from pydantic import Field

from api.schemas import Body


class LinksQuestion(Body):
    """Which pairs of regions are asked for."""

    level: int = Field(2, ge=0, le=3, description="NUTS level; 0 are countries.", examples=[2])
    region: str | None = Field(
        None, description="Only pairs with this region or one inside it.", examples=["UKE3"]
    )
    type: list[str] = Field(
        [], description="Only relationships of these types.", examples=[["SUPPLIES"]]
    )
    within: bool = Field(
        default=False, description="Also the links inside one region.", examples=[False]
    )
    limit: int = Field(20, ge=1, le=10_000, description="How many pairs.", examples=[5])


class Region(Body):
    """A region by its NUTS code."""

    code: str = Field(examples=["UKE3"])
    name: str | None = Field(examples=["South Yorkshire"])


class Pair(Body):
    """Two regions and how many links join their organisations."""

    regions: list[Region]
    links: int = Field(examples=[12])
    byType: dict[str, int] = Field(examples=[{"SUPPLIES": 7}])  # noqa: N815  # as it is written
    within: bool = Field(examples=[False])


class Unplaced(Body):
    """Links that are not counted, since an end's region is not known."""

    links: int = Field(examples=[3])
    organisations: int = Field(examples=[2])


class RegionLinks(Body):
    """The pairs of regions with most links."""

    level: int = Field(examples=[2])
    region: str | None = Field(examples=["UKE3"])
    types: list[str] = Field(examples=[["SUPPLIES"]])
    pairs: list[Pair]
    linksBetween: int = Field(examples=[210])  # noqa: N815  # as it is written
    linksWithin: int = Field(examples=[140])  # noqa: N815  # as it is written
    unplaced: Unplaced
    revision: int = Field(examples=[7])
