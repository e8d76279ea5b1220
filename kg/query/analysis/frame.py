"""Words around a need that ask for nothing: who asks, courtesies, and what leads to conditions."""

import re

# Left over beside a condition they say no more than that it is one.
FRAME_WORDS = frozenset((
    "all", "any", "anybody", "anyone", "business", "company", "contractor", "firm", "laboratory",
    "manufacturer", "only", "somebody", "workshop", "betrieb", "hersteller", "jemand", "jemanden",
    "atelier", "laboratoire", "wykonawca", "bidder", "bidders", "both", "equivalent",
    "comparable", "similar", "gleichwertig", "vergleichbar", "équivalent", "równoważny", "bring",
    "certificate", "certificates", "certification", "certified", "contract", "customer",
    "deadline", "deliver", "delivered", "deliveries", "delivery", "demand", "each", "ensure",
    "everybody", "everyone", "everything", "every", "exactly", "experience", "finished", "first",
    "further", "give", "given", "hold", "holding", "include", "including", "invoice", "latest",
    "least", "location", "lot", "lots", "made", "make", "mandatory", "max", "maximum", "mean",
    "min", "minimum", "must", "needed", "obligatory", "offer", "offers", "one", "order", "orders",
    "own", "partner", "partners", "per", "place", "placed", "please", "price", "procure", "proof",
    "prove", "provide", "provider", "quality", "quantities", "quantity", "quote", "ready",
    "remainder", "required", "requirement", "requirements", "scheduled", "send", "stuck",
    "partii", "partia", "series", "since", "site", "size", "someone", "speak", "start",
    "starting", "starts", "sub-contractor", "subcontractor", "supplied", "supplier", "suppliers",
    "supply", "take", "term", "terms", "then", "there", "they", "total", "until", "valid",
    "volume", "volumes", "wanted", "works", "year", "years", "preferably", "accredited",
    "accreditation", "according", "available", "availability", "award", "speaking", "contact",
    "staff", "alle", "angebot", "angebote", "auftrag", "bedarf", "beginn", "bieter",
    "erforderlich", "fertig", "firma", "firmen", "gefordert", "gewünscht", "kleiner", "liefern",
    "lieferung", "lieferant", "losgröße", "menge", "mindestens", "pflicht", "preis", "qualität",
    "stück", "termin", "unternehmen", "zertifikat", "zertifiziert", "zertifizierung", "ab", "bis",
    "muss", "besoin", "certificat", "certifiée", "certifié", "commande", "délai", "début",
    "entreprise", "exigé", "fournisseur", "livraison", "livrer", "obligatoire", "partenaire",
    "prix", "quantité", "sous-traitant", "requis", "certyfikat", "certyfikowany", "cena",
    "dostawa", "dostawy", "firmy", "ilość", "możliwość", "oferta", "wymagany", "wymagana",
    "wymagane", "obowiązkowy", "obowiązkowa", "obowiązkowo", "konieczny", "konieczne", "zwingend",
    "nötig", "notwendig", "vorausgesetzt", "indispensable", "impératif", "requise", "exigée",
    "zamówienie", "serien", "séries", "serii", "betriebe", "firmen", "lieferanten", "fournisseurs",
    "entreprises", "dienstleister", "anbieter", "essential", "dostawcy", "firms", "companies",
    "serie",
))  # fmt: skip
# A clause of an e-mail that asks for nothing that a partner would do.
COURTESY = re.compile(
    r"(?:i|we)?\s*(?:hope|trust)\s+(?:this|you|all|everything)\b.*"
    r"|(?:(?:i|we)\s+)?(?:look(?:ing)?|am looking|are looking)\s+forward\b.*"
    r"|(?:many\s+)?thank(?:s|\s+you)\b.*|please\s+(?:find|see)\s+attached.*|(?:attached"
    r"|enclosed)\b.*"
    r"|(?:please|kindly|could\s+you|can\s+you|would\s+you"
    r"|may\s+i\s+ask\s+you)[,\s]+(?:please\s+)?(?:(?:let|send|quote|give|advise|call|contact"
    r"|get\s+(?:back|in\s+touch)|come\s+back|reply|confirm|respond|tell|do\s+not\s+hesitate"
    r"|feel\s+free|submit|return)\b.*)"
    r"|(?:do\s+not|don't)\s+hesitate\b.*|(?:if\s+you\s+have"
    r"|should\s+you\s+have)\s+any\s+questions?\b.*"
    r"|(?:it\s+was\s+)?(?:nice|good|great)\s+(?:to\s+(?:meet|talk|see|speak)|talking|meeting)\b.*"
    r"|(?:offers?|bids?|quotes?)\s+(?:from\s+groups\b.*|(?:are\s+)?welcome|to\s+be\s+sent\b.*)"
    r"|(?:ich|wir)\s+hoffen?\b.*|vielen\s+dank\b.*|danke\b.*|(?:ich|wir)\s+freuen?\s+(?:mich"
    r"|uns)\b.*"
    r"|bitte\s+um\s+(?:(?:ein|Ihr|baldige|kurze)\w*\s+)?(?:Angebot|Antwort|Info\w*|Rück\w+)\b.*"
    r"|bitte\s+(?:senden|schicken|teilen|melden|nennen)\b.*"
    r"|merci\b.*|j'espère\b.*|dans\s+l'attente\b.*|dziękuj\w*\b.*|mam\s+nadzieję\b.*"
    r"|(?:thx|thanks|cheers|br|rgds|(?:(?:kind|best|warm)\s+)?regards|mfg|lg|vg|viele\s+grüße|cdt"
    r"|cordialement|pozdr\w*)[\s,!]+[^\W\d]+\.?(?:\s+[^\W\d]+)?"
    r"|proszę\s+o\b.*|czekam\w*\s+na\b.*",
    re.IGNORECASE,
)
# A sentence that offers help, or says when one is away; wishes ("gerne") in it are none.
AVAILABLE = re.compile(
    r"(?:for|with)\s+(?:any\s+)?(?:further\s+)?(?:questions|queries)\b.*"
    r"|(?:für|bei)\s+(?:(?:weitere|etwaige)\w*\s+)?(?:Rück)?fragen\b.*"
    r"|pour\s+tou(?:te|t|s)\s+(?:question|renseignement)\w*\b.*|w\s+razie\s+pytań\b.*"
    r"|(?:(?:please|kindly)[,\s]+)?(?:do\s+not|don.t)\s+hesitate\b.*"
    r"|(?:i|we)\b.{1,20}\b(?:out\s+of\s+(?:the\s+)?office|on\s+(?:holiday|leave|vacation))\b.*"
    r"|(?:ich|wir)\b.{1,20}\b(?:im\s+Urlaub|außer\s+Haus|nicht\s+im\s+Büro)\b.*",
    re.IGNORECASE,
)
# Terms of a contract: what partners sign and do not do.
TERMS = re.compile(
    r"(?:(?:an?\s+)?(?:NDA|non-disclosure|confidentiality|Geheimhaltung\w*|Vertraulichkeit\w*)"
    r"|(?:joint\s+and\s+several\s+)?liability|Haftung\w*|payment\s+(?:terms?|within|in)|Zahlungsziel"
    r"|(?:warranty|guarantee|Gewährleistung|Garantie|garantie|gwarancja)\s+(?:of\s+|von\s+|de\s+)?(?:\d+"
    r"|\w+)\s+(?:years?|months?|Jahre|Monate|ans|mois|lat|miesięcy)|(?:one\s+)?invoice|Rechnung|faktura"
    r"|Incoterms|DDP|DAP|EXW|FCA)\b.{0,40}",
    re.IGNORECASE,
)
_GOES_ON = r"(?:,?\s*\b(?:and|but|und|aber|et|mais|i|ale)\b\s+(?:(?:we|wir|nous)\s+)?)"
_ASKS = (
    r"(?:needs?|wants?|would\s+like|(?:are|is)\s+(?:now\s+)?(?:looking|searching)|look\s+for"
    r"|seeks?|require"
    r"|brauchen|suchen|benötigen|möchten|cherchons|recherchons|avons\s+besoin|souhaitons|szukamy"
    r"|potrzebujemy|poszukujemy)\b"
)
# "We are a maker of pumps and need castings": what the customer is and does is not what it needs.
_CUSTOMER = re.compile(
    r"(?:(?:we|i)\s+(?:are|am)\s+(?:an?|the|one\s+of)\b|we['’]re\s+an?\b|(?:our|my)\s+(?:company"  # noqa: RUF001
    r"|firm|business)\s+(?:is|makes|produces)\b"
    r"|we\s+(?:make|produce|manufacture|sell|build|run|operate|develop|grow|own)\b"
    r"|wir\s+sind\s+(?:ein|eine)\b"
    r"|wir\s+(?:bauen|produzieren|fertigen|stellen)\b|nous\s+sommes\s+une?\b|nous\s+(?:fabriquons"
    r"|produisons)\b|jesteśmy\b|produkujemy\b).+?",
    re.IGNORECASE,
)
_BEFORE_ASKING = re.compile(
    rf"(?P<customer>{_CUSTOMER.pattern}){_GOES_ON}(?={_ASKS})", re.IGNORECASE
)
_SELF = re.compile(r"(?:we|i|wir|nous|jesteśmy|our|my)\b", re.IGNORECASE)
# "One of our members, a dairy in Leeds, needs labels": who needs it is an organisation.
_WHO = (
    r"(?:clients?|customers?|members?|compan(?:y|ies)|firms?|buyers?|schools?|hospitals?|cit(?:y|ies)"
    r"|towns?|councils?|universit(?:y|ies)|manufacturers?|makers?|producers?|start-?ups?|spin-?offs?"
    r"|bakery|dairy|brewery|farm|retailer|institute|Kunden?|Mitglied\w*|Unternehmen|Firma|Hersteller"
    r"|membres?|entreprises?|sociétés?|fabricants?|klient\w*|członk\w*|producent\w*)"
)
_OF_OTHERS = re.compile(
    r"(?P<customer>(?:an?|the|our|my|one\s+of|eine?|eine[rs]|unser\w*|une?|notre|l['’]un|nasz\w*|jeden)"  # noqa: RUF001
    rf"\b[^;:]{{0,40}}?\b{_WHO}\b[^;:]{{0,100}}?)(?<!\bthat)(?<!\bwhich)(?<!\bwho)(?<!\bto),?\s+"
    r"(?:(?:urgently\s+)?(?:needs?|wants?|requires?|seeks?)|(?:is|are)\s+(?:urgently\s+)?(?:looking"
    r"|searching)\s+for|sucht|braucht|benötigt|(?:re)?cherche|a\s+besoin\s+d[eu']|szuka|potrzebuje"
    r"|poszukuje)\s+(?:an?\s+|einen?\s+|une?\s+)?",
    re.IGNORECASE,
)
# "South Yorkshire hospitals invite offers for 400 chairs".
_INVITES = re.compile(
    r"(?P<customer>[^,;]{2,60}?)\s+(?:invites?\s+(?:offers|bids|tenders|proposals)\s+for"
    r"|requests?\s+(?:offers|bids|quotes|quotations|proposals)\s+for|(?:is|are)\s+(?:looking"
    r"|searching)\s+for|seeks?)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\b(?P<who>client|customer|Kunde)\s*(?P<told>\([^)]*\))", re.IGNORECASE)
_IS = re.compile(
    r"(?:(?:we|i)\s+(?:are|am)\s+(?:an?|the|one\s+of)\b|we['’]re\s+an?\b|wir\s+sind\s+eine?\b"  # noqa: RUF001
    r"|nous\s+sommes\s+une?\b|jesteśmy\b).*",
    re.IGNORECASE,
)


def split_customer(clause: str) -> tuple[str, str]:
    """What a clause says of the customer, and what is left of it."""
    told = ""
    brackets = _IN_BRACKETS.search(clause)
    if brackets:
        told, clause = brackets.group("told"), _IN_BRACKETS.sub(r"\g<who>", clause, count=1)
    asking = _BEFORE_ASKING.match(clause.strip())
    if asking:
        return asking.group("customer"), clause.strip()[asking.end() :]
    inviting = _OF_OTHERS.match(clause.strip()) or _INVITES.match(clause.strip())
    if inviting:
        return inviting.group("customer"), clause.strip()[inviting.end() :]
    if _IS.fullmatch(clause.strip()) and not re.search(_ASKS, clause, re.IGNORECASE):
        return clause.strip(), ""
    return told, clause
