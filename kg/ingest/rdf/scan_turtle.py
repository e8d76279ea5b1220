"""Looks through Turtle, TriG, N-Triples and N-Quads before they are parsed (W3C, 2014).

Every alternative of the pattern takes what is there up to the end of the file, so that an open
quotation mark is passed over once, and possessively, so that nothing is tried twice.
"""

import re
from pathlib import Path

from kg.ingest.rdf.scan import check_depth, check_token, mapped, refuse

TOKEN = re.compile(
    rb"""
      \#[^\n\r]*+                                                  # a comment
    | (?P<triple_term> << )                                        # RDF 1.2
    | <[^<>\s]*+>?                                                 # an IRI
    | \"{3} (?: [^"\\]++ | \\. | \\\Z | "{1,2}(?!") )*+ (?: "{3} | "*\Z )
    | '{3} (?: [^'\\]++ | \\. | \\\Z | '{1,2}(?!') )*+ (?: '{3} | '*\Z )
    | " (?: [^"\\\n\r]++ | \\. | \\\Z )*+ "?
    | ' (?: [^'\\\n\r]++ | \\. | \\\Z )*+ '?
    | \\.                                                          # an escape in a name
    | (?P<open> [\[({] )
    | (?P<close> [\])}] )
    """,
    re.DOTALL | re.VERBOSE,
)


def check_turtle(path: Path) -> None:
    """Raises InputError for brackets too deep, tokens too long, and triple terms of RDF 1.2."""
    depth = 0
    with mapped(path) as content:
        for found in TOKEN.finditer(content):
            match found.lastgroup:
                case "open":
                    depth += 1
                    check_depth(path, depth)
                case "close":
                    depth -= 1
                case "triple_term":
                    raise triple_terms(path)
                case _:
                    check_token(path, found.end() - found.start())


def triple_terms(path: Path) -> Exception:
    """The error of a file of RDF 1.2."""
    return refuse(
        path,
        "has triple terms (RDF 1.2), which are not read",
        "write it as RDF 1.1, with a node for each statement (rdf:Statement)",
    )
