"""Which pairs are asked however alike their names are: firms of one name are common.

Weights alone would join two of them as soon as the name weighs enough, and no number of pairs to
learn from has all the namesakes of a country. So this is a rule, and not a weight.
"""

from collections.abc import Mapping

# Namesakes have each their own of these, wherever they sit.
_OWN = {"identifier": "same", "pic": "same", "web domain": "same", "telephone": "same"}
_ONE_TOWN = frozenset({"same postal code", "same city", "same region"})
_SEVERAL_WORDS = frozenset({"tells much", "tells most"})
_A_WORD_OR_TOWN = frozenset({"tells something", "names a town"})
_ACRONYMS = frozenset(
    {"stated", "stated in few letters", "formed", "formed in few letters", "shared"}
)


def may_be_namesakes(levels: Mapping[str, str]) -> bool:
    """Whether no identifier, domain, telephone or town agrees, and the name may be that of two."""
    if any(levels.get(feature) == level for feature, level in _OWN.items()):
        return False
    place = levels.get("place")
    if place in _ONE_TOWN:
        return False
    if place is not None:
        return _may_be_called_alike_elsewhere(levels)
    return levels.get("address") != "same" and _may_be_called_alike(levels)


def _may_be_called_alike_elsewhere(levels: Mapping[str, str]) -> bool:
    """Several firms of one country bear a surname or a short word; few, two words of their own."""
    is_rare = levels.get("tellingness") in _SEVERAL_WORDS
    return not is_rare or levels.get("web domain") == "differ"


def _may_be_called_alike(levels: Mapping[str, str]) -> bool:
    """Where no town is known, a name of one word or of a town is that of one in its country."""
    told = levels.get("tellingness")
    # Where it is not told, the names differ, and weights say how much.
    if told is None or told in _SEVERAL_WORDS:
        return False
    is_told = told in _A_WORD_OR_TOWN or levels.get("acronym") in _ACRONYMS
    return not is_told or levels.get("country") != "same"
