"""Feedback over the wire."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from api.schemas import NEED, NEED_GIVEN, Body, NeedGiven, Text, whole_text
from api.terms import term

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, strip_whitespace=True),
    AfterValidator(whole_text),
]
Verdict = Literal["fit", "unfit", "asked"]
BY = "Who decides."


class FeedbackGiven(Body):
    """What somebody found of an organisation for a need."""

    need: NeedGiven = Field(description=NEED_GIVEN, examples=[NEED])
    organisation: Text = Field(examples=["demo:hallam-five-axis"])
    verdict: Verdict = Field(examples=["unfit"], json_schema_extra=term("Feedback.feedbackKind"))
    reason: Text | None = Field(
        None,
        description="Why unfit; only then.",
        examples=["capacity"],
        json_schema_extra=term("Feedback.unfitReason"),
    )
    by: Name = Field(description=BY, examples=["A. Example"])


class FeedbackAsked(Body):
    """Which feedback is wanted."""

    organisation: Text | None = Field(
        None, description="Only on this one.", examples=["demo:hallam-five-axis"]
    )
    withdrawn: bool = Field(
        default=False, description="What was taken back as well.", examples=[False]
    )
    limit: int = Field(100, ge=1, le=100_000, description="How much.", examples=[100])


class NamedCompetency(Body):
    """A competency that the need surely meant."""

    id: str = Field(examples=["demo:tig-welding-of-stainless-steel"])
    label: str | None = Field(examples=["TIG welding of stainless steel"])


class Feedback(Body):
    """What somebody found of an organisation for a need; of the need no word is kept."""

    id: str = Field(examples=["1c9d4e07f2ab"])
    organisation: str = Field(examples=["demo:hallam-five-axis"])
    name: str | None = Field(examples=["Hallam Five-Axis Ltd"])
    verdict: Verdict = Field(examples=["unfit"])
    reason: str | None = Field(examples=["capacity"])
    competencies: list[NamedCompetency]
    need: str = Field(examples=["9f86d081884c7d65"], description="The same need has the same.")
    decidedBy: str = Field(examples=["A. Example"])  # noqa: N815  # as it is written
    decidedAt: str = Field(  # noqa: N815  # as it is written
        examples=["2026-12-01T08:30:00+00:00"]
    )
    withdrawnBy: str | None = Field(examples=[None])  # noqa: N815  # as it is written
    withdrawnAt: str | None = Field(examples=[None])  # noqa: N815  # as it is written
