"""Whether the service can answer."""

from fastapi import APIRouter

from api.deps import Asked
from api.schemas import PROBLEMS, Health

router = APIRouter(tags=["health"])


@router.get("/health", responses={200: {"model": Health}, **PROBLEMS})
def health(product: Asked) -> Health:
    """Whether needs can be answered, on which revision of the graph and by which encoder."""
    with product.services() as services:
        projection = services.projection()
    return Health(
        status="ok",
        revision=projection.revision,
        encoder=projection.model_id,
        organisations=len(projection.organisations.ids),
    )
