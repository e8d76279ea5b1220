"""Files of RDF that nobody may feed to a parser, each with what the refusal says.

{url} stands for an address that nobody may call, and {n} for the number of a repetition.
"""

from dataclasses import dataclass

MANY = 1_000_000
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/"'
ROOT = f"<rdf:RDF {RDF}>"
SAID = "<http://x.example/a> <http://x.example/p> "
ENTITY = '<!DOCTYPE x [<!ENTITY l0 "ha">'
# Nine entities, each ten of the one before: a billion of the first.
LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
P = '"http://x.example/p"'


@dataclass(frozen=True)
class Attack:
    """A file: its beginning, what is repeated in it, and its end."""

    suffix: str
    reason: str
    head: str | bytes
    each: str = ""
    times: int = 0
    tail: str = ""

    def content(self, url: str) -> bytes:
        if isinstance(self.head, bytes):
            return self.head
        repeated = (
            "".join(self.each.replace("{n}", str(n)) for n in range(self.times))
            if "{n}" in self.each
            else self.each * self.times
        )
        return (self.head + repeated + self.tail).replace("{url}", url).encode()


DOCTYPE, DEEP, ENDLESS = "declares a document type", "nests more than", "that never ends"
ELSEWHERE, EXPANDS, STAR = "from elsewhere", "terms that expand to", "RDF 1.2"
LONG, RELATIVE, DISK = "an IRI of at most 4,096", "an IRI that is relative", "place on a disk"

XML = {
    "a billion laughs": Attack(".rdf", DOCTYPE, f"{ENTITY}{LAUGHS}]>{ROOT}&l9;</rdf:RDF>"),
    "quadratic blow-up": Attack(
        ".rdf", DOCTYPE, '<!DOCTYPE x [<!ENTITY a "', "a", 100_000, f'">]>{ROOT}&a;&a;</rdf:RDF>'
    ),
    "an external entity": Attack(
        ".rdf", DOCTYPE, '<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]>', ROOT, 1, "&e;</rdf:RDF>"
    ),
    "a file as an entity": Attack(
        ".xml", DOCTYPE, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', ROOT, 1, "&e;"
    ),
    "an external document type": Attack(
        ".rdf", DOCTYPE, f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "{{url}}">{ROOT}</rdf:RDF>'
    ),
    "parameter entities": Attack(
        ".rdf", DOCTYPE, f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{{url}}"> %e;]>{ROOT}</rdf:RDF>'
    ),
    "a document type in UTF-16": Attack(
        ".rdf", "", f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x []>{ROOT}'.encode("utf-16")
    ),
    "XML in UTF-7": Attack(
        ".rdf",
        "not XML 1.0 in UTF-8",
        '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-',
    ),
    "elements without end": Attack(".rdf", DEEP, ROOT, "<x:C><x:p>", MANY),
    "a tag without end": Attack(".rdf", ENDLESS, '<rdf:RDF a="', "A", 20 * MANY),
    "a comment without end": Attack(".rdf", ENDLESS, "<!--", "A", 20 * MANY),
    "attributes without end": Attack(
        ".rdf", "1,000 attributes", f"{ROOT}<x:C ", 'x:a{n}="1" ', 50_000, "/></rdf:RDF>"
    ),
    "a long name space": Attack(
        ".rdf", "4,096 characters", f'{ROOT}<y:C xmlns:y="http://y/', "A", MANY, '" y:a="1"/>'
    ),
    "triple terms in XML": Attack(
        ".rdf",
        STAR,
        f'{ROOT[:-1]} rdf:version="1.2"><x:C><x:p rdf:parseType="Triple">'
        '<rdf:Description rdf:about="http://x.example/s"><x:q>1</x:q></rdf:Description></x:p></x:C>'
        "</rdf:RDF>",
    ),
    "a relative IRI in XML": Attack(".rdf", RELATIVE, f'{ROOT}<x:C rdf:about="a"/></rdf:RDF>'),
    "a base on the disk in XML": Attack(
        ".rdf", DISK, f'{ROOT}<x:C xml:base="file:///etc/" rdf:about="a"/></rdf:RDF>'
    ),
    "nothing that is XML": Attack(".rdf", "is not well-formed XML", "just words"),
}

