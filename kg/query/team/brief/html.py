"""The brief for a customer as one page of HTML, ready to print or to save as PDF.

All that it needs is in it: it loads nothing and runs no script.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from kg.query.team.brief.colours import RULES
from kg.query.team.brief.content import Brief

TEMPLATES = Path(__file__).parent / "templates"


def brief_html(brief: Brief, picture: str) -> str:
    """The page; the picture is SVG that is written and escaped already."""
    return _template().render(brief=brief, picture=Markup(picture), rules=Markup(RULES))  # noqa: S704  # our own


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("brief.html")
