"""What becomes of a name on its way into another list: one function for each kind of change.

They know nothing of the features: their lists are their own, and shorter.
"""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "GMBH": ("GmbH", "G.m.b.H.", "Gesellschaft mit beschränkter Haftung", ""),
    "AG": ("Aktiengesellschaft", "A.G.", ""),
    "LIMITED": ("Ltd", "Ltd.", ""),
    "LTD": ("Limited", "LTD.", ""),
    "SRL": ("S.r.l.", "Società a responsabilità limitata", ""),
    "SPA": ("S.p.A.", "Società per azioni", ""),
    "SL": ("S.L.", "Sociedad Limitada", "SLU", ""),
    "SA": ("S.A.", "Société Anonyme", ""),
    "SAS": ("S.A.S.", ""),
    "SARL": ("S.à r.l.", ""),
    "BV": ("B.V.", ""),
    "NV": ("N.V.", ""),
    "AB": ("Aktiebolag", ""),
    "AS": ("A/S", "A.S.", ""),
    "OY": ("Oy", "Osakeyhtiö", "Oy Ab", ""),
    "APS": ("ApS", ""),
    "LDA": ("Lda.", "Limitada", ""),
    "DOO": ("d.o.o.", ""),
    "SRO": ("s.r.o.", "spol. s r.o.", ""),
    "SP ZOO": ("Sp. z o.o.", "Spółka z o.o.", ""),
    "EV": ("e.V.", "eingetragener Verein", ""),
    "KFT": ("Kft.", ""),
})  # fmt: skip
TRANSLATED = (
    ("UNIVERSITAET", "University"), ("UNIVERSITAT", "University"), ("UNIVERSITE", "University"),
    ("UNIVERSIDAD", "University"), ("UNIVERSITA", "University"), ("UNIVERSITEIT", "University"),
    ("UNIWERSYTET", "University"), ("UNIVERSITET", "University"), ("UNIVERSIDADE", "University"),
    ("UNIVERSITY", "Université"), ("POLITECNICA", "Technical"), ("TECHNISCHE", "Technical"),
    ("POLITECNICO", "Polytechnic"), ("POLITECHNIKA", "Technical University"),
    ("INSTITUTO", "Institute"), ("INSTITUT", "Institute"), ("ISTITUTO", "Institute"),
    ("INSTYTUT", "Institute"), ("INSTITUTE", "Institut"), ("CENTRE", "Zentrum"),
    ("CENTRO", "Centre"), ("CENTER", "Centro"), ("FUNDACION", "Foundation"),
    ("FONDAZIONE", "Foundation"), ("STICHTING", "Foundation"), ("ASSOCIATION", "Verein"),
    ("ASOCIACION", "Association"), ("ASSOCIAZIONE", "Association"), ("NATIONAL", "Nacional"),
    ("NACIONAL", "National"), ("NAZIONALE", "National"), ("RESEARCH", "Recherche"),
    ("RECHERCHE", "Research"), ("INVESTIGACION", "Research"), ("FORSCHUNG", "Research"),
    ("RICERCA", "Research"), ("MINISTRY", "Ministerium"), ("MINISTERE", "Ministry"),
    ("AYUNTAMIENTO", "Municipality"), ("COMUNE", "Municipality"), ("MUNICIPALITY", "Commune"),
    ("STADT", "City"), ("AGENCY", "Agentur"), ("AGENCE", "Agency"), ("AGENCIA", "Agency"),
    ("CHAMBRE", "Chamber"), ("CAMARA", "Chamber"), ("ENERGY", "Energie"), ("ENERGIA", "Energy"),
    ("ACADEMY", "Akademie"), ("AKADEMIE", "Academy"), ("EUROPEAN", "Européenne"),
    ("EUROPEENNE", "European"), ("INTERNATIONAL", "Internacional"), ("TECHNOLOGY", "Technologie"),
    ("TECHNOLOGIES", "Tecnologías"), ("ENGINEERING", "Ingénierie"), ("SCIENCES", "Wissenschaften"),
    ("WIEN", "Vienna"), ("MUENCHEN", "Munich"), ("MILANO", "Milan"), ("ROMA", "Rome"),
    ("TORINO", "Turin"), ("PRAHA", "Prague"), ("WARSZAWA", "Warsaw"), ("LISBOA", "Lisbon"),
    ("DI", "of"), ("DE", "of"), ("DEGLI", ""), ("STUDI", ""), ("FUER", "for"), ("PARA", "for"),
)  # fmt: skip
ABBREVIATED = (
    ("UNIVERSIT", "Univ."), ("INSTITUT", "Inst."), ("TECHNOLOG", "Technol."), ("RESEARCH", "Res."),
    ("NATIONAL", "Natl."), ("INTERNATIONAL", "Intl."), ("ASSOCIA", "Assoc."),
    ("DEVELOPMENT", "Dev."),
    ("ENGINEERING", "Eng."), ("CENTR", "Ctr."), ("DEPARTMENT", "Dept."), ("SYSTEM", "Syst."),
    ("SCIEN", "Sci."), ("MANAGEMENT", "Mgmt."), ("LABORATOR", "Lab."), ("FOUNDATION", "Found."),
)  # fmt: skip
ACCENTS = {
    "DE": "äöü", "AT": "äöü", "CH": "äöü", "FR": "éèê", "BE": "éèë", "ES": "áéíóñ", "PT": "ãçéó",
    "IT": "àèò", "PL": "łóśż", "CZ": "řšýž", "SE": "åäö", "NO": "åøæ", "DK": "åøæ", "FI": "äö",
    "HU": "áéőű", "RO": "ăâș", "TR": "ğışç", "SI": "čšž", "HR": "čćž", "SK": "áčľž",
}  # fmt: skip
PLAIN = dict(zip("äöüéèêëáíóñãçàòłśżřšýžåøæőűăâșğışčćľ",
                 "aoueeeeaionacaolszrsyzaoaouaasgisccl", strict=True))  # fmt: skip
