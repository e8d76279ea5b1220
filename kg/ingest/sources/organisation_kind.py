"""Tells the kind of an organisation from its activity type, else from words in its name.

Activity types of the Horizon 2020 grant agreement: PRC private for-profit, HES higher or
secondary education, REC research organisation, PUB public body, OTH other.
"""

import re

# Words by which such bodies are known across Europe; the first kind with a word in the name wins.
WORDS = {
    "ResearchOrganisation": """
        universi\\w+ uniwersytet\\w* politechnika politecnico hochschule institut\\w* instytut ustav
        akademi\\w+ academy laborator\\w+ research\\scent\\w+ centr[eo]\\sde\\srecherche
    """,
    "Association": """
        associa(tion|tions|cao|ciacion)? asocia\\w+ associazione federa\\w+ foundation fundaci\\w+
        fundacja fondation fondazione stiftung stichting vereniging verein verband ev
        network netzwerk cluster chamber camara kammer izba confedera\\w+ union alliance
        forum society trust aisbl uniunea sindacato pole
    """,
    "PublicBody": """
        minist\\w+ department municip\\w+ comune commune ayuntamiento gemeente city stadt ville
        miasto mesto obec gmina grad opcin[ae] kommune provinc\\w+ region\\w* county council
        conseil landkreis land government agenc\\w+ agentur\\w* agentura authority autorit\\w+
        office amt savivaldyb\\w+ prefect\\w+ metropole polic\\w+ azienda hospital krankenhaus asl
    """,
}


def organisation_kind(activity_type: str | None, name: str) -> str:
    """The class of the organisation; `Organisation` where neither type nor name tells."""
    match (activity_type or "").upper():
        case "PRC":
            return "Firm"
        case "HES" | "REC":
            return "ResearchOrganisation"
        case "PUB" | "OTH":
            found = (kind for kind, words in WORDS.items() if _has_word(words, name))
            return next(found, "Organisation")
        case _:
            return "Organisation"


def _has_word(words: str, name: str) -> bool:
    choices = "|".join(words.split())
    return re.search(rf"\b({choices})\b", name.replace(".", ""), re.IGNORECASE) is not None
