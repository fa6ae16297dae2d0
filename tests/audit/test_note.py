"""Signed notes: the published example, and everything that only looks like a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.audit.note import Signer, Verifier, generate, read_note, sign_note
from workflow.audit.problems import KeyTextError, NoteError, SignatureError

# The example in the documentation of golang.org/x/mod/sumdb/note.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
OTHER = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
    "tpRZb6KE6RyyBwJnAM=\n"
)
OTHER_SIGNATURE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox3"
    "3WWd1RvMc+QQ=\n"
)
NOTE = TEXT + "\n" + SIGNATURE
VERIFIER = Verifier.from_vkey(PUBLIC)


def test_the_published_key_signs_the_published_note() -> None:
    """Ed25519 is deterministic: the same key and text give the same bytes as Go's program."""
    signer = Signer.from_text(PRIVATE)
    assert sign_note(TEXT, signer) == NOTE
    assert signer.verifier.vkey == PUBLIC
    assert signer.to_text() == PRIVATE
    assert read_note(NOTE, VERIFIER) == TEXT


def test_each_signature_is_read_by_its_own_key_and_skipped_by_the_other() -> None:
    """Signatures by unknown keys do not matter."""
    both = NOTE + OTHER_SIGNATURE
    assert read_note(both, VERIFIER) == TEXT
    assert read_note(both, Verifier.from_vkey(OTHER)) == TEXT


def test_a_known_key_whose_signature_does_not_verify_makes_the_note_void() -> None:
    """Also beside a good one, in either order."""
    spoilt = SIGNATURE.replace("x08go/ZJ", "x08go/ZK")
    for lines in (spoilt, SIGNATURE + spoilt, spoilt + SIGNATURE):
        with pytest.raises(SignatureError, match=r"PeterNeumann\+c74f20a3 does not verify"):
            read_note(TEXT + "\n" + lines, VERIFIER)


def test_a_note_without_the_known_key_is_not_signed() -> None:
    """The message says which key was looked for."""
    with pytest.raises(SignatureError, match="none of the 1 signatures is by the key PeterN"):
        read_note(TEXT + "\n" + OTHER_SIGNATURE, VERIFIER)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        NOTE[:-1],
        "\x01" + NOTE,
        NOTE.replace("\n", "\r\n"),
        NOTE + "Unexpected line.\n",
        NOTE + "\n",
        TEXT + "\n— Bad Name " + SIGNATURE.split(" ")[2],
        NOTE.replace("—", "--"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("— ", "—\u00a0"),
        NOTE.replace("nAM=", "nAN="),  # the same bytes, another spelling
        NOTE.replace("nAM=", "nAM"),
        NOTE.replace("nAM=", "nAM=="),
        NOTE.replace("— PeterNeumann x", "— PeterNeumann  x"),
        TEXT + "\n" + SIGNATURE * 101,
        "\ud800" + NOTE,
        "x" * 1_000_001,
        "é" * 900_000,
        "",
    ],
)
def test_what_only_looks_like_a_note_is_not_read(note: str) -> None:
    """Every part of the form is checked."""
    with pytest.raises(NoteError):
        read_note(note, VERIFIER)


@pytest.mark.parametrize("note", [None, NOTE.encode(), 7])
def test_a_note_is_text(note: object) -> None:
    """A row of a damaged log may hold any type."""
    with pytest.raises(NoteError, match="a note is text"):
        read_note(note, VERIFIER)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("mark", ["\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\r"])
def test_another_line_break_does_not_pass_for_a_line_feed(mark: str) -> None:
    """The text is cut at line feeds only."""
    with pytest.raises(NoteError):
        read_note(NOTE.replace("\n", mark, 1), VERIFIER)


@given(st.integers(0, len(NOTE) - 1), st.characters())
def test_one_altered_character_is_noticed(at: int, put: str) -> None:
    """Wherever it is, in text or signature."""
    spoilt = NOTE[:at] + put + NOTE[at + 1 :]
    if spoilt == NOTE:
        assert read_note(spoilt, VERIFIER) == TEXT
        return
    with pytest.raises(NoteError):
        read_note(spoilt, VERIFIER)


@given(st.text())
def test_any_text_is_a_note_or_a_note_error(text: str) -> None:
    """No other exception comes out."""
    for note in (text, f"{text}\n\n— PeterNeumann {text}\n", f"{text}\n{SIGNATURE}"):
        with pytest.raises(NoteError):
            read_note(note, VERIFIER)


def test_a_text_may_have_empty_lines() -> None:
    """The last empty line is the one before the signatures."""
    signer = Signer.from_text(PRIVATE)
    assert read_note(sign_note("a\n\nb\n\n", signer), VERIFIER) == "a\n\nb\n\n"


@pytest.mark.parametrize("text", ["", "no line feed", "bell\x07\n", "\ud800\n"])
def test_a_text_that_could_not_be_read_again_is_not_signed(text: str) -> None:
    """Writer and reader keep the same rules."""
    with pytest.raises(NoteError):
        sign_note(text, Signer.from_text(PRIVATE))


@pytest.mark.parametrize("text", [PUBLIC, PRIVATE])
def test_no_part_of_a_key_and_no_altered_key_is_read(text: str) -> None:
    """Each substring and each character put one higher, as Go's own test does."""
    read = Signer.from_text if text == PRIVATE else Verifier.from_vkey
    parts = [text[i:j] for i in range(len(text)) for j in range(i, len(text) + 1)]
    shifted = [text[:i] + chr(ord(text[i]) + 1) + text[i + 1 :] for i in range(len(text))]
    for each in [*parts, *shifted]:
        if each == text:
            continue
        with pytest.raises(KeyTextError):
            read(each)


@pytest.mark.parametrize(
    "text",
    [
        # Of another length, and of another algorithm, each with the right id (from Go's tests).
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PUBLIC + "\n",
        PUBLIC.replace("c74f", "C74F"),
        PUBLIC.replace("Peter", "Peter "),
    ],
)
def test_only_ed25519_keys_in_their_one_spelling_are_read(text: str) -> None:
    """One algorithm; there is nothing to downgrade to."""
    with pytest.raises(KeyTextError):
        Verifier.from_vkey(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\x07", "\ud800"])
def test_a_name_that_no_note_can_carry_gets_no_key(name: str) -> None:
    """No blanks of any kind, no plus sign, no control characters."""
    with pytest.raises(KeyTextError):
        generate(name, bytes(32))


def test_a_seed_has_32_bytes() -> None:
    """A shorter one is named, not padded."""
    with pytest.raises(KeyTextError, match="an Ed25519 key has 32 bytes, not 31"):
        generate("log.example/a", bytes(31))


def test_a_signer_does_not_show_its_secret() -> None:
    """Neither in a traceback nor in a log line."""
    signer = generate("log.example/a", b"\x07" * 32)
    assert "_seed" not in repr(signer)
    assert "_key" not in repr(signer)
    with pytest.raises(KeyTextError) as caught:
        Signer.from_text(signer.to_text().replace("log.", "lag."))
    assert signer.to_text()[-44:] not in str(caught.value)


@given(st.binary(min_size=32, max_size=32))
def test_both_texts_of_a_key_are_read_back(seed: bytes) -> None:
    """What one prints, the other reads."""
    signer = generate("log.example/ä", seed)
    assert Signer.from_text(signer.to_text()) == signer
    assert Verifier.from_vkey(signer.verifier.vkey) == signer.verifier
