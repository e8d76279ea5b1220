"""What goes over the wire about complementary partners; every field has an example."""

from typing import Literal

from pydantic import Field

from api.schemas import Body, Citation, Part, Text
from api.terms import term


class ComplementsQuestion(Body):
    """Whose complements are asked for, besides the firm in the path."""

    region: Text | None = Field(
        None, description="A NUTS or ITL code, or a name.", examples=["South Yorkshire"]
    )
    opportunity: Text | None = Field(
        None,
        alias="for",
        description="The id of an opportunity: only what it demands.",
        examples=["demo:o1"],
    )
    limit: int = Field(10, ge=1, le=1_000, description="How many partners.", examples=[5])


class Whole(Body):
    """A value chain or an opportunity; of past work the competency itself."""

    id: str = Field(examples=["demo:steel-wheelchair-hoist"])
    name: str = Field(examples=["Steel wheelchair hoist for hospitals"])


class Lack(Body):
    """What is demanded of the firm and it does not hold; any of the competencies covers it."""

    kind: Literal["value chain", "opportunity", "past work"] = Field(examples=["value chain"])
    id: str = Field(examples=["demo:steel-wheelchair-hoist-finishing"])
    text: str = Field(examples=["Surface finishing"])
    of: Whole
    competencies: list[str] = Field(examples=[["anodising of aluminium"]])
    why: str = Field(
        examples=["had from Sheaf Surface Finishing Ltd"],
        description="Of past work how it came up, else empty.",
    )
    partners: int = Field(examples=[8], description="How many could cover it, everywhere.")
    evidence: list[Citation]


class Gains(Body):
    """What one side gets from the other."""

    competencies: list[str] = Field(examples=[["anodising of aluminium"]])
    markets: list[str] = Field(
        examples=[["customers in PL"]], description="Markets that it would reach and does not yet."
    )


class Mark(Body):
    """How the two stand to one another already; it hides nobody."""

    kind: Literal["competitor", "partner", "former partner", "same owner"] = Field(
        examples=["partner"]
    )
    reason: str = Field(examples=["it subcontracts to them in powder coating of metal parts"])


class Complement(Body):
    """A complementary partner; its score is the sum of its parts' contributions."""

    id: str = Field(examples=["demo:sheaf-surface-finishing"])
    name: str = Field(examples=["Sheaf Surface Finishing Ltd"])
    kind: str = Field(examples=["Firm"], json_schema_extra=term("Organisation"))
    region: str | None = Field(examples=["UKE32"])
    score: float = Field(examples=[0.61])
    parts: list[Part]
    firmGains: Gains  # noqa: N815  # as it is written
    partnerGains: Gains  # noqa: N815  # as it is written
    marks: list[Mark]


class ComplementedFirm(Body):
    """The firm that is asked about."""

    id: str = Field(examples=["demo:dearne-sheet-and-tube"])
    name: str = Field(examples=["Dearne Sheet and Tube Ltd"])
    kind: str = Field(examples=["Firm"])
    region: str | None = Field(examples=["UKE31"])


class Complements(Body):
    """What a firm lacks, and who completes it, best first."""

    firm: ComplementedFirm
    opportunity: str | None = Field(examples=["demo:o1"])
    region: str | None = Field(examples=["UKE3"])
    lacks: list[Lack]
    partners: list[Complement]
    note: str | None = Field(
        examples=[None], description="Where there is no partner: why, in one sentence."
    )
    revision: int = Field(examples=[7])
