"""Puts aside what of a pasted e-mail is no need: heads, greetings, signatures, quotes, disclaimers.

What is put aside is told, so that nobody has to guess what was read.
"""

import re
from dataclasses import dataclass, field

from kg.model import SetAside

_HEAD = re.compile(
    r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Importance|Attachments?|Von|An|Gesendet|Datum"
    r"|Betreff"
    r"|De|À|Objet|Envoyé|Date|Od|Do|Wysłano|Data|Temat|DW)\s*:\s.*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good\s+(?:morning|afternoon|evening|day)|to\s+whom\s+it\s+may\s+concern"
    r"|sehr\s+geehrte\w*|liebe[rs]?|hallo|guten\s+(?:tag|morgen)|bonjour|madame|monsieur|chère?s?"
    r"|szanown\w+|dzień\s+dobry|witam|cześć)\b[^\n,.:;!?]{0,60}(?:[,!:](?=\s|$)|$)\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm|many|with\s+(?:kind|best))?\s*(?:regards|wishes)"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly)"
    r"|cheers|(?:many\s+)?thanks|thank\s+you|best|mit\s+(?:freundliche[nm]|besten)\s+gr(?:ü"
    r"|ue)(?:ß|ss)en?|mfg|lg"
    r"|(?:viele|beste|freundliche|schöne|herzliche)\s+grüße|cordialement|bien\s+(?:cordialement"
    r"|à\s+vous)"
    r"|(?:meilleures|sincères)\s+salutations|z\s+poważaniem|(?:z\s+)?pozdrow\w*"
    r"|pozdrawiam)\b.{0,25}"
    # "Many thanks in advance and kind regards,"
    r"|.{0,60}\b(?:regards|wishes|grüßen?|grüssen?|cordialement|salutations|pozdrawiam)\s*[,.!]*"
    r"|--\s*|_{5,}|sent\s+from\s+my\b.*|von\s+meinem\b.*gesendet",
    re.IGNORECASE,
)
_QUOTE_BEGINS = re.compile(
    r"-+\s*(?:original\s+message|ursprüngliche\s+nachricht|message\s+d'origine"
    r"|forwarded\s+message)\s*-*"
    r"|(?:on|am|le|w\s+dniu)\s.{4,120}\s(?:wrote|schrieb.*|a\s+écrit|pisze|napisała?)\s*:?",
    re.IGNORECASE,
)
_SECRET = re.compile(r"confidential|privileged|vertraulich|confidentiel|poufn", re.IGNORECASE)
_RECIPIENT = re.compile(
    r"recipient|addressee|intended|Empfänger|Adressat|destinataire|adresat", re.IGNORECASE
)
_PLEASE_PRINT = re.compile(r"(?:consider|think of) the environment|before printing", re.IGNORECASE)
_CONTACT_LINE = re.compile(
    r"\W*(?:tel(?:ephone|efon|\.)?|phone|fax|mob(?:ile|il)?\.?|t[ée]l\.?|e-?mail|web(?:site)?"
    r"|www)\b\s*[.:]?.*",
    re.IGNORECASE,
)
# Bounded, so that reading takes time in proportion to the text.
_CONTACT = re.compile(
    r"(?:https?://|www\.)\S{1,500}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,200}|\+\d[\d\s()/.-]{7,20}\d"
)
_POSTSCRIPT = re.compile(r"P\.?\s?S\.?\s*:?\s+(.+)", re.IGNORECASE)
# Lines of this length were broken by a mail program, not by whoever wrote them.
WRAPPED_FROM = 50
MOST_GREETING_LINES = 2


@dataclass
class _Reading:
    """What is kept of a mail and what is put aside, line by line."""

    body: list[str] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)

    def put_aside(self, kind: str, text: str) -> None:
        """Lines of one kind that follow one another are told together."""
        text = text.strip()
        if not text:
            return
        if self.aside and self.aside[-1].kind == kind:
            self.aside[-1] = SetAside(kind, f"{self.aside[-1].text}\n{text}")
        else:
            self.aside.append(SetAside(kind, text))

    @property
    def is_empty(self) -> bool:
        return not any(line.strip() for line in self.body)


def set_aside(text: str) -> tuple[str, tuple[SetAside, ...]]:
    """The body of a text, and what was put aside; the text itself where nothing would be left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reading = _Reading()
    part = "body"
    for line in lines:
        part = _read(reading, line, part)
    body = _without_disclaimers(_unwrapped(reading.body), reading)
    body = _CONTACT.sub(lambda m: _contact(reading, m.group()), body)
    if not re.search(r"\w", body):
        return text, ()
    return body.strip(), tuple(reading.aside)


def _read(reading: _Reading, line: str, part: str) -> str:
    """Puts a line where it belongs; returns the part of the mail that the next one is in."""
    bare = line.strip()
    if part == "quote" or bare.startswith(">") or _QUOTE_BEGINS.fullmatch(bare):
        reading.put_aside("quoted text", line)
        return "quote" if part == "quote" or not bare.startswith(">") else part
    if part == "signature":
        postscript = _POSTSCRIPT.fullmatch(bare)
        if postscript:
            reading.body += ["", postscript.group(1)]
        else:
            reading.put_aside("signature", line)
    elif reading.is_empty and _HEAD.fullmatch(bare):
        reading.put_aside("head", line)
    elif _CLOSING.fullmatch(bare) and not reading.is_empty:
        reading.put_aside("signature", line)
        return "signature"
    elif _CONTACT_LINE.fullmatch(bare) and any(c.isdigit() or c in "@/." for c in bare):
        reading.put_aside("contact", line)
    else:
        reading.body.append(_greeted(reading, line) if reading.is_empty else line)
    return part


def _greeted(reading: _Reading, line: str) -> str:
    """A line without the greeting that it begins with."""
    greeting = _GREETING.match(line.strip())
    if greeting is None:
        return line
    reading.put_aside("greeting", greeting.group())
    return line.strip()[greeting.end() :]


def _unwrapped(lines: list[str]) -> str:
    """The lines with those joined that a mail program broke."""
    joined: list[str] = []
    was_long = False
    for line in lines:
        bare = line.strip()
        goes_on = was_long and bare and not re.match(r"[-*•]|\d+[.)]\s", bare)
        if goes_on and joined and not re.search(r"[.!?:;]$", joined[-1]):
            joined[-1] = f"{joined[-1]} {bare}"
        else:
            joined.append(bare)
        was_long = len(line.strip()) >= WRAPPED_FROM
    return "\n".join(joined)


def _without_disclaimers(body: str, reading: _Reading) -> str:
    kept: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        is_secret = _SECRET.search(paragraph) and _RECIPIENT.search(paragraph)
        if kept and (is_secret or _PLEASE_PRINT.search(paragraph)):
            reading.put_aside("disclaimer", paragraph)
        else:
            kept.append(paragraph)
    return "\n\n".join(kept)


def _contact(reading: _Reading, text: str) -> str:
    reading.put_aside("contact", text)
    return " "
