"""Clusters."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse

from api.deps import Asked, today
from api.schemas import PROBLEMS
from api.schemas_clusters import Cluster, Clusters
from kg.query.present_clusters import cluster_json, clusters_json

router = APIRouter(tags=["clusters"])


@router.get("/clusters", responses={200: {"model": Clusters}, **PROBLEMS})
def clusters(product: Asked) -> JSONResponse:
    """The clusters that are found in the graph, and what the declared groups are."""
    with product.services() as services:
        model = services.projection()
        answer = services.cluster_finder.find(services.network(), model, today())
    return JSONResponse(clusters_json(answer))


@router.get("/clusters/{id}", responses={200: {"model": Cluster}, **PROBLEMS})
def cluster(
    id_: Annotated[str, Path(alias="id", examples=["demo:northern-table"])], product: Asked
) -> JSONResponse:
    """A declared or found group: its drivers, type, model, members, support, what it lacks."""
    with product.services() as services:
        model = services.projection()
        answer = services.cluster_finder.examine(id_, services.network(), model, today())
    return JSONResponse(cluster_json(answer))
