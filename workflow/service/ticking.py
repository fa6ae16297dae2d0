"""The tick: everything that fell due, in legal order, each limit in its own transaction.

The first due of the whole store goes first, so that one tick after half a year comes to
the same entries as 180 daily ones. The lock makes each limit pass once, however many
schedulers knock. A review whose limit cannot be handled is told of and passed over; the
others do not wait for it.
"""

from dataclasses import dataclass, field

from workflow.clock import stamp
from workflow.model.passing import happen
from workflow.service.engine import Engine
from workflow.service.reading import load
from workflow.service.reviews import working
from workflow.service.session import Session, writing

REMINDED = "deadline.reminded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One limit that passed, or of which a reminder went: what it was, and the entry of it.

    `due_on`: its last day; of a reminder, the day on which it went.
    """

    deadline: str
    review: str
    due_on: str
    moved: bool
    seq: int
    reminder: bool = False  # a reminder of it went; it is awaited as before


@dataclass(slots=True, kw_only=True)
class Tick:
    """What one tick did."""

    at: str
    passed: list[Passed] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def tick(engine: Engine, *, at_most: int | None = None) -> Tick:
    """Let everything that fell due happen; return what did.

    An empty tick reads and takes no lock. `at_most`: stop after that many.
    """
    done = Tick(at=stamp(engine.clock.now()))
    while at_most is None or len(done.passed) < at_most:
        with engine.store.read() as reader:
            waiting = reader.due(done.at, _enough(done))
        if not [due for due in waiting if due[2] not in done.failed]:
            break
        _next(engine, done)
    engine.tell("tick.finished", passed=len(done.passed), failed=len(done.failed))
    return done


def _enough(done: Tick) -> int:
    """As many of what is due as to find one that did not fail: a limit may close, and remind."""
    return 2 * len(done.failed) + 1


def _next(engine: Engine, done: Tick) -> None:
    with writing(engine) as session:
        due = session.unit.due(session.at, _enough(done))
        fresh = next((row for row in due if row[2] not in done.failed), None)
        if fresh is None:
            return
        _, review, deadline = fresh
        try:
            done.passed.append(_pass(engine, session, review, deadline))
        except Exception as error:  # noqa: BLE001  # one review's bug must not stop the others
            done.failed[deadline] = f"{type(error).__name__}: {error}"
            engine.tell("deadline.failed", review_id=review, deadline=deadline, error=repr(error))
            return
    last = done.passed[-1]
    kind = REMINDED if last.reminder else "deadline.passed"
    engine.tell(kind, review_id=last.review, deadline=last.deadline, seq=last.seq)


def _pass(engine: Engine, session: Session, review: str, deadline: str) -> Passed:
    found = load(engine, session.unit, review)
    work = working(engine, session.unit, found, at=session.at, next_seq=session.next_seq)
    row = happen(work, session.at)
    if row is None:
        raise LookupError(deadline)
    (entry,) = session.append(work.acts)
    session.finish()
    reminder = entry.kind == REMINDED
    return Passed(
        deadline=row.id,
        review=review,
        due_on=entry.on if reminder else row.due_on or "",
        moved=row.moves and not reminder,
        seq=entry.seq,
        reminder=reminder,
    )
