"""Checkpoints: three lines, signed by the key that is named as the log is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.logs import ORIGIN, SIGNER, THIEF
from workflow.audit.checkpoint import Checkpoint, open_note, sign
from workflow.audit.note import generate, sign_note
from workflow.audit.problems import CheckpointError, NoteError, SignatureError

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


def test_the_text_is_that_of_the_published_example() -> None:
    """C2SP tlog-checkpoint shows this body."""
    root = bytes.fromhex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
    checkpoint = Checkpoint(origin="example.com/behind-the-sofa", size=20852163, root=root)
    assert checkpoint.body() == f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_opened(size: int, root: bytes) -> None:
    """Signing and opening undo one another."""
    checkpoint = Checkpoint(origin=ORIGIN, size=size, root=root)
    assert open_note(sign(checkpoint, SIGNER), SIGNER.verifier) == checkpoint


def test_a_checkpoint_by_another_key_is_not_opened() -> None:
    """A key of the same name has another id."""
    text = sign(Checkpoint(origin=ORIGIN, size=1, root=bytes(32)), THIEF)
    with pytest.raises(SignatureError):
        open_note(text, SIGNER.verifier)


@pytest.mark.parametrize(
    "body",
    [
        f"{ORIGIN}\n01\n{ROOT}\n",
        f"{ORIGIN}\n+1\n{ROOT}\n",
        f"{ORIGIN}\n-1\n{ROOT}\n",
        f"{ORIGIN}\n١\n{ROOT}\n",
        f"{ORIGIN}\n1_0\n{ROOT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{ROOT}\n",
        f"{ORIGIN}\n1\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n1\n{ROOT.replace('2I=', '2J=')}\n",
        f"{ORIGIN}\n1\n{ROOT} \n",
        f"{ORIGIN}\n1\nAAAA\n",
        f"{ORIGIN}\n1\n\n",
        f"{ORIGIN}\n1\n",
        f"{ORIGIN}\n1\n{ROOT}\nextension\n",
        f"{ORIGIN}\u2028\n1\n{ROOT}\n",
        f"other.example/log\n1\n{ROOT}\n",
        "one line\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_of_this_log_is_not_opened(body: str) -> None:
    """The signature alone is not enough."""
    with pytest.raises(CheckpointError):
        open_note(sign_note(body, SIGNER), SIGNER.verifier)


def test_a_key_signs_only_for_the_log_whose_name_it_has() -> None:
    """So a rehearsal's checkpoint is never one of the real log."""
    other = generate("secretariat.example/untoc", bytes(32))
    with pytest.raises(CheckpointError, match="the checkpoint is of the log"):
        sign(Checkpoint(origin=ORIGIN, size=1, root=bytes(32)), other)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 1, bytes(32)), ("a\nb", 1, bytes(32)), ("a", -1, bytes(32)), ("a", 1, bytes(20))],
)
def test_a_checkpoint_that_cannot_be_written_is_not_made(
    origin: str, size: int, root: bytes
) -> None:
    """Each of the three parts is checked."""
    with pytest.raises(CheckpointError):
        Checkpoint(origin=origin, size=size, root=root)


@given(st.text())
def test_any_text_is_a_checkpoint_or_a_note_error(text: str) -> None:
    """No other exception comes out."""
    with pytest.raises(NoteError):
        open_note(text, SIGNER.verifier)
