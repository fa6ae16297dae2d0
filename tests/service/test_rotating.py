"""Changing the key of the log: both keys sign for it, and either checks the whole log."""

from dataclasses import replace

import pytest

from tests.store.hands import run_outside
from tests.support.designs import LATE_NOTE
from workflow.audit.note import Signer, generate
from workflow.errors import UnreadableError
from workflow.service import auditing
from workflow.service.auditing import verify
from workflow.service.rotating import Rotated, RotateRequest, rotate
from workflow.testing import ORIGIN, Rehearsal, rehearsal, signer_of

OFFICE = ("secretariat", "secretariat")
REQUEST = RotateRequest(decision="NV 9/2027", reason="the officer has left")


def key(n: int) -> Signer:
    """A key of the log, made of the number *n*."""
    return generate(ORIGIN, bytes([n] * 32))


def changed(scene: Rehearsal, *numbers: int) -> list[Rotated]:
    """Change the key once for each number; each signs an act."""
    done = []
    for n in numbers:
        done.append(rotate(scene.engine, key(n), REQUEST))
        scene.record("QAA", "communicate", OFFICE, facts=(("score", str(n)),))
    return done


def codes(scene: Rehearsal, vkey: str) -> list[str]:
    """What a check finds in the log, for somebody who has that verifier key."""
    return sorted({one.code for one in verify(scene.engine, vkey=vkey).log.findings})


def test_whoever_has_any_key_of_the_chain_can_check_the_whole_log(store_url: str) -> None:
    """The one published first, the one published last, and one between."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        kept = auditing.checkpoint(scene.engine)
        entries = [one.entry for one in changed(scene, 1, 2)]

        for vkey in (signer_of().verifier.vkey, key(1).verifier.vkey, key(2).verifier.vkey):
            found = verify(scene.engine, vkey=vkey, kept=kept)
            assert found.sound
            assert found.key_changes == tuple(entries)
        assert verify(scene.engine).sound


def test_the_entry_names_both_keys_and_the_decision(store_url: str) -> None:
    """The new key alone signs what comes after."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        (done,) = changed(scene, 1)
        with scene.engine.store.read() as reader:
            entry = reader.entry(done.entry)
            notes = dict(reader.checkpoints())

        assert entry is not None
        told = (entry.data["old"], entry.data["new"], entry.data["decision"])
        assert told == (signer_of().verifier.vkey, key(1).verifier.vkey, "NV 9/2027")
        assert notes[done.entry + 1].count("— ") == 2
        assert notes[done.entry + 2].count("— ") == 1


def test_a_key_outside_the_chain_verifies_nothing(store_url: str) -> None:
    """Every checkpoint is of another key."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        changed(scene, 1)

        assert codes(scene, key(3).verifier.vkey) == ["A021", "A026"]
        with pytest.raises(UnreadableError, match=r"^L002"):
            verify(scene.engine, vkey=key(3).verifier.vkey, kept=auditing.checkpoint(scene.engine))


def test_a_change_that_the_key_before_did_not_sign_is_found(sqlite_url: str) -> None:
    """Whoever has the machine and not the key cannot put a key of his own in its place."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        (done,) = changed(scene, 1)
        with scene.engine.store.unit() as unit:
            note = dict(unit.checkpoints())[done.entry + 1]
            head, _, lines = note.rpartition("\n\n")
            unit.checkpoint(done.entry + 1, f"{head}\n\n{lines.splitlines()[0]}\n")
            unit.commit()

        assert codes(scene, signer_of().verifier.vkey) == ["A021", "A029"]


def test_a_change_whose_checkpoint_is_gone_is_found(store_url: str) -> None:
    """A later checkpoint by the new key says nothing of the key before."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        (done,) = changed(scene, 1)
        run_outside(store_url, f"DELETE FROM checkpoint WHERE size = {done.entry + 1}")

        assert codes(scene, signer_of().verifier.vkey) == ["A029"]


def test_a_program_that_runs_on_takes_the_new_key(store_url: str) -> None:
    """A scheduler that signed before reads the key anew."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        other = replace(scene.engine, signer=signer_of, reread=lambda: key(1), signed=True)
        changed(scene, 1)
        running = Rehearsal(engine=other, cycle="t")
        running.record("QAA", "communicate", OFFICE, facts=(("score", "7"),))

        assert verify(other).sound
        assert codes(scene, signer_of().verifier.vkey) == []
