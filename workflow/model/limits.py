"""Time limits of one review: started, met, passed, moved.

Legal time. What a limit brings about happens at its due instant: its day (`on`) is the
due day, at whose close it falls, and the next limit counts from there, whenever the
engine woke. A limit is met by whoever owes the act; when another act leads on from the
step, the limit is closed, and stays passed if it was.
"""

from collections.abc import Iterator
from datetime import date

from workflow.clock import stamp
from workflow.model.conditions import newest_document, newest_fact
from workflow.model.definition import State
from workflow.model.derivation import Anchor, derive
from workflow.model.period import AnchorName
from workflow.model.records import DeadlineRow
from workflow.model.working import Working

#: A limit in one of these still asks for something.
OPEN = ("waiting", "running", "passed")


def start(work: Working, instance: str, state: State, n: int, entered_on: str) -> None:
    """Start the time limit of *state*, entered for the *n*-th time."""
    if state.due is None:
        return
    waiting = DeadlineRow(
        id=f"{instance}:{state.deadline}:{n}",
        review=work.review.id,
        instance=instance,
        name=state.deadline,
        n=n,
        state=state.path,
        rule=state.due_text,
        anchor=None,
        anchor_seq=None,
        anchor_on=None,
        due_on=None,
        closes_at=None,
        zone=work.definition.time.zone,
        calendar=None,
        provisional=False,
        owners=state.holders,
        moves=bool(state.on_timeout),
        status="waiting",
        passed=False,
        met_on=None,
        recorded_on=None,
        days_late=None,
        notified_on=None,
        derivation=(),
        basis=state.basis,
        seq=work.seq,
    )
    work.new(waiting)
    anchor = _entered(work, state, entered_on) if state.due.anchor is None else None
    run(work, waiting, anchor or anchored(work, waiting))


def _entered(work: Working, state: State, on: str) -> Anchor:
    return Anchor(on=date.fromisoformat(on), words=f"entered {state.name}", ref=str(work.seq))


def run(work: Working, deadline: DeadlineRow, anchor: Anchor | None) -> None:
    """Start the clock of a waiting limit; nothing happens while it has no anchor."""
    state = work.chart(deadline.instance).states[deadline.state]
    if anchor is None or state.due is None:
        return
    found = derive(state.due, anchor, work.definition.time, work.setting.calendars)
    work.set(
        "deadline",
        deadline.id,
        anchor=anchor.words,
        anchor_seq=int(anchor.ref),
        anchor_on=anchor.on.isoformat(),
        due_on=found.due_on.isoformat(),
        closes_at=stamp(found.closes_at),
        calendar=found.calendar_used,
        provisional=found.provisional,
        status="running",
        derivation=found.steps,
    )


def anchored(work: Working, deadline: DeadlineRow) -> Anchor | None:
    """The moment a limit counts from, if it has come."""
    due = work.chart(deadline.instance).states[deadline.state].due
    if due is None or due.anchor is None:
        return None
    found = _happened(work, deadline.instance, due.anchor)
    if found is None:
        return None
    on, words, seq = found
    return Anchor(on=date.fromisoformat(on), words=words, ref=str(seq))


def _happened(work: Working, instance: str, name: AnchorName) -> tuple[str, str, int] | None:
    """Day, words and entry of what *name* speaks of; None while it has not happened."""
    review = work.review
    if name.name in ("review.opened", "review.launched", "cycle.launched", "cycle.opened"):
        return review.launched_on, "the launch", review.seq
    if name.name == "review.started":
        words = "the review started"
        return (review.started_on, words, review.seq) if review.started_on else None
    if name.name in work.definition.documents:
        document = newest_document(work, instance, name.name)
        words = f"{name.name} received"
        return (document.received, words, document.seq) if document else None
    if name.name in work.definition.facts:
        fact = newest_fact(work, instance, name.name)
        words = f"{name.name} {name.word or 'recorded'}"
        told = fact and name.word in (None, "recorded", fact.value)
        return (fact.on, words, fact.seq) if fact and told else None
    return _entered_before(work, instance, name.name)


def _entered_before(work: Working, instance: str, state: str) -> tuple[str, str, int] | None:
    """The newest stay in a step of that path or last name, here or in a parent."""
    for place in work.ancestry(instance):
        stays = [
            stay
            for stay in work.stays()
            if stay.instance == place and state in (stay.state, stay.state.rpartition(".")[2])
        ]
        if stays:
            newest = max(stays, key=lambda stay: (stay.seq, stay.left_on is None, stay.n))
            return newest.entered_on, f"entered {state}", newest.seq
    return None


def settle_clocks(work: Working) -> None:
    """Start every waiting limit whose anchor has come."""
    for deadline in list(work.deadlines().values()):
        if deadline.status == "waiting":
            run(work, deadline, anchored(work, deadline))


def leave(work: Working, instance: str, path: str, on: str, by: str | None) -> None:
    """Close the limit of a step that is left on the day *on* by an act of role *by*."""
    for deadline in _open_of(work, instance, path):
        work.rest(deadline.seq)
        if by in deadline.owners and deadline.due_on is not None:
            _meet(work, deadline, on)
        else:
            work.set("deadline", deadline.id, status="closed", seq=work.seq)


def close_all(work: Working, instance: str) -> None:
    """Close every open limit of an instance, and of what hangs on it: its parent has gone on."""
    for deadline in list(work.deadlines().values()):
        inside = instance in work.ancestry(deadline.instance)
        if inside and deadline.status in OPEN:
            work.rest(deadline.seq)
            work.set("deadline", deadline.id, status="closed", seq=work.seq)


def _open_of(work: Working, instance: str, path: str) -> Iterator[DeadlineRow]:
    for deadline in list(work.deadlines().values()):
        if deadline.instance == instance and deadline.state == path and deadline.status in OPEN:
            yield deadline


def _meet(work: Working, deadline: DeadlineRow, on: str) -> None:
    late = (date.fromisoformat(on) - date.fromisoformat(deadline.due_on or on)).days
    work.set(
        "deadline",
        deadline.id,
        status="late" if late > 0 else "met",
        passed=late > 0,
        met_on=on,
        recorded_on=work.setting.today,
        days_late=max(late, 0),
        seq=work.seq,
    )


def due(work: Working, at: str) -> DeadlineRow | None:
    """The limit that fell due first, at or before the moment *at*; None if there is none."""
    fallen = [
        (deadline.closes_at, deadline.id)
        for deadline in work.deadlines().values()
        if deadline.status == "running" and deadline.closes_at and deadline.closes_at <= at
    ]
    return work.deadlines()[min(fallen)[1]] if fallen else None
