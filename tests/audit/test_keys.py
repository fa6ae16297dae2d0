"""A chain of keys: which of them signs a checkpoint of which size."""

from workflow.audit.keys import KeyChange, keys_of
from workflow.audit.note import Verifier, generate


def key(n: int) -> Verifier:
    """The public key made of the number *n*."""
    return generate("example.org/log", bytes([n] * 32)).verifier


CHANGES = (KeyChange(seq=3, old=key(1), new=key(2)), KeyChange(seq=7, old=key(2), new=key(3)))


def test_each_size_has_the_key_of_its_time_and_a_change_has_two() -> None:
    """Whichever key of the chain is known."""
    expected = {1: [1], 3: [1], 4: [1, 2], 5: [2], 7: [2], 8: [2, 3], 9: [3]}
    for known in (1, 2, 3):
        keys = keys_of(key(known), reversed(CHANGES))
        for size, numbers in expected.items():
            assert keys.of(size) == tuple(map(key, numbers))


def test_a_key_of_no_chain_is_alone() -> None:
    """What the entries say of other keys does not count."""
    keys = keys_of(key(9), CHANGES)

    assert (keys.of(4), keys.of("4"), keys.every()) == ((key(9),), (key(9),), (key(9),))
    assert list(keys.unsigned(set())) == []


def test_a_change_that_the_key_before_did_not_sign_is_named() -> None:
    """So is the change of a key that was not in force."""
    loose = KeyChange(seq=9, old=key(1), new=key(8))
    keys = keys_of(key(1), (*CHANGES, loose))

    assert keys.of(10) == (key(3),)
    assert [seq for seq, _ in keys.unsigned({4})] == [7, 9]
