"""Commitments: the log fixes a value without showing it.

Names, reasons and contact data must be erasable while the proofs stay valid. So an entry
carries SHA-256(salt || value), and the value and its salt (32 bytes of chance, one for
each value) live beside the log. Without the salt nobody can find the value by trying
likely ones; with both, anybody can check that they are what was recorded.

The value is hashed in Unicode form NFC, so that one name typed on two keyboards is one.
"""

import hashlib
import hmac
import unicodedata

from workflow.audit.problems import CommitmentError

SALT_SIZE = 32
PREFIX = "sha256:"


def commit(salt: bytes, value: str) -> str:
    """Return `sha256:` and 64 hex digits.

    Raises:
        CommitmentError: if *salt* has not 32 bytes, or *value* holds a lone surrogate.
    """
    if len(salt) != SALT_SIZE:
        raise CommitmentError(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    try:
        raw = unicodedata.normalize("NFC", value).encode()
    except UnicodeEncodeError:
        raise CommitmentError("a committed value has no lone surrogates") from None
    return PREFIX + hashlib.sha256(salt + raw).hexdigest()


def opens(commitment: str, salt: bytes, value: str) -> bool:
    """Return whether *salt* and *value* are what *commitment* fixed."""
    try:
        return hmac.compare_digest(commitment.encode(), commit(salt, value).encode())
    except ValueError:
        return False
