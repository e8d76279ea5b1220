"""How the picture of a team looks on screens that are light or dark, and on paper.

The rules name colours as variables, which a page sets. A picture that stands alone has them
written out: what shows SVG outside of browsers knows no variables.
"""

import re
from collections.abc import Mapping
from typing import Final

LIGHT: Final = {
    "ink": "#1c2326",
    "soft": "#566065",
    "line": "#c9cfd1",
    "mark": "#0b6169",
    "warn": "#8a3b00",
    "warn-tint": "#fdeee0",
    "sheet": "#ffffff",
}
DARK: Final = {
    "ink": "#e8ecec",
    "soft": "#a5b0b4",
    "line": "#4a555a",
    "mark": "#6fd0d6",
    "warn": "#ffb27d",
    "warn-tint": "#3b2717",
    "sheet": "#14181a",
}
RULES: Final = """
.team-picture { font: 13px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.team-picture .sheet { fill: var(--sheet); }
.team-picture text { fill: var(--ink); }
.team-picture .id { fill: var(--mark); font-weight: 700; }
.team-picture .soft { fill: var(--soft); font-size: 12px; }
.team-picture .name { font-weight: 600; font-size: 12px; text-anchor: middle; }
.team-picture .figure { text-anchor: middle; font-size: 12px; }
.team-picture .line { stroke: var(--line); stroke-width: 1; }
.team-picture .full { fill: var(--mark); }
.team-picture .empty { fill: none; stroke: var(--mark); stroke-width: 1.5; }
.team-picture .could { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 3; }
.team-picture .open { fill: var(--warn-tint); }
.team-picture .warn { fill: var(--warn); font-weight: 600; text-anchor: end; }
"""


def own_style() -> str:
    """The style sheet of a picture that stands alone."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{{_coloured(DARK)}}}"
    return _coloured(LIGHT) + dark


def _coloured(colours: Mapping[str, str]) -> str:
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: colours[found[1]], RULES)