JSON = {
    "a context elsewhere": Attack(".jsonld", ELSEWHERE, '{"@context":\n "{url}", "@id": "x"}'),
    "a context in a list": Attack(".jsonld", ELSEWHERE, '{"@context": [{}, "{url}"]}'),
    "a context in lists": Attack(".jsonld", ELSEWHERE, '{"@context": [[["{url}"]]]}'),
    "a context in disguise": Attack(".jsonld", ELSEWHERE, '{"\\u0040cont\\u0065xt": "{url}"}'),
    "a context of a node within": Attack(
        ".jsonld", ELSEWHERE, f'[{{{P}: {{"@context": "{{url}}", "@id": "x"}}}}]'
    ),
    "a context of a term": Attack(
        ".jsonld", ELSEWHERE, f'{{"@context": {{"p": {{"@id": {P}, "@context": "{{url}}"}}}}}}'
    ),
    "a context of a term of a term": Attack(
        ".jsonld",
        ELSEWHERE,
        f'{{"@context": {{"p": {{"@id": {P}, "@context": [{{"q": {{"@id": {P}, '
        '"@context": ["{url}"]}}]}}}',
    ),
    "a context beside a null": Attack(".jsonld", ELSEWHERE, '{"@context": [null, "{url}"]}'),
    "an imported context": Attack(".jsonld", ELSEWHERE, '{"@context": {"@import": "{url}"}}'),
    "a context of the same folder": Attack(".jsonld", ELSEWHERE, '{"@context": "c.jsonld"}'),
    "a context far behind": Attack(
        ".jsonld", ELSEWHERE, f'{{{P}: 1, "@context":', " ", MANY, '"{url}"}'
    ),
    "arrays without end": Attack(".jsonld", DEEP, "", "[", MANY),
    "objects without end": Attack(".jsonld", DEEP, "", f"{{{P}:", MANY),
    "lists without end": Attack(".jsonld", DEEP, "", '{"@list":[', MANY),
    "a long term": Attack(
        ".jsonld", EXPANDS, '{"@context": {"a": "http://x/', "A", 100_000, '"}, "@id": "a:b"}'
    ),
    "a term used without end": Attack(
        ".jsonld",
        EXPANDS,
        '{"@context": {"a": "http://x/' + "A" * 4_000 + '"}, "@graph": [',
        '{"@id":"a:{n}","a:c":{"@id":"a:d"}},',
        10_000,
        "{}]}",
    ),
    "terms of terms": Attack(
        ".jsonld",
        EXPANDS,
        '{"@context": {"a": "http://x/", "b": "a:' + "A" * 3_000 + '", "c": "b:' + "A" * 3_000,
        tail='"}, "@id": "c:x", "c:p": "q"}',
    ),
    "terms of terms without end": Attack(
        ".jsonld",
        EXPANDS,
        '{"@context": {' + ",".join(f'"a{n}":"a{n - 1}:b"' for n in range(1, 10_000)),
        tail='}, "@id": "a9999:x"}',
    ),
    "a vocabulary that grows": Attack(
        ".jsonld", EXPANDS, '{"@context": [', '{"@vocab":"AAAAAAAAAAAAAAAA/"},', 500, '{}], "p": 1}'
    ),
    "a context that never ends": Attack(
        ".jsonld",
        "a context of more than",
        '{"@context": {',
        '"t{n}":"http://x/{n}",',
        100_000,
        '"x":"y:"}}',
    ),
    "terms with contexts of their own": Attack(
        ".jsonld",
        "contexts within contexts",
        '{"@context":{',
        '"t{n}":{"@id":"http://x/{n}","@context":{"v":"http://x/v"}},',
        5_000,
        '"x":"http://x/"},"@graph":[' + '{"t1":{"v":1}},' * 5_000 + "{}]}",
    ),
    "contexts without end": Attack(
        ".jsonld",
        "contexts within contexts",
        '{"@context":{' + ",".join(f'"t{n}":"http://x/{n}"' for n in range(5_000)) + '},"@graph":[',
        '{"@context":{"v":"http://x/v"},"v":1},',
        20_000,
        "{}]}",
    ),
    "a key that stands twice in a context": Attack(
        ".jsonld", "a context that is no JSON", '{"@context": {"a": "http://x/", "a": "http://y/"}}'
    ),
    "half a surrogate in JSON": Attack(".jsonld", "", f'{{"@id":"http://x/a",{P}:"\\ud800"}}'),
    "a NUL, escaped in JSON": Attack(
        ".jsonld", "has a NUL character", f'{{"@id":"http://x/a",{P}:"a\\u0000"}}'
    ),
    "a relative IRI in JSON": Attack(".jsonld", RELATIVE, f'{{"@id":"a",{P}:1}}'),
    "a base on the disk in JSON": Attack(
        ".jsonld", DISK, f'{{"@context":{{"@base":"file:///etc/"}},"@id":"passwd",{P}:1}}'
    ),
    "an open quotation mark in JSON": Attack(".jsonld", ENDLESS, '{"a":"', '\\"', 3 * MANY, "\\"),
    "nothing that is JSON": Attack(".jsonld", "cannot be read", "just words"),
}