Slip = Callable[[str, str, random.Random], str]


def keep(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001 # one signature
    return name


def letter_case(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    return dice.choice((name.title(), name.lower(), name.upper(), name.capitalize()))


def legal_form(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    words = name.upper().split()
    for form, others in FORMS.items():
        tail = form.split()
        if words[-len(tail) :] == tail and len(words) > len(tail):
            kept, new = " ".join(name.split()[: -len(tail)]), dice.choice(others)
            at_front = new and form in ("AS", "AB", "OY") and dice.random() < 0.2
            return (f"{new} {kept}" if at_front else f"{kept} {new}").strip()
    return name


def accents(name: str, country: str, dice: random.Random) -> str:
    used = ACCENTS.get(country, "éáö")
    if country in ("DE", "AT", "CH"):
        name = name.title()
        for pair, letter in (("ue", "ü"), ("oe", "ö"), ("ae", "ä")):
            name = name.replace(pair, letter)
    letters = list(name.title())
    spots = [i for i, c in enumerate(letters) if c.lower() in {PLAIN[a] for a in used}]
    for spot in dice.sample(spots, min(2, len(spots))):
        accented = [a for a in used if PLAIN[a] == letters[spot].lower()]
        letters[spot] = dice.choice(accented)
    return "".join(letters)


def typo(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    for _ in range(1 if len(name) < 20 else dice.choice((1, 1, 2))):
        spot = dice.randrange(1, max(2, len(name) - 1))
        kind = dice.choice(("drop", "double", "swap", "other"))
        if kind == "drop":
            name = name[:spot] + name[spot + 1 :]
        elif kind == "double":
            name = name[:spot] + name[spot - 1] + name[spot:]
        elif kind == "swap":
            name = name[:spot] + name[spot : spot + 2][::-1] + name[spot + 2 :]
        else:
            name = name[:spot] + dice.choice("abcdefghijklmnoprstuvwz") + name[spot + 1 :]
    return name


def translation(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    table = dict(TRANSLATED)
    words = [table.get(word.upper(), word) for word in re.split(r"\s+", name)]
    return " ".join(word for word in words if word)


def word_order(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    words = name.split()
    if len(words) < 2:
        return name
    cut = dice.randrange(1, len(words))
    glue = dice.choice((" ", ", "))
    return " ".join(words[cut:]) + glue + " ".join(words[:cut])


def truncation(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    return name[: max(15, int(len(name) * dice.uniform(0.55, 0.85)))].strip()


def abbreviation(name: str, country: str, dice: random.Random) -> str:  # noqa: ARG001
    def shortened(word: str) -> str:
        return next((a for begin, a in ABBREVIATED if word.upper().startswith(begin)), word)

    return " ".join(shortened(word) for word in name.split())


# All but the last are learned from; the last is seen in the measurement only.
NAME_SLIPS: Mapping[str, Slip] = MappingProxyType({
    "as it is": keep, "case": letter_case, "legal form": legal_form, "accents": accents,
    "typo": typo, "translation": translation, "word order": word_order, "truncation": truncation,
    "abbreviation": abbreviation,
})  # fmt: skip
LIGHT: tuple[Slip, ...] = (letter_case, legal_form, accents)
