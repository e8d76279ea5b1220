"""Value chains."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.schemas import PROBLEMS
from api.schemas_chains import Chain, Chains
from kg.query.present_chains import chain_json, chains_json

router = APIRouter(tags=["chains"])


@router.get("/chains", responses={200: {"model": Chains}, **PROBLEMS})
def chains(product: Asked) -> JSONResponse:
    """All value chains in short."""
    with product.services() as services:
        model = services.projection()
        found = services.chain_reader.every(model, today())
    return JSONResponse(chains_json(found, model.revision))


@router.get("/chains/{id}", responses={200: {"model": Chain}, **PROBLEMS})
def chain(
    id_: Annotated[str, Path(alias="id", examples=["demo:lateral-flow-test"])], product: Asked
) -> JSONResponse:
    """A value chain: its stages, who performs and who could perform each, how firmly it stands."""
    with product.services() as services:
        model = services.projection()
        found = services.chain_reader.one(id_, model, today())
    return JSONResponse(chain_json(found, model.revision))
