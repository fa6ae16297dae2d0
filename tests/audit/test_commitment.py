"""Commitments: the value stays away, and only the right one opens."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.audit.commitment import commit, opens
from workflow.audit.problems import CommitmentError

SALT = bytes(range(32))
SALTS = st.binary(min_size=32, max_size=32)
VALUES = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_commitment_is_the_hash_of_salt_and_value() -> None:
    """So that anybody can compute it with any program."""
    wanted = hashlib.sha256(SALT + "María".encode()).hexdigest()
    assert commit(SALT, "María") == f"sha256:{wanted}"


@given(SALTS, VALUES)
def test_the_right_salt_and_value_open_it(salt: bytes, value: str) -> None:
    """And nothing near it does."""
    fixed = commit(salt, value)
    assert opens(fixed, salt, value)
    assert not opens(fixed, salt, value + "x")
    assert not opens(fixed, bytes(32) if any(salt) else b"\x01" * 32, value)


def test_two_ways_of_typing_one_name_are_one_name() -> None:
    """The value is hashed in form NFC."""
    assert commit(SALT, "Jose\u0301") == commit(SALT, "José")


@pytest.mark.parametrize(("salt", "value"), [(b"", "a"), (bytes(31), "a"), (SALT, "\ud800")])
def test_what_cannot_be_fixed_is_not_committed_to_and_opens_nothing(
    salt: bytes, value: str
) -> None:
    """A short salt could be guessed."""
    with pytest.raises(CommitmentError):
        commit(salt, value)
    assert not opens(commit(SALT, "a"), salt, value)


@given(st.text())
def test_no_other_text_is_opened(commitment: str) -> None:
    """Whatever stands in the entry, the answer is yes or no."""
    assert not opens(commitment, SALT, "María")
