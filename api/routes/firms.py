"""Firms and other organisations."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.schemas import PROBLEMS, Firm
from api.schemas_complements import Complements, ComplementsQuestion
from kg.errors import NotFoundError
from kg.query.complements.answer import ComplementRequest
from kg.query.present import detail_json
from kg.query.present_complements import complements_json

router = APIRouter(tags=["firms"])


@router.get("/firms/{id}", responses={200: {"model": Firm}, **PROBLEMS})
def firm(
    id_: Annotated[str, Path(alias="id", examples=["demo:hallam-five-axis"])], product: Asked
) -> JSONResponse:
    """An organisation with what it offers and what supports it, by any of its ids."""
    with product.services() as services:
        detail = services.catalogue.organisation(id_)
        if detail is None:
            raise NotFoundError(
                f"no organisation {id_!r}; next step: take an id from POST /v1/match"
            )
        account = services.account(detail.organisation.id)
    return JSONResponse(detail_json(detail, account))


@router.get("/firms/{id}/complements", responses={200: {"model": Complements}, **PROBLEMS})
def complements(
    id_: Annotated[str, Path(alias="id", examples=["demo:dearne-sheet-and-tube"])],
    asked: Annotated[ComplementsQuestion, Query()],
    product: Asked,
) -> JSONResponse:
    """Partners that complete an organisation: they offer what its work demands and it lacks."""
    request = ComplementRequest(id_, asked.region, asked.opportunity, asked.limit)
    with product.services() as services:
        answer = services.complement_finder.find(request, services.projection(), today())
    return JSONResponse(complements_json(answer))
