"""The table of features, readable top to bottom; their weights are in `weights.toml`."""

from kg.ingest.resolution import name_features as names
from kg.ingest.resolution import place_features as places
from kg.ingest.resolution.match_names import LIKENESSES
from kg.ingest.resolution.observe import Feature

FOR, AGAINST = 1, -1
_SIGNS = dict.fromkeys(LIKENESSES, None) | {
    "equal": FOR, "same meaning": FOR, "same but spelling": FOR, "share little": AGAINST,
}  # fmt: skip
_OF_ONE = (("of one", AGAINST), ("differ", AGAINST))

FEATURES = (
    Feature("identifier", places.identifier, (("same", FOR), ("differ", AGAINST))),
    Feature("pic", places.several_identifiers, (("same", FOR), ("differ", AGAINST))),
    Feature("name", names.name, tuple(_SIGNS.items())),
    Feature(
        "tellingness",
        names.tellingness,
        (
            ("no own word", AGAINST),
            ("names a town", None),
            ("tells little", AGAINST),
            ("tells something", None),
            ("tells much", FOR),
            ("tells most", FOR),
        ),
    ),
    Feature(
        "acronym",
        names.acronym,
        (
            ("stated", FOR),
            ("stated in few letters", FOR),
            ("formed", FOR),
            ("formed in few letters", FOR),
            ("shared", FOR),
            ("fits", FOR),
            ("differ", AGAINST),
        ),
    ),
    Feature("kind words", names.kind_words, _OF_ONE),
    Feature("country words", names.country_words, _OF_ONE),
    Feature("city words", names.city_words, _OF_ONE),
    Feature("common words", names.common_words, _OF_ONE),
    Feature("numbers", names.numbers, (("same", FOR), *_OF_ONE)),
    Feature("legal form", names.legal_form, (("same", FOR), ("differ", AGAINST))),
    Feature(
        "web domain",
        places.domain,
        (("same", FOR), ("same word", FOR), ("differ", AGAINST)),
    ),
    Feature("telephone", places.phone, (("same", FOR), ("differ", AGAINST))),
    Feature("country", places.country, (("same", FOR), ("differ", AGAINST))),
    Feature(
        "place",
        places.place,
        (
            ("same postal code", FOR),
            ("same city", FOR),
            ("same region", FOR),
            ("next town", None),
            ("nearby", None),
            ("elsewhere", AGAINST),
            ("elsewhere, country unknown", AGAINST),
        ),
    ),
    Feature("address", places.address, (("same", FOR), ("differ", AGAINST))),
    Feature("kind", places.kind, (("same", FOR), ("differ", AGAINST))),
)
