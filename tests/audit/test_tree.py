"""The Merkle tree: published vectors, and a naive reading of RFC 6962 as the oracle."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.audit.problems import ProofError
from workflow.audit.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# Published with Certificate Transparency's reference implementation; the roots are those
# of the trees of the first 0, 1, … 8 leaves.
DATA = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(data) for data in DATA]
INCLUSION = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}
CONSISTENCY = {
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, letter by letter."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*naive_subproof(m, leaves[:k], whole=whole), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], whole=False), naive_root(leaves[:k])]


def some_leaves(size: int) -> list[bytes]:
    """Return *size* different leaf hashes."""
    return [leaf_hash(n.to_bytes(2, "big")) for n in range(size)]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    """Both ways of computing a root give the published one."""
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier = frontier.append(leaf)
    assert root_of(LEAVES[:size]).hex() == frontier.root().hex() == ROOTS[size]


@pytest.mark.parametrize("place", INCLUSION)
def test_the_published_inclusion_proofs_come_out_and_verify(place: tuple[int, int]) -> None:
    """Proofs are byte for byte those of the reference implementation."""
    index, size = place
    proof = inclusion_proof(LEAVES[:size], index)
    assert tuple(each.hex() for each in proof) == INCLUSION[place]
    root = bytes.fromhex(ROOTS[size])
    assert verify_inclusion(LEAVES[index], index, size, proof=proof, root=root)


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_the_published_consistency_proofs_come_out_and_verify(sizes: tuple[int, int]) -> None:
    """Proofs are byte for byte those of the reference implementation."""
    old, new = sizes
    proof = consistency_proof(LEAVES[:new], old)
    assert tuple(each.hex() for each in proof) == CONSISTENCY[sizes]
    roots = [bytes.fromhex(root) for root in ROOTS]
    assert verify_consistency(old, roots[old], new, roots[new], proof=proof)


@given(st.integers(0, 70))
def test_roots_are_those_of_the_naive_reading(size: int) -> None:
    """The frontier and the recursive definition agree at every size."""
    leaves = some_leaves(size)
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    assert root_of(leaves) == frontier.root() == naive_root(leaves)


@given(st.integers(1, 70), st.data())
def test_inclusion_proofs_are_those_of_the_naive_reading_and_fit_one_place_only(
    size: int, data: st.DataObject
) -> None:
    """A proof verifies for its leaf, place, size and root, and for no other."""
    leaves, index = some_leaves(size), data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, index), naive_root(leaves)
    assert list(proof) == naive_path(index, leaves)
    assert verify_inclusion(leaves[index], index, size, proof=proof, root=root)
    for other in {n for n in range(-1, size + 2) if n != index}:
        assert not verify_inclusion(leaves[index], other, size, proof=proof, root=root)
    spoilt = data.draw(st.integers(0, 31))
    assert not verify_inclusion(leaves[index], index, size, proof=proof, root=flip(root, spoilt))
    assert not verify_inclusion(flip(leaves[index], 0), index, size, proof=proof, root=root)
    assert not verify_inclusion(leaves[index], index, size, proof=(*proof, root), root=root)
    for cut in range(len(proof)):
        assert not verify_inclusion(leaves[index], index, size, proof=proof[:cut], root=root)
        altered = (*proof[:cut], flip(proof[cut], spoilt), *proof[cut + 1 :])
        assert not verify_inclusion(leaves[index], index, size, proof=altered, root=root)


@given(st.integers(1, 70), st.data())
def test_consistency_proofs_are_those_of_the_naive_reading_and_fit_one_pair_only(
    size: int, data: st.DataObject
) -> None:
    """A proof verifies for its two sizes and roots, and for no others."""
    leaves, old = some_leaves(size), data.draw(st.integers(1, size))
    proof = consistency_proof(leaves, old)
    assert list(proof) == naive_subproof(old, leaves, whole=True)
    before, after = naive_root(leaves[:old]), naive_root(leaves)
    assert verify_consistency(old, before, size, after, proof=proof)
    assert not verify_consistency(old, flip(before, 0), size, after, proof=proof)
    assert not verify_consistency(old, before, size, flip(after, 31), proof=proof)
    assert not verify_consistency(old, before, size, after, proof=(*proof, after))
    assert not verify_consistency(old, before, 4 * size, after, proof=proof)
    for cut in range(len(proof)):
        assert not verify_consistency(old, before, size, after, proof=proof[:cut])
        altered = (*proof[:cut], flip(proof[cut], 0), *proof[cut + 1 :])
        assert not verify_consistency(old, before, size, after, proof=altered)


def flip(raw: bytes, at: int) -> bytes:
    """Return *raw* with one bit of byte *at* turned."""
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def test_every_tree_grew_from_the_empty_one() -> None:
    """Size 0 needs no proof, and takes none but for the empty root."""
    root = root_of(LEAVES)
    empty = root_of([])
    assert verify_consistency(0, empty, 8, root, proof=())
    assert verify_consistency(0, empty, 0, empty, proof=())
    assert not verify_consistency(0, root, 8, root, proof=())
    assert not verify_consistency(0, empty, 0, root, proof=())
    assert not verify_consistency(0, empty, 8, root, proof=(root,))


def test_a_tree_does_not_shrink() -> None:
    """A larger old size is no growth, whatever the proof."""
    assert not verify_consistency(8, root_of(LEAVES), 4, root_of(LEAVES[:4]), proof=())


@given(st.integers(0, 2**63 - 1), st.data())
def test_a_frontier_is_read_back_from_its_bytes(size: int, data: st.DataObject) -> None:
    """`from_bytes` undoes `to_bytes`, and refuses every shorter text."""
    count = size.bit_count()
    hashes = data.draw(
        st.lists(st.binary(min_size=32, max_size=32), min_size=count, max_size=count)
    )
    frontier = Frontier(size=size, hashes=tuple(hashes))
    raw = frontier.to_bytes()
    assert Frontier.from_bytes(raw) == frontier
    for spoilt in (raw[:-1], raw + b"\0", raw + bytes(32)):
        with pytest.raises(ProofError):
            Frontier.from_bytes(spoilt)


@pytest.mark.parametrize(
    ("size", "hashes"), [(-1, ()), (1, ()), (2**63, (bytes(32),)), (1, (bytes(31),))]
)
def test_a_frontier_that_no_tree_has_is_not_made(size: int, hashes: tuple[bytes, ...]) -> None:
    """One hash of 32 bytes for each bit of the size."""
    with pytest.raises(ProofError):
        Frontier(size=size, hashes=hashes)


def test_there_is_no_proof_for_what_is_not_there() -> None:
    """A place or a size outside the tree is named."""
    with pytest.raises(ProofError, match="the tree has leaves 0 to 7, not 8"):
        inclusion_proof(LEAVES, 8)
    with pytest.raises(ProofError, match="a tree of 8 leaves did not grow from 9"):
        consistency_proof(LEAVES, 9)
