"""What goes over the wire when a team is handed on; every field has an example."""

from typing import Any, Literal

from pydantic import Field

from api.schemas import Body, Text

TEAM = {"request": {"opportunity": "demo:o4"}, "need": {}, "members": [{"id": "demo:a"}]}


class TeamExport(Body):
    """A team, the format in which it is wanted, and what the group calls itself."""

    team: dict[str, Any] = Field(
        description="What `POST /v1/teams` answered; the request, the need and the members count.",
        examples=[TEAM],
    )
    format: Literal["svg", "html", "csv", "md"] = Field(
        "html",
        description="html and md are for the customer, svg and csv for who forms the team.",
        examples=["html"],
    )
    lead: Text | None = Field(
        None, description="The id of the lead partner.", examples=["demo:hallam-five-axis"]
    )
    name: Text | None = Field(None, description="The public name.", examples=["Brackets United"])
    value: Text | None = Field(
        None, description="What the customer gains.", examples=["One contract for all parts."]
    )
    contact: Text | None = Field(
        None, description="The one contact.", examples=["offers@hallam-five-axis.example"]
    )
