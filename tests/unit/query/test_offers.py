"""Who offers what is gathered by organisation and requirement."""

import datetime as dt
from collections.abc import Mapping

from kg.query.features import Offer
from kg.query.need import NeedReader
from kg.query.offers import find_offers
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project

TODAY = dt.date(2026, 7, 1)
CATALOGUE = FakeCatalogue(
    [firm("Acme", region="UKE3"), firm("Bolt", region="UKE32"), firm("Cox")],
    [
        capability("Acme", "milling of titanium"),
        capability("Acme", "milling of titanium housings"),
        capability("Bolt", "anodising of aluminium"),
        capability("Cox", "beer brewing"),
    ],
)


def offers(need: str, region: str = "") -> dict[str, Mapping[str, Offer]]:
    """What is found, by the organisation's id."""
    encoder = BagEncoder()
    projection = project(CATALOGUE, encoder)
    understood = NeedReader(encoder.encode, WORDS).read(need, projection)
    found = find_offers(projection, understood, region, TODAY).by_organisation()
    return {projection.organisations.ids[row]: by_need for row, by_need in found.items()}


def test_an_organisation_has_an_offer_for_each_requirement_that_it_meets() -> None:
    found = offers("milling of titanium; anodising of aluminium; welding of rails")
    assert {id_: sorted(by_need) for id_, by_need in found.items()} == {
        "acme": ["R1"],
        "bolt": ["R2"],
    }


def test_the_capabilities_of_an_offer_come_best_fitting_first() -> None:
    offer = offers("milling of titanium housings")["acme"]["R1"]
    ids = [offer.projection.capabilities.ids[fit.capability] for fit in offer.fits]
    assert ids == ["acme/milling-of-titanium-housings", "acme/milling-of-titanium"]
    assert offer.fits[0].value >= offer.fits[1].value
    assert offer.today == TODAY


def test_a_region_holds_those_whose_seat_begins_with_its_code() -> None:
    need = "milling of titanium; anodising of aluminium"
    assert set(offers(need, "UKE3")) == {"acme", "bolt"}
    assert set(offers(need, "UKE32")) == {"bolt"}
    assert offers(need, "DE") == {}
