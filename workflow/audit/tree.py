"""The Merkle tree of the log: one hash that fixes every entry, and short proofs.

The tree is that of RFC 6962: a leaf is SHA-256(0x00 || entry), a node SHA-256(0x01 ||
left || right), and the left side of a node is the largest full tree that is smaller than
the whole. Every function here takes leaf *hashes* (32 bytes), not entries.

A `Frontier` is all that is needed to append: the roots of the full trees that make up the
log, largest first, one for each bit that is set in the size.

Source: RFC 6962, section 2.1; the verification algorithms are those of RFC 9162, sections
2.1.3.2 and 2.1.4.2, which describe the same tree.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.audit.problems import ProofError

HASH_SIZE = 32
SIZE_LIMIT = 2**63 - 1
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf that holds *data*."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(hashes: list[bytes], size: int, leaf: bytes) -> None:
    """Append *leaf* in place to the frontier *hashes* of a tree of *size* leaves.

    For loops over whole logs; elsewhere `Frontier.append` is safer and as good.
    """
    while size & 1:
        leaf = node_hash(hashes.pop(), leaf)
        size >>= 1
    hashes.append(leaf)


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root above the frontier *hashes*."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """The right edge of a tree: its size and the roots of its full subtrees, largest first.

    Raises:
        ProofError: if the hashes are not those of a tree of this size.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= SIZE_LIMIT:
            raise ProofError(f"a tree has 0 to 2^63-1 leaves, not {self.size}")
        if len(self.hashes) != self.size.bit_count():
            need = self.size.bit_count()
            raise ProofError(f"size {self.size} needs {need} hashes, not {len(self.hashes)}")
        if any(len(each) != HASH_SIZE for each in self.hashes):
            raise ProofError(f"a hash has {HASH_SIZE} bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one more leaf, given as its hash."""
        hashes = list(self.hashes)
        grow(hashes, self.size, leaf)
        return Frontier(size=self.size + 1, hashes=tuple(hashes))

    def root(self) -> bytes:
        """Return the root of the tree."""
        return fold(self.hashes)

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian), then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Frontier":
        """Read what `to_bytes` wrote; raises ProofError on anything else."""
        if len(raw) < 8 or (len(raw) - 8) % HASH_SIZE:
            raise ProofError(f"a frontier has 8 + {HASH_SIZE}·n bytes, not {len(raw)}")
        hashes = tuple(raw[at : at + HASH_SIZE] for at in range(8, len(raw), HASH_SIZE))
        return cls(size=int.from_bytes(raw[:8], "big"), hashes=hashes)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root of the tree over *leaves* (hashes), in O(log n) memory."""
    hashes: list[bytes] = []
    for size, leaf in enumerate(leaves):
        grow(hashes, size, leaf)
    return fold(hashes)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from leaf *index* (from 0) to the root, lowest first.

    Raises:
        ProofError: if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ProofError(f"the tree has leaves 0 to {len(leaves) - 1}, not {index}")
    proof = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low = middle
    return tuple(reversed(proof))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over *leaves* grew from its first *old_size* leaves.

    Raises:
        ProofError: if *old_size* is not between 0 and the number of leaves.
    """
    if not 0 <= old_size <= len(leaves):
        raise ProofError(f"a tree of {len(leaves)} leaves did not grow from {old_size}")
    proof: list[bytes] = []
    low, high = 0, len(leaves)
    while 0 < old_size < high:
        middle = low + _split(high - low)
        if old_size <= middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low = middle
    if low:
        proof.append(root_of(leaves[low:high]))
    return tuple(reversed(proof))


def verify_inclusion(
    leaf: bytes, index: int, size: int, *, proof: Sequence[bytes], root: bytes
) -> bool:
    """Return whether *proof* shows *leaf* (a hash) at *index* of the tree of *size* and *root*."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    at, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(each, found)
            at, last = _up_left_edge(at, last)
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old_size: int, old_root: bytes, size: int, root: bytes, *, proof: Sequence[bytes]
) -> bool:
    """Return whether *proof* shows that the tree of *size* and *root* grew from the old one."""
    if not 0 <= old_size <= size or not _are_hashes(old_root, root, *proof):
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if old_size == size:
        return not proof and old_root == root
    # A full old tree is itself the first hash, and a proof leaves out what is known.
    hashes = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return bool(hashes) and _roots_from(old_size, size, hashes) == (old_root, root)


def _roots_from(old_size: int, size: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the old and the new root that *hashes* lead to, or None if too long or short."""
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(each, old), node_hash(each, new)
            at, last = _up_left_edge(at, last)
        else:
            new = node_hash(new, each)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _up_left_edge(at: int, last: int) -> tuple[int, int]:
    """Skip the levels at which a right edge has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _split(size: int) -> int:
    """Return the largest power of two smaller than *size* (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
