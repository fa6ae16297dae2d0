"""The identity of a definition: SHA-256 over the canonical form of its data as written.

Two files with the same data are the same definition, whatever their layout and comments;
no default is filled in, so that a later default changes no identity.
"""

from collections.abc import Mapping
from hashlib import sha256


def canonical_hash(data: Mapping[str, object]) -> str:
    """Return SHA-256 over RFC 8785 of *data*, hexadecimal.

    Raises:
        NotCanonicalError: *data* holds a value that has no canonical form.
    """
    from workflow.audit.canonical import encode

    return sha256(encode(data)).hexdigest()
