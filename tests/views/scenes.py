"""Reviews to look at, and answers without what says only when the engine woke."""

import dataclasses
from collections.abc import Callable

from tests.support.designs import LATE_NOTE, changed
from workflow.service import viewing
from workflow.service.engine import Engine
from workflow.testing import Rehearsal, rehearsal

BY_OFFICE = ("secretariat", "secretariat")
STATE = ("QAA", "state")
NOTE = {"dated": "2027-04-30", "received": "2027-05-04", "documents": "answers"}
LIMIT = "t/QAA:answering:1"

#: Every question of the desk about review t/QAA, but its history: that tells what was recorded.
QUESTIONS: dict[str, Callable[..., object]] = {
    "status": lambda engine, **at: viewing.status(engine, "t", **at),
    "todo": lambda engine, **at: viewing.todo(engine, "state", **at),
    "show": lambda engine, **at: viewing.show(engine, "t/QAA", **at),
    "why a step": lambda engine, **at: viewing.why(engine, "t/QAA", **at),
    "deadlines": lambda engine, **at: viewing.deadlines(engine, "t", **at),
    "messages": lambda engine, **at: viewing.messages(engine, "t", **at),
    "awaited": lambda engine, **at: viewing.awaited(engine, "t", **at),
    "timelines": lambda engine, **at: viewing.timelines(engine, "t", **at),
}


def before_the_note(url: str, changes: dict[str, str] | None = None) -> Rehearsal:
    """A review in `answering` since 2 November 2026, awaited by Sunday 2 May 2027."""
    scene = rehearsal(url, changed(LATE_NOTE, changes or {}), at="2026-11-02", codes="QAA")
    scene.record("QAA", "start", BY_OFFICE)
    return scene


def answers(engine: Engine, **at: str) -> dict[str, object]:
    """Every answer, as plain data without entry numbers and moments of recording."""
    return {name: plain(ask(engine, **at)) for name, ask in QUESTIONS.items()}


def plain(answer: object) -> object:
    """An answer as data; which entry says so and when it was recorded may differ."""
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        fields = {f.name: plain(getattr(answer, f.name)) for f in dataclasses.fields(answer)}
        return {k: v for k, v in fields.items() if k not in ("seq", "at", "version")}
    return [plain(one) for one in answer] if isinstance(answer, tuple) else answer
