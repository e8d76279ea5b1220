"""How a need is understood, to be edited and asked again."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.schemas import PROBLEMS, Need, NeedQuestion
from kg.model import Need as ReadNeed
from kg.projection.projection import Projection
from kg.query.need import NeedReader
from kg.query.need_file import read_need
from kg.query.present import need_json

router = APIRouter(tags=["partners"])


@router.post("/needs", responses={200: {"model": Need}, **PROBLEMS})
def read(question: NeedQuestion, product: Asked) -> JSONResponse:
    """A need as it is understood: requirements, conditions, and questions to put back."""
    with product.services() as services:
        reader = services.matcher.reader
        understood = reader.read(question.need, services.projection(), today())
    return JSONResponse(need_json(understood.need))


def given(need: str | dict[str, Any], reader: NeedReader, projection: Projection) -> str | ReadNeed:
    """A need in words, or an edited one."""
    return read_need(need, reader.known(projection)) if isinstance(need, dict) else need
