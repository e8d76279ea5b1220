"""What brokers found of partners."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.routes.needs import given
from api.schemas import PROBLEMS
from api.schemas_feedback import BY, Feedback, FeedbackAsked, FeedbackGiven, Name
from kg.query.feedback.marking import Mark
from kg.query.present_feedback import FeedbackNames

router = APIRouter(tags=["feedback"])
CREATED = 201


@router.post("/feedback", status_code=CREATED, responses={CREATED: {"model": Feedback}, **PROBLEMS})
def mark(said: FeedbackGiven, product: Asked) -> JSONResponse:
    """Mark an organisation as fit, unfit or asked for a need; later answers are ranked by it."""
    with product.services() as services:
        reader, projection = services.matcher.reader, services.projection()
        need = given(said.need, reader, projection)
        understood = reader.understand(need, projection, today())
        wanted = Mark(said.organisation, said.verdict, said.by, said.reason)
        done = services.marking.mark(wanted, understood)
        [told] = FeedbackNames(services.catalogue).json([done])
    return JSONResponse(told, CREATED)


@router.get("/feedback", responses={200: {"model": list[Feedback]}, **PROBLEMS})
def feedback(asked: Annotated[FeedbackAsked, Query()], product: Asked) -> JSONResponse:
    """Feedback, the latest first."""
    with product.services() as services:
        found = services.marking.list(asked.organisation, withdrawn=asked.withdrawn)
        told = FeedbackNames(services.catalogue).json(found[: asked.limit])
    return JSONResponse(told)


@router.delete("/feedback/{id}", responses={200: {"model": Feedback}, **PROBLEMS})
def withdraw(
    id_: Annotated[str, Path(alias="id", examples=["1c9d4e07f2ab"])],
    by: Annotated[Name, Query(description=BY, examples=["A. Example"])],
    product: Asked,
) -> JSONResponse:
    """Take feedback back; it is kept as history, and answers are ranked as without it."""
    with product.services() as services:
        services.check_whole()
        done = services.marking.withdraw(id_, by)
        [told] = FeedbackNames(services.catalogue).json([done])
    return JSONResponse(told)
