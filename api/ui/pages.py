"""The pages: a need, how it was understood, partners, the team, and a firm's own page."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel

from api.deps import Asked, today
from api.ui.answer import Question, answer_question
from kg.errors import KgError, NotFoundError
from kg.ontology.rdf import load_schema
from kg.query.complements.answer import ComplementRequest
from kg.query.present import detail_json
from kg.query.present_complements import complements_json

HERE = Path(__file__).parent
router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(HERE / "templates")


def in_words(kind: str) -> str:
    """The caption of a class: `ResearchOrganisation` as research organisation."""
    return load_schema().classes[kind].caption


def term_in_words(name: str) -> str:
    """The caption of a property or relation of organisations: `sizeClass` as size class."""
    schema = load_schema()
    if name in schema.relations:
        return schema.relations[name].caption
    properties = {
        p.name: p for c in schema.subclasses("Organisation") for p in schema.classes[c].properties
    }
    return properties[name].caption if name in properties else name


templates.env.filters["in_words"] = in_words
templates.env.filters["term_in_words"] = term_in_words


class AskForm(BaseModel):
    """The form of the page; `view` is the button that was pressed."""

    need: str = ""
    region: str = ""
    opportunity: str = ""
    view: str = ""


def include(app: FastAPI) -> None:
    """Puts the pages and what they load into the application."""
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"))


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page."""
    return templates.TemplateResponse(request, template, values, status_code=status)


def error_page(request: Request, status: int, title: str, detail: str) -> Response:
    """An error as a page that says what to do."""
    return render(request, "error.html", status, title=title, detail=detail)


@router.get("/")
def home(
    request: Request, product: Asked, opportunity: Annotated[str | None, Query()] = None
) -> Response:
    """The box for a need, and the opportunities that are open."""
    with product.services() as services:
        opportunities = services.opportunities.list()
    chosen = next((o for o in opportunities if o.id == opportunity), None)
    if opportunity and chosen is None:
        raise NotFoundError(f"no opportunity {opportunity!r}; next step: choose one on the page /")
    question = Question(need=chosen.text if chosen else "", opportunity=opportunity or "")
    return render(request, "home.html", question=question, opportunities=opportunities)


@router.post("/")
def answer(request: Request, product: Asked, asked: Annotated[AskForm, Form()]) -> Response:
    """Partners and a team for what is in the box."""
    question = Question(asked.need, asked.region.strip(), asked.opportunity)
    template = "print.html" if asked.view == "print" else "home.html"
    opportunities: Any = ()
    try:
        with product.services() as services:
            opportunities = services.opportunities.list()
            found = answer_question(services, question, today())
    except KgError as error:
        # What was typed stays in the box.
        return render(
            request, "home.html", error.status,
            question=question, opportunities=opportunities, error=error,
        )  # fmt: skip
    return render(request, template, question=question, opportunities=opportunities, **found)


@router.get("/firms/{id_}")
def firm(request: Request, product: Asked, id_: str) -> Response:
    """An organisation with what it offers and what supports it."""
    with product.services() as services:
        detail = services.catalogue.organisation(id_)
        if detail is None:
            raise NotFoundError(
                f"no organisation {id_!r}; next step: look for partners on the page /"
            )
        account = services.account(detail.organisation.id)
    return render(request, "firm.html", firm=detail_json(detail, account))


@router.get("/firms/{id_}/complements")
def complements(
    request: Request, product: Asked, id_: str, region: Annotated[str, Query()] = ""
) -> Response:
    """Who completes an organisation, and why."""
    asked = ComplementRequest(id_, region.strip() or None)
    with product.services() as services:
        answer = services.complement_finder.find(asked, services.projection(), today())
    return render(request, "complements.html", answer=complements_json(answer), region=region)
