"""Puts a model folder in the place of another."""

from pathlib import Path
from shutil import copyfile

from kg.embed.card import CARD, TOKENIZER, WEIGHTS, read_card, read_checked
from kg.embed.model_card import CARD_TEXT
from kg.errors import StorageError


def install(source: Path, target: Path) -> None:
    """Copy a whole model; its card last, so that a copy that was cut off is known as damaged.

    Raises InputError for a damaged source and StorageError where the target cannot be written.
    """
    card = read_card(source)
    read_checked(source, WEIGHTS, card.model_sha256)
    read_checked(source, TOKENIZER, card.tokenizer_sha256)
    try:
        for name in (WEIGHTS, TOKENIZER, CARD_TEXT, CARD):
            copyfile(source / name, target / name)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written: {error.strerror}; next step: KG_MODEL={source}"
        ) from error
