"""Firms and other organisations."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from api.deps import Asked
from api.schemas import PROBLEMS, Firm
from kg.errors import NotFoundError
from kg.query.present import detail_json

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
