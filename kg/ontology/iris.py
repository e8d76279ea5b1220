"""Which IRI a node, relationship, record or load has, and which node an IRI names."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from kg.errors import UsageError
from kg.model import LinkRef, NodeRef
from kg.ontology.schema import Schema

DEFAULT_BASE = "https://virtual-cluster.example/"
# What a segment of a path may hold as it is, besides what is unreserved (RFC 3986, section 3.3).
SAFE = ":@!$&'()*+,;="
HASH_LENGTH = 32
LONGEST_BASE = 1_000
# The characters of an absolute IRI (RFC 3987, section 2.2), without query and fragment.
BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#/]+/([^\s<>\"{}|\\^`?#]*/)?")


@dataclass(frozen=True)
class Iris:
    """The IRIs under one base: `<base>id/organisation/demo:hallam-five-axis`."""

    schema: Schema
    base: str = DEFAULT_BASE

    def node(self, ref: NodeRef) -> str:
        """The IRI of a node."""
        return f"{self.nodes(ref.label)}{segment(ref.id)}"

    def nodes(self, root: str) -> str:
        """What the IRIs of all nodes of a root class begin with."""
        return f"{self.base}id/{root_path(root)}/"

    def link(self, ref: LinkRef) -> str:
        """The IRI of what is said of a relationship, from its type and its two ends alone."""
        parts = (ref.type, ref.start.label, ref.start.id, ref.end.label, ref.end.id)
        digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        return f"{self.base}relationship/{digest[:HASH_LENGTH]}"

    def record(self, id_: str) -> str:
        """The IRI of a source record; also of the graph of what it states."""
        return f"{self.base}record/{segment(id_)}"

    def load(self, id_: str) -> str:
        """The IRI of a load."""
        return f"{self.base}load/{segment(id_)}"

    def source(self, id_: str) -> str:
        """The IRI of a source."""
        return f"{self.base}source/{segment(id_)}"

    def role(self, label: str) -> str:
        """The IRI of a role of members."""
        return f"{self.base}role/{segment(label)}"

    def ref(self, iri: str) -> NodeRef | None:
        """The node that an IRI of ours names, else None."""
        place, _, last = iri.rpartition("/")
        root = self._roots.get(f"{place}/")
        return NodeRef(root, unquote(last)) if root and last else None

    @cached_property
    def _roots(self) -> Mapping[str, str]:
        return {self.nodes(root): root for root in self.schema.roots()}


def check_base(base: str) -> str:
    """The base as it is; raises UsageError unless IRIs can be put together from it."""
    try:
        is_whole = bool(BASE.fullmatch(base) and urlsplit(base).hostname)
    except ValueError:
        is_whole = False
    if not is_whole or len(base) > LONGEST_BASE or "/../" in base or "/./" in base:
        raise UsageError(
            f"--base {base[:80]!r} is no address that IRIs can begin with; next step: write it "
            f"as {DEFAULT_BASE}, with a slash at its end"
        )
    return base


def root_path(root: str) -> str:
    """The part of a path that stands for a root class: `ValueChain` becomes `value-chain`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", root).lower()


def segment(text: str) -> str:
    """A text as one segment of a path, so that no two texts give the same."""
    quoted = quote(text, safe=SAFE)
    # These two mean the folder itself and the one above (RFC 3986, section 3.3).
    return quoted.replace(".", "%2E") if quoted in {".", ".."} else quoted


def last_part(iri: str) -> str:
    """What stands behind the last slash, hash or colon of an IRI."""
    return re.split(r"[/#:]", iri.rstrip("/#:"))[-1]
