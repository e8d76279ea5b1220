"""What goes over the wire, as the API's description shows it; every field has an example."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.terms import term

CONDITION = {
    "id": "C1", "kind": "certificate", "text": "EN 9100", "must": True, "requirement": "R1",
    "standard": "EN 9100",
}  # fmt: skip
NEED = "tube frames of stainless steel, TIG welded; functional test of electronic units"


class Body(BaseModel):
    """A body as it is written: nothing is in it that is not described."""

    model_config = ConfigDict(extra="forbid")


def whole_text(text: str) -> str:
    """JSON can write half a character (a lone surrogate), which nothing can search or store."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("surrogate", "half of a character (a lone surrogate) is no text")
    return text


def _whole_need(need: str | dict[str, Any]) -> str | dict[str, Any]:
    """An edited need is checked when it is read."""
    return whole_text(need) if isinstance(need, str) else need


Text = Annotated[str, AfterValidator(whole_text)]


# A need in words, or one that was edited: what `need` of an answer holds, checked by kg/query.
NeedGiven = Annotated[str | dict[str, Any], AfterValidator(_whole_need)]
NEED_GIVEN = "What is needed, in plain language; or an edited need, as an answer holds it."


class NeedQuestion(Body):
    """A need that is to be read."""

    need: Text = Field(description="What is needed, in plain language.", examples=[NEED])


class MatchQuestion(Body):
    """A need, and where partners must be seated."""

    need: NeedGiven = Field(description=NEED_GIVEN, examples=[NEED])
    limit: int = Field(10, ge=1, le=1_000, description="How many partners.", examples=[5])
    region: Text | None = Field(
        None, description="A NUTS or ITL code, or a name.", examples=["South Yorkshire"]
    )
    partners: list[Text] = Field(
        [],
        max_length=100,
        description="Ids of organisations that take part already: who worked with them before "
        "stands higher.",
        examples=[["demo:hallam-five-axis"]],
    )


class Problem(Body):
    """An error (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no organisation 'demo:nobody'; next step: …"])
    instance: str = Field(examples=["/v1/firms/demo:nobody"])


class Citation(Body):
    """A statement or a piece of evidence, with the file and row that it comes from."""

    id: str = Field(examples=["demo:hallam-five-axis--five-axis-cnc-milling--e1"])
    kind: str = Field(examples=["certificate"])
    title: str = Field(examples=["EN 9100:2018, scope: machining of metallic parts"])
    date: str | None = Field(examples=["2025-05-12"])
    source: str = Field(examples=["demo"])
    load: str = Field(examples=["demo-1"])
    file: str = Field(examples=["evidence.csv"])
    row: int = Field(examples=[2])


class CompetencyMatch(Body):
    """A competency that a requirement or a statement may mean."""

    id: str = Field(examples=["demo:tig-welding-stainless"])
    label: str = Field(examples=["TIG welding of stainless steel"])
    confidence: float = Field(examples=[0.91], description="From 0 to 1.")


class Requirement(Body):
    """One thing that is needed, in the words of the need."""

    id: str = Field(examples=["R1"])
    text: str = Field(examples=["tube frames of stainless steel, TIG welded"])
    must: bool = Field(examples=[True], description="False for what is only wished for.")
    competencies: list[CompetencyMatch]


class SetAside(Body):
    """Words of a need that ask for nothing, such as a signature."""

    kind: str = Field(examples=["greeting"])
    text: str = Field(examples=["Dear Sir or Madam,"])


class Need(Body):
    """A need as it was understood."""

    text: str = Field(examples=[NEED])
    requirements: list[Requirement]
    conditions: list[dict[str, Any]] = Field(
        description="What is asked besides, each with `id`, `kind`, `text`, `must`, `requirement` "
        "and the fields of its kind (docs/matching.md).",
        examples=[[CONDITION]],
    )
    setAside: list[SetAside]  # noqa: N815  # as it is written
    questions: list[str] = Field(
        description="To be put to the customer.", examples=[["By when is it needed?"]]
    )


class Part(Body):
    """One part of a score: `contribution` is `value` times `weight`."""

    name: str = Field(examples=["R1 fit"])
    value: float = Field(examples=[0.82])
    weight: float = Field(examples=[0.3])
    contribution: float = Field(examples=[0.246])
    reason: str = Field(examples=["names the competency TIG welding of stainless steel"])
    evidence: list[Citation]


class Partner(Body):
    """A ranked organisation; its score is the sum of its parts' contributions."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis Ltd"])
    kind: str = Field(examples=["Firm"], json_schema_extra=term("Organisation"))
    region: str | None = Field(examples=["UKE32"])
    score: float = Field(examples=[0.71])
    strength: float = Field(
        examples=[0.74], description="How well it does the one requirement that it does best."
    )
    probability: float | None = Field(
        examples=[0.83],
        description="How likely it is that it is judged fit for that: of partners of such a "
        "strength about so many were, on the judged needs of the demonstration cluster. Null "
        "where somebody has judged it for this very need.",
    )
    parts: list[Part]


