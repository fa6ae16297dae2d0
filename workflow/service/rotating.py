"""Changing the key that signs the log: an entry names the old and the new one, both sign for it.

Decisions that live here: the new key lies beside the old one before anything is written, so that
no log is left with a key that nobody has; nothing is written with a key that was lost. What the
store was born with stays what entry 0 says: the key published then checks the log still.
"""

from dataclasses import dataclass

from workflow.audit.note import Signer
from workflow.model.rows.entry import Act
from workflow.service.engine import Engine
from workflow.service.requests import OFFICE
from workflow.service.session import day_of, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateRequest:
    """A change of the key, as typed."""

    decision: str
    reason: str | None = None
    actor: str = OFFICE
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """The change: the entry, and the text of both public keys; the new one is to be published."""

    entry: int
    old: str
    new: str


def rotate(engine: Engine, new: Signer, request: RotateRequest) -> Rotated:
    """Put the key *new* in the place of the one in force; from here on it signs.

    Raises:
        StoreError: the key in force is not on this machine.
    """
    with writing(engine, request.command) as session:
        old = session.signer()
        reason = session.seal(request.reason) if request.reason else None
        told = {
            "event": "change the key of the log",
            "old": old.verifier.vkey,
            "new": new.verifier.vkey,
            "decision": request.decision,
            "reason": reason,
        }
        act = Act(
            kind="key.rotated",
            review=None,
            instance=None,
            actor=request.actor,
            role=OFFICE,
            on=day_of(session.at, engine.meta(session.unit).get("zone", "Europe/Vienna")),
            data=told,
        )
        (entry,) = session.append([act])
        session.finish(new, old)
    engine.signer = lambda: new
    engine.tell("key.rotated", seq=entry.seq)
    return Rotated(entry=entry.seq, old=old.verifier.vkey, new=new.verifier.vkey)
