"""Checkpoints: how large the log was, and the one hash that fixed it, signed.

The text has three lines: the log's origin, the size, the root in base64. The origin is
also the name of the key (the format asks for it, we insist), and says whether the log is
real or a rehearsal. Further lines, which the format allows, are not written and not read:
no monitor could check what they say.

A log must never sign two checkpoints that do not fit one another.

Source: C2SP tlog-checkpoint.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from workflow.audit.note import Signer, Verifier, key_ids, read_note, sign_note
from workflow.audit.problems import CheckpointError, NoteError
from workflow.audit.tree import HASH_SIZE, SIZE_LIMIT

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state of the log `origin` at `size` entries; `root` is 32 bytes.

    Raises:
        CheckpointError: if one of the three cannot be written into a checkpoint.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin:
            raise CheckpointError(f"an origin is one line that is not empty, not {self.origin!a}")
        if not 0 <= self.size <= SIZE_LIMIT:
            raise CheckpointError(f"a size is between 0 and 2^63-1, not {self.size}")
        if len(self.root) != HASH_SIZE:
            raise CheckpointError(f"a root has {HASH_SIZE} bytes, not {len(self.root)}")

    def body(self) -> str:
        """Return the text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


def sign(checkpoint: Checkpoint, *signers: Signer) -> str:
    """Return the signed note; where the key is changed the new one signs before the old one.

    Raises:
        CheckpointError: if the key is not named as the log is.
        NoteError: if the origin holds control characters.
    """
    for signer in signers:
        _check_origin(checkpoint.origin, signer.name)
    return sign_note(checkpoint.body(), *signers)


def signed_by(text: str) -> str | None:
    """The id (8 hex digits) of the key that is in force after the note *text*; not verified."""
    try:
        return key_ids(text)[0]
    except NoteError:
        return None


def open_note(text: str, verifier: Verifier) -> Checkpoint:
    """Read a checkpoint signed by the key of *verifier*.

    Raises:
        NoteError: if *text* is no note.
        SignatureError: if the key did not sign it.
        CheckpointError: if what it signed is no checkpoint of the log of that name.
    """
    lines = read_note(text, verifier).split("\n")
    if len(lines) != 4:
        raise CheckpointError(f"a checkpoint has three lines: origin, size, root; not {lines!a}")
    origin, size, root, _ = lines
    _check_origin(origin, verifier.name)
    if not _SIZE.fullmatch(size):
        raise CheckpointError(f"a size is a decimal number without leading zeros, not {size!a}")
    return Checkpoint(origin=origin, size=int(size), root=_read_root(root))


def _read_root(text: str) -> bytes:
    try:
        root = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        root = b""
    if len(root) != HASH_SIZE or base64.b64encode(root).decode("ascii") != text:
        raise CheckpointError(f"a root is base64 of {HASH_SIZE} bytes, not {text!a}")
    return root


def _check_origin(origin: str, name: str) -> None:
    if origin != name:
        raise CheckpointError(f"the checkpoint is of the log {origin!a}, the key of {name!a}")
