"""The colours of pictures, for light and dark screens, as one style sheet.

Colours are written out where they are used: what shows SVG outside of browsers knows no variables.
"""

from collections.abc import Iterable, Mapping
from typing import Final

# By selector and property: the colour on a light and on a dark screen.
COLOURS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    (".sheet", "fill"): ("#ffffff", "#14181a"),
    ("text", "fill"): ("#1c2326", "#e8ecec"),
    (".soft", "fill"): ("#566065", "#a5b0b4"),
    (".sea", "fill"): ("#eef3f5", "#182024"),
    (".land", "fill"): ("#dfe1da", "#2c3539"),
    (".land", "stroke"): ("#ffffff", "#14181a"),
    (".flow", "stroke"): ("#0b6169", "#6fd0d6"),
    (".node", "fill"): ("#0b6169", "#6fd0d6"),
    (".node", "stroke"): ("#ffffff", "#14181a"),
    (".near", "fill"): ("#ffffff", "#14181a"),
    (".near", "stroke"): ("#0b6169", "#6fd0d6"),
    (".halo", "stroke"): ("#ffffff", "#14181a"),
    (".line", "stroke"): ("#b9c0c2", "#4a555a"),
    (".hole", "stroke"): ("#8a3b00", "#ffb27d"),
    (".warn", "fill"): ("#8a3b00", "#ffb27d"),
    (".single", "stroke"): ("#8a3b00", "#ffb27d"),
    (".band", "fill"): ("#7d888c", "#7d888c"),
}
# From few to many; the numbers on them are in the colour that stands out.
STEPS: Final = (
    ("#eef3f5", "#20292d"),
    ("#d3e6e7", "#214043"),
    ("#a9d0d2", "#235a5e"),
    ("#74b1b5", "#2d7a80"),
    ("#3b8c92", "#4aa6ac"),
    ("#0b6169", "#7fdbe0"),
)
STEP_INKS: Final = (("#1c2326", "#e8ecec"),) * 3 + (
    ("#1c2326", "#ffffff"),
    ("#ffffff", "#0d1a1b"),
    ("#ffffff", "#0d1a1b"),
)
# Told apart by those who see red and green alike (after Okabe and Ito, 2008), dark enough on light.
GROUPS: Final = (
    ("#0b6169", "#6fd0d6"),
    ("#b35900", "#f0a35e"),
    ("#3d5a98", "#93b2f5"),
    ("#a63a6b", "#f296c0"),
    ("#5b7a1f", "#b3d66b"),
    ("#7a5a9e", "#c9aef0"),
    ("#8a6d00", "#e3c94f"),
    ("#5d666a", "#a8b3b8"),
)
# Beside colours. Sizes of letters are those that text_width reckons with.
RULES: Final = """\
.kg-picture{max-width:100%;height:auto;font:12px system-ui,"Segoe UI",Roboto,Arial,sans-serif}
.kg-picture .heading{font-size:16px;font-weight:600}
.kg-picture .small{font-size:11px}
.kg-picture .middle{text-anchor:middle}
.kg-picture .end{text-anchor:end}
.kg-picture .land{stroke-width:.6}
.kg-picture .flow{fill:none;stroke-opacity:.6;stroke-linecap:round}
.kg-picture .faint{stroke-opacity:.35}
.kg-picture .flow:hover,.kg-picture .ribbon:hover{stroke-opacity:1;fill-opacity:.8}
.kg-picture .halo{paint-order:stroke;stroke-width:3;stroke-linejoin:round}
.kg-picture .line{fill:none}
.kg-picture .hole{fill:none;stroke-width:1.5;stroke-dasharray:5 4}
.kg-picture .single{fill:none;stroke-width:2}
.kg-picture .near{stroke-width:1.5}
.kg-picture .ribbon{fill-opacity:.4}
.kg-picture .band{fill-opacity:.18}
"""


def _colours() -> Iterable[tuple[str, str, tuple[str, str]]]:
    for (selector, name), both in COLOURS.items():
        yield selector, name, both
    for step, both in enumerate(STEPS):
        yield f".step{step}", "fill", both
    for step, both in enumerate(STEP_INKS):
        yield f".ink{step}", "fill", both
    for number, both in enumerate(GROUPS):
        yield f".group{number}", "fill", both


def _sheet(scheme: int) -> str:
    return "".join(
        f".kg-picture {selector}{{{name}:{both[scheme]}}}\n" for selector, name, both in _colours()
    )


STYLE: Final = f"{RULES}{_sheet(0)}@media (prefers-color-scheme:dark){{\n{_sheet(1)}}}\n"
