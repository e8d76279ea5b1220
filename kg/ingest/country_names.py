"""The countries of Europe and its trading partners by their English and German names."""

from collections.abc import Mapping

from kg.ingest.mapping.words import folded

# Codes as the European Union uses them beside ISO 3166-1: Greece is GR there, EL in NUTS.
_NAMES: Mapping[str, str] = {
    "AL": "Albania/Albanien", "AT": "Austria/Österreich", "AU": "Australia/Australien",
    "BA": "Bosnia and Herzegovina/Bosnien und Herzegowina", "BE": "Belgium/Belgien",
    "BG": "Bulgaria/Bulgarien", "BR": "Brazil/Brasilien", "CA": "Canada/Kanada",
    "CH": "Switzerland/Schweiz", "CN": "China", "CY": "Cyprus/Zypern",
    "CZ": "Czechia/Czech Republic/Tschechien/Tschechische Republik",
    "DE": "Germany/Deutschland/Bundesrepublik Deutschland", "DK": "Denmark/Dänemark",
    "EE": "Estonia/Estland", "ES": "Spain/Spanien", "FI": "Finland/Finnland",
    "FR": "France/Frankreich",
    "GB": "United Kingdom/Great Britain/Vereinigtes Königreich/Großbritannien/England",
    "GR": "Greece/Griechenland", "HR": "Croatia/Kroatien", "HU": "Hungary/Ungarn",
    "IE": "Ireland/Irland", "IL": "Israel", "IN": "India/Indien", "IS": "Iceland/Island",
    "IT": "Italy/Italien", "JP": "Japan", "KR": "South Korea/Südkorea", "LI": "Liechtenstein",
    "LT": "Lithuania/Litauen", "LU": "Luxembourg/Luxemburg", "LV": "Latvia/Lettland",
    "ME": "Montenegro", "MK": "North Macedonia/Nordmazedonien", "MT": "Malta",
    "NL": "Netherlands/The Netherlands/Niederlande/Holland", "NO": "Norway/Norwegen",
    "PL": "Poland/Polen", "PT": "Portugal", "RO": "Romania/Rumänien", "RS": "Serbia/Serbien",
    "SE": "Sweden/Schweden", "SI": "Slovenia/Slowenien", "SK": "Slovakia/Slowakei",
    "TR": "Turkey/Türkiye/Türkei", "UA": "Ukraine",
    "US": "United States/United States of America/USA/Vereinigte Staaten",
}  # fmt: skip
COUNTRIES: Mapping[str, tuple[str, ...]] = {
    code: tuple(names.split("/")) for code, names in _NAMES.items()
}
COUNTRY_NAMES: Mapping[str, str] = {
    folded(name): code for code, names in COUNTRIES.items() for name in names
}
