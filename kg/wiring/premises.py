"""What kg doctor looks at."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.embed.card import is_exported
from kg.settings import SHIPPED_MODEL, Settings
from kg.wiring.graph import server_address

if TYPE_CHECKING:
    from kg.doctor.premises import Premises


def premises(settings: Settings, environment: Iterable[str]) -> "Premises":
    """What kg doctor looks at; unlike Services it makes no folder and starts nothing."""
    from kg.doctor.premises import Premises, Wanted
    from kg.embed.card import SHIPPED_FOLDER

    exported = Path(settings.model) if is_exported(Path(settings.model)) else None
    return Premises(
        Wanted(
            home=settings.home,
            server=server_address(settings) if settings.graph_uri else None,
            engine_port=settings.engine_port,
            engine_heap=settings.engine_heap,
            model=settings.model,
            model_folder=SHIPPED_FOLDER if settings.model == SHIPPED_MODEL else exported,
            variables=frozenset(name for name in environment if name.startswith("KG_")),
            settings=frozenset(f"KG_{name.upper()}" for name in Settings.model_fields),
        )
    )
