"""Signed notes: a text, and under it who signed it.

    peer-review.example/untoc
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — peer-review.example/untoc Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4…

A key has a name and a short id made from name and key. Decisions that live here:

* One algorithm, Ed25519 (type 0x01). Another is a signature by somebody unknown.
* Signatures by unknown keys are skipped, as the format asks; one by the known key that
  does not verify makes the whole note void, even beside one that does.
* A note is cut at line feeds only. `str.splitlines` also cuts at vertical tabs, NEL and
  U+2028, so that an altered line break would pass.
* Base64 has one spelling for each value: what is read is written again and compared.

Source: C2SP signed-note; the private text form is that of Go's
`golang.org/x/mod/sumdb/note`, so that its programs can use the same keys.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.audit.problems import KeyTextError, NoteError, SignatureError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

ED25519 = b"\x01"
NOTE_LIMIT = 1_000_000
"""The longest note that is read, in bytes."""
SIGNATURE_LIMIT = 100
"""The most signatures that are read; the format asks for at least 16."""
_KEY_SIZE = 32
_SIGNATURE_SIZE = 64
_PRIVATE = "PRIVATE+KEY+"
_KEY_TEXT = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """Somebody's public key: `name` says whose, `key_id` (4 bytes) which of theirs."""

    name: str
    key_id: bytes
    public: bytes
    _key: "Ed25519PublicKey" = field(repr=False, compare=False)

    @classmethod
    def from_vkey(cls, text: str) -> "Verifier":
        """Read `NAME+ID+KEY`; raises KeyTextError."""
        name, key_id, public = _read_key(text)
        verifier = cls.of(name, public)
        if verifier.key_id != key_id:
            raise KeyTextError(
                f"the key id {key_id.hex()} is not that of this name and key, which is "
                f"{verifier.key_id.hex()}"
            )
        return verifier

    @classmethod
    def of(cls, name: str, public: bytes) -> "Verifier":
        """Return the verifier for a raw public key (32 bytes); raises KeyTextError."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        _check_key(name, public)
        key = Ed25519PublicKey.from_public_bytes(public)
        return cls(name=name, key_id=_key_id(name, public), public=public, _key=key)

    @property
    def vkey(self) -> str:
        """The text to publish: in the report's annex, on a web page, in a letter."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Return whether *signature* is this key's, over *text*."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._key.verify(signature, text.encode())
        except (InvalidSignature, UnicodeEncodeError):
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A private key, loaded once; its text and its `repr` do not show the secret."""

    verifier: Verifier
    _seed: bytes = field(repr=False, compare=False)
    _key: "Ed25519PrivateKey" = field(repr=False, compare=False)

    @classmethod
    def from_text(cls, text: str) -> "Signer":
        """Read `PRIVATE+KEY+NAME+ID+SEED`; raises KeyTextError, which never quotes the seed."""
        if not text.startswith(_PRIVATE):
            raise KeyTextError(f"a private key begins with {_PRIVATE!r}")
        name, key_id, seed = _read_key(text.removeprefix(_PRIVATE))
        signer = generate(name, seed)
        if signer.verifier.key_id != key_id:
            raise KeyTextError(f"the key id {key_id.hex()} is not that of this name and key")
        return signer

    @property
    def name(self) -> str:
        """Whose key it is."""
        return self.verifier.name

    def to_text(self) -> str:
        """Return the private text: whoever has it can sign."""
        secret = _base64(ED25519 + self._seed)
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{secret}"

    def sign(self, text: str) -> bytes:
        """Return the signature (64 bytes) over *text*."""
        return self._key.sign(text.encode())


def generate(name: str, seed: bytes) -> Signer:
    """Return the key of *name* made from *seed*, 32 bytes of good chance.

    Raises:
        KeyTextError: if the name is empty or holds a blank or a plus, or the seed is short.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _check_key(name, seed)
    key = Ed25519PrivateKey.from_private_bytes(seed)
    verifier = Verifier.of(name, key.public_key().public_bytes_raw())
    return Signer(verifier=verifier, _seed=seed, _key=key)