class TurnedAway(Body):
    """How many would fit and fail a must."""

    condition: str = Field(examples=["C1"])
    organisations: int = Field(examples=[12])


class Alike(Body):
    """Partners that the data cannot tell apart: their order means nothing."""

    partners: list[str] = Field(examples=[["pic:999866089", "pic:999876952"]])
    organisations: int = Field(examples=[7], description="Those beyond the answer too.")


class Unmet(Body):
    """A requirement that nobody fits, and why."""

    requirement: str = Field(examples=["R2"])
    kind: Literal["turned away", "not offered", "not understood"] = Field(examples=["not offered"])
    reason: str = Field(examples=["it is understood as “spray drying”, which nobody states"])


class Match(Body):
    """Partners for a need; `uncovered` are the requirements that nobody fits."""

    need: Need
    partners: list[Partner]
    uncovered: list[str] = Field(examples=[["R2"]])
    unmet: list[Unmet] = Field(description="Why nobody fits those that are uncovered.")
    abstained: bool = Field(examples=[False], description="There is no credible partner.")
    turnedAway: list[TurnedAway]  # noqa: N815  # as it is written
    relaxed: list[str] = Field(
        examples=[[]], description="Certificates that were let go: nobody meets all musts."
    )
    unchecked: list[str] = Field(
        examples=[["C2"]], description="Conditions that nobody is held to."
    )
    alike: list[Alike] = Field(description="Who states the same, with the same score.")
    revision: int = Field(examples=[7])


class Statement(Body):
    """A capability in full."""

    id: str = Field(examples=["demo:hallam-five-axis--five-axis-cnc-milling"])
    text: str = Field(examples=["Seven 5-axis machines, the largest with a table of 800 mm."])
    status: str = Field(examples=["verified"], json_schema_extra=term("Capability.status"))
    level: int | None = Field(examples=[5], json_schema_extra=term("Capability.level"))
    recordedOn: str | None = Field(examples=["2026-09-14"])  # noqa: N815  # as it is written
    competencies: list[str] = Field(examples=[["five-axis CNC milling"]])
    derivedCompetencies: list[CompetencyMatch] = Field(  # noqa: N815  # as it is written
        description="What its text was found to mean, where no source says it."
    )
    doubts: list[str] = Field(examples=[[]], description="Why it may be wrong.")
    evidence: list[Citation]


class StatedValue(Body):
    """A value with the row that states it."""

    property: str = Field(examples=["employees"], description="Also `class`, or a relation.")
    value: str | int | float | bool = Field(examples=[34])
    source: str = Field(examples=["demo"])
    load: str = Field(examples=["demo-1"])
    file: str = Field(examples=["organisations.csv"])
    row: int = Field(examples=[2])


class LostValue(StatedValue):
    """A value that another won over, so that the organisation has not it."""

    because: Literal["rank", "evidence", "recency"] = Field(examples=["rank"])
    reason: str = Field(examples=["demo has rank 1, cordis no rank"])
    won: StatedValue


class Firm(Body):
    """An organisation in full, without its private values."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis Ltd"])
    kind: str = Field(examples=["Firm"], json_schema_extra=term("Organisation"))
    country: str | None = Field(examples=["UK"], json_schema_extra=term("Organisation.country"))
    region: str | None = Field(examples=["UKE32"])
    regionName: str | None = Field(examples=["Sheffield"])  # noqa: N815  # as it is written
    city: str | None = Field(examples=["Sheffield"])
    alternativeNames: list[str] = Field(examples=[["HFA"]])  # noqa: N815  # as it is written
    description: str | None = Field(examples=["Sub-contract machinist in Sheffield."])
    website: str | None = Field(examples=["https://hallam-five-axis.example"])
    sizeClass: str | None = Field(  # noqa: N815  # as it is written
        examples=["small"], json_schema_extra=term("Organisation.sizeClass")
    )
    doubts: list[str] = Field(
        examples=[["postalCode 1234: no postal code of DE, but one of CH"]],
        description="Why what is stated of it may be wrong.",
    )
    capabilities: list[Statement]
    records: list[str] = Field(examples=[["demo/members.organisation/hallam-five-axis@demo-1"]])
    retiredOn: str | None = Field(  # noqa: N815  # as it is written
        examples=[None], description="Since when its sources have it no more."
    )
    mergedIds: list[str] = Field(  # noqa: N815  # as it is written
        examples=[["pic:999866089"]],
        description="Other ids of the same organisation, after judgements; they find it too.",
    )
    lost: list[LostValue] = Field(description="What sources state otherwise, and why it lost.")


class Health(Body):
    """What the service answers from."""

    status: str = Field(examples=["ok"])
    revision: int = Field(examples=[7])
    encoder: str = Field(examples=["minilm-int8-8fbe0ab90ef1"])
    organisations: int = Field(examples=[155])


def _told(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {"description": description, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _told("The request is not well formed."),
    404: _told("What is named does not exist."),
    409: _told("The stored state does not fit, such as an empty graph."),
    422: _told("The request cannot be used as it is."),
    503: _told("The graph is not available."),
}
