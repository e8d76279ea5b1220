"""Seals private values, so that no query, count, export or backup can read them.

AES-SIV (RFC 5297) is deterministic: the same row sealed again is the same text, so that loading it
again changes nothing. The node's id is bound in, so equal values of two nodes look different, and
a sealed text does not open at another node.
"""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kg.errors import StateError, StorageError

KEY_BITS = 512
# A later form of sealing gets another number.
FORM = "1."
KEY_MARK = 12


class Sealer:
    """Seals and opens values under the key in a file, which is made when it is first needed."""

    def __init__(self, key_file: Path) -> None:
        self._key_file = key_file
        self._cipher: AESSIV | None = None
        self._marking: bytes | None = None

    def seal(self, values: Mapping[str, str], node: str) -> str:
        """The values of a node with this id as one sealed text."""
        plain = json.dumps(values, sort_keys=True, ensure_ascii=False).encode()
        sealed = self._opened(create=True).encrypt(plain, [node.encode()])
        return FORM + urlsafe_b64encode(sealed).decode()

    def open(self, sealed: str, node: str) -> dict[str, str]:
        """The values of a sealed text; StateError when this key did not seal it for this node."""
        try:
            content = urlsafe_b64decode(sealed.removeprefix(FORM))
            plain = self._opened(create=False).decrypt(content, [node.encode()])
        except (InvalidTag, Base64Error, ValueError) as error:
            raise StateError(
                f"the sealed values of {node} were not sealed with the key in {self._key_file}; "
                "next step: put the key of the KG_HOME that loaded them there, or load them again"
            ) from error
        return dict(json.loads(plain))

    def mark(self, kind: str, text: str) -> str:
        """What a value of a kind is known by to who has the key, and tells nobody else.

        HMAC (RFC 2104) with a key of its own, which HKDF (RFC 5869) derives from ours.
        """
        return self._marked(kind, text, create=True)

    def key_mark(self) -> str:
        """What tells this key from others, and nothing of it; StateError when there is none."""
        return self._marked("key", "", create=False)[:KEY_MARK]

    def _marked(self, kind: str, text: str, *, create: bool) -> str:
        if self._marking is None:
            self._marking = _derived(self._key(create=create))
        content = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self._marking, content, "sha256")
        return urlsafe_b64encode(digest).decode().rstrip("=")

    def has_key(self) -> bool:
        """Whether there is a key yet."""
        return self._key_file.exists()

    def _opened(self, *, create: bool) -> AESSIV:
        if self._cipher is None:
            self._cipher = AESSIV(self._key(create=create))
        return self._cipher

    def _key(self, *, create: bool) -> bytes:
        try:
            if create and not self._key_file.exists():
                self._make_key()
            key = self._key_file.read_bytes()
        except FileNotFoundError as error:
            raise StateError(
                f"there is no key {self._key_file}, so sealed values cannot be opened; next step: "
                "put the key of the KG_HOME that loaded them there"
            ) from error
        except OSError as error:
            raise StorageError(
                f"cannot use the key {self._key_file}: {error.strerror}; next step: set KG_HOME to "
                "a folder of yours"
            ) from error
        if len(key) * 8 != KEY_BITS:
            raise StateError(
                f"{self._key_file} is damaged: it must hold {KEY_BITS // 8} bytes, not {len(key)}; "
                "next step: put the copy of it back"
            )
        return key

    def _make_key(self) -> None:
        # Put in place whole: a half-written key would seal what nobody could open.
        part = self._key_file.with_suffix(f".{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(AESSIV.generate_key(KEY_BITS))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            # Another process may have been faster: its key holds.
            os.link(part, self._key_file)
        except FileExistsError:
            pass
        finally:
            part.unlink()


def _derived(key: bytes) -> bytes:
    """The key of the marks: who has it cannot open what is sealed."""
    return HKDF(SHA256(), 32, None, b"virtual-cluster-kg marks of forgotten people").derive(key)
