"""Tells whether two units of a quantity are one: pieces, Stück and szt."""

# Each line: words for one unit, in English, German, French and Polish, without plural endings.
_ALIKE = (
    "piece pc off unit item part stück stück stk teil teile pièce unité szt sztuk sztuka sztuki",
    "t tonne ton tonnen tony",
    "l litre liter litry litrów",
    "portion portionen porcja porcji porcje",
    "pallet palette paletten paleta palet palety",
    "set satz sätze jeu jeux komplet kompletów komplety",
    "batch batche lot lo lose partia partii",
    "hour h stunde stunden heure godzina godzin godziny",
)
_NAMES = {word: words.split()[0] for words in _ALIKE for word in words.split()}


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are the same but for case, plural and language."""
    return one is not None and other is not None and (_canonical(one) == _canonical(other))


def _canonical(unit: str) -> str:
    words = (word.strip(".").removesuffix("s") for word in unit.casefold().split())
    return " ".join(_NAMES.get(word, word) for word in words)