TURTLE = {
    "open brackets": Attack(".ttl", DEEP, SAID, "[ <http://x.example/p> ", MANY),
    "open lists": Attack(".ttl", DEEP, SAID, "( ", MANY),
    "open graphs": Attack(".trig", DEEP, "", "{ ", MANY),
    "brackets behind quotation marks": Attack(
        ".ttl", DEEP, f'{SAID}"\\"", \'"\', \'\', """a""b""", \'\'\'c\'\'\' . # "\n', "[ ", MANY
    ),
    "a prefix of a million letters": Attack(
        ".ttl", LONG, "@prefix a: <http://x/" + "A" * MANY + "> .\n", "a:b a:c a:d .\n", 50_000
    ),
    "a base of a million letters": Attack(
        ".ttl", LONG, "@base <http://x/" + "A" * MANY + "/> .\n", "<b> <c> <d> .\n", 50_000
    ),
    "a prefix of four thousand letters that all names have": Attack(
        ".ttl",
        "expands without measure",
        f"@prefix e: <http://x/{'A' * 4000}> .\n",
        "e:a e:p e:b .\n",
        50_000,
    ),
    "a text without end": Attack(".ttl", ENDLESS, f'{SAID}"""', "A\n", 10 * MANY),
    "an open quotation mark": Attack(".ttl", ENDLESS, f'{SAID}"', '\\"', 3 * MANY),
    "a text of twenty megabytes": Attack(".nt", "4,000,000", f'{SAID}"', "A", 20 * MANY, '" .'),
    "open angle brackets": Attack(".ttl", "", SAID, "<a", MANY),
    "triple terms": Attack(".ttl", STAR, f"{SAID}<<( {SAID} 1 )>> ."),
    "triple terms without end": Attack(".ttl", STAR, SAID, f"<<( {SAID}", 20_000),
    "triple terms in N-Quads": Attack(".nq", STAR, f'{SAID}<<( {SAID} "c" )>> .'),
    "annotated statements": Attack(".ttl", STAR, f"{SAID} 1 {{| <http://x/q> 2 |}} ."),
    "a relative IRI": Attack(".ttl", RELATIVE, "<a> <b> <c> ."),
    "a base on the disk": Attack(".ttl", DISK, "@base <file:///etc/> . <a> <b> <c> ."),
    "bytes that are no UTF-8": Attack(".nt", "line 1 is not UTF-8", SAID.encode() + b'"\xff" .'),
    "half a surrogate": Attack(".nt", "is not UTF-8", SAID.encode() + b'"\xed\xa0\x80" .'),
    "half a surrogate, escaped": Attack(".ttl", "cannot be read", f'{SAID}"\\ud800" .'),
    "a NUL": Attack(".nt", "line 2 has a NUL", f"\n{SAID}".encode() + b'"\0" .'),
    "a NUL, escaped": Attack(".ttl", "has a NUL character", f'{SAID}"\\u0000" .'),
    "nothing that is Turtle": Attack(".ttl", "cannot be read", "just words"),
    "an unknown ending": Attack(".n3", "name it after its syntax", ""),
}

ATTACKS = {**XML, **JSON, **TURTLE}