def sign_note(text: str, *signers: Signer) -> str:
    """Return *text* with the signatures under it, in the order of *signers*.

    Raises:
        NoteError: if *text* is empty, does not end in a line feed or holds control characters.
    """
    _check_note(text)
    if not text.endswith("\n"):
        raise NoteError("the text of a note ends in a line feed")
    lines = (f"— {one.name} {_base64(one.verifier.key_id + one.sign(text))}\n" for one in signers)
    return f"{text}\n{''.join(lines)}"


def key_ids(note: str) -> tuple[str, ...]:
    """The ids (8 hex digits) of the keys under *note*, as they stand there; nothing is verified.

    Raises:
        NoteError: if it is no note.
    """
    return tuple(_read_signature(line)[1].hex() for line in _cut(note)[1])


def read_note(note: str, verifier: Verifier) -> str:
    """Return the text of *note*, signed by the key of *verifier*.

    Raises:
        NoteError: if it is no note.
        SignatureError: if the key did not sign it, or one of its signatures does not verify.
    """
    text, lines = _cut(note)
    known = False
    for line in lines:
        name, key_id, signature = _read_signature(line)
        if (name, key_id) != (verifier.name, verifier.key_id):
            continue
        if not verifier.verifies(text, signature):
            raise SignatureError(f"the signature of {name}+{key_id.hex()} does not verify")
        known = True
    if not known:
        key = f"{verifier.name}+{verifier.key_id.hex()}"
        raise SignatureError(f"none of the {len(lines)} signatures is by the key {key}")
    return text


def _cut(note: str) -> tuple[str, list[str]]:
    """Return the text and the signature lines."""
    _check_note(note)
    head, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise NoteError("a note is a text, an empty line and signatures, each with a line feed")
    if tail.count("\n") > SIGNATURE_LIMIT:
        raise NoteError(f"a note has at most {SIGNATURE_LIMIT} signatures")
    return head + "\n", tail[:-1].split("\n")


def _check_note(note: str) -> None:
    # A row of a log is whatever somebody put there, so the type is not taken on trust.
    if not isinstance(note, str):
        raise NoteError(f"a note is text, this is a value of type {type(note).__name__}")
    if not 0 < len(note) <= NOTE_LIMIT:
        raise NoteError(f"a note has 1 to {NOTE_LIMIT} characters, not {len(note)}")
    if found := _CONTROL.search(note):
        raise NoteError(f"a note has no control characters, here is {found[0]!a}")
    try:
        size = len(note.encode())
    except UnicodeEncodeError:
        raise NoteError("a note has no lone surrogates") from None
    if size > NOTE_LIMIT:
        raise NoteError(f"a note has at most {NOTE_LIMIT} bytes, not {size}")


def _read_signature(line: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and signature of one line; raises NoteError."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not _is_name(parts[1]):
        raise NoteError(f"a signature is '— NAME SIGNATURE', this line is {line[:80]!a}")
    raw = _from_base64(parts[2])
    if raw is None or len(raw) < 5:
        raise NoteError(f"a signature is base64 of 5 bytes or more, here is {parts[2][:80]!a}")
    return parts[1], raw[:4], raw[4:]


def _read_key(text: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and the 32 bytes of a key's text, which is never quoted."""
    match = _KEY_TEXT.fullmatch(text)
    raw = _from_base64(match[3]) if match else None
    if not match or not raw or not _is_name(match[1]):
        raise KeyTextError("a key is written NAME+ID+KEY: a name, 8 hex digits, 44 of base64")
    if raw[:1] != ED25519:
        raise KeyTextError(f"only Ed25519 keys (type 01) are read, this is type {raw[:1].hex()}")
    return match[1], bytes.fromhex(match[2]), raw[1:]


def _check_key(name: str, key: bytes) -> None:
    if not _is_name(name):
        raise KeyTextError(f"a key's name has no blanks and no plus signs, this is {name!a}")
    if len(key) != _KEY_SIZE:
        raise KeyTextError(f"an Ed25519 key has {_KEY_SIZE} bytes, not {len(key)}")


def _is_name(name: str) -> bool:
    if not name or "+" in name or _CONTROL.search(name):
        return False
    return not any(one.isspace() or "\ud800" <= one <= "\udfff" for one in name)


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _from_base64(text: str) -> bytes | None:
    """Return the bytes, or None unless *text* is the one right spelling of them."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _base64(raw) == text else None
