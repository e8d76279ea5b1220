"""A picture and the table of the same facts as one page that needs nothing else."""

from collections.abc import Iterable, Sequence
from html import escape

from kg.query.pictures.content import Fact, Network, number
from kg.query.pictures.style import STYLE
from kg.query.pictures.svg import Picture, clean
from kg.query.pictures.tables import flow_rows

MOST_ROWS = 1_000
MOST_ROWS_IN_NOTEBOOK = 10
PAGE_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif;margin:1rem auto;max-width:62rem;
padding:0 1rem;background:#fff;color:#1c2326}
table{border-collapse:collapse;font-size:.9rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #dcdfdc}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
@media (prefers-color-scheme:dark){body{background:#14181a;color:#e8ecec}
th,td{border-color:#353e42}}
@media print{body{max-width:none}}
"""


def to_html(network: Network, pictures: Sequence[Picture]) -> str:
    """A page of its own without scripts: the pictures, then the flows as a table."""
    drawn = "".join(f"<figure>{picture.inline()}</figure>" for picture in pictures)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words(network.title)}</title><style>{PAGE_STYLE}{STYLE}</style></head><body>"
        f"<h1>{words(network.title)}</h1>{drawn}{flow_table(network, MOST_ROWS)}</body></html>\n"
    )


def in_notebook(network: Network, picture: Picture) -> str:
    """The picture and the strongest flows, for a cell of a notebook."""
    return f"{picture.svg()}{flow_table(network, MOST_ROWS_IN_NOTEBOOK)}"


def flow_table(network: Network, most: int) -> str:
    """The strongest flows as a table, with how many there are."""
    rows = flow_rows(network)
    if not rows:
        return f"<p>No {words(network.unit)}.</p>"
    shown = min(most, len(rows))
    caption = f"{shown:,} of {len(rows):,}, strongest first; value: {network.unit}"
    head = "".join(f'<th scope="col">{words(column)}</th>' for column in rows[0])
    body = "".join(f"<tr>{_cells(row.values())}</tr>" for row in rows[:most])
    # Reached by keyboard, since it may have to be moved to be read.
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>'
        f"<caption>{words(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def words(text: str) -> str:
    """Text of a page, whatever it holds."""
    return escape(clean(text))


def _cells(values: Iterable[Fact]) -> str:
    return "".join(map(_cell, values))


def _cell(value: Fact) -> str:
    match value:
        case None:
            return "<td></td>"
        case bool() | str():
            return f"<td>{words(str(value))}</td>"
        case _:
            return f'<td class="number">{number(value)}</td>'
