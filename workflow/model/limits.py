"""Time limits of one review: started, met, passed, moved.

Legal time. What a limit brings about happens at its due instant: its day (`on`) is the
due day, at whose close it falls, and the next limit counts from there, whenever the
engine woke. A limit is met by whoever owes the act; when another act leads on from the
step, the limit is closed, and stays passed if it was.
"""

from collections.abc import Iterator
from datetime import date

from workflow.clock import stamp
from workflow.model import bookings, later
from workflow.model.dating import derived
from workflow.model.definition import State
from workflow.model.legal_time.local_time import end_of_day
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.members import acts_for
from workflow.model.messages import draft_awaited
from workflow.model.rows.evolve import changed
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

#: A limit in one of these still asks for something.
OPEN = ("waiting", "running", "suspended", "passed")


def start(
    work: Working, instance: str, state: State, n: int, *, resumed_on: str | None = None
) -> None:
    """Start the limit of *state*, entered for the *n*-th time; on *resumed_on* it runs on."""
    if state.limit is None:
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
        zone=rules_of(work.definition, state, state.limit).zone,
        calendar=None,
        provisional=False,
        owners=state.holders,
        moves=bool(state.on_timeout or state.polled),
        status="waiting",
        passed=False,
        met_on=None,
        recorded_on=None,
        days_late=None,
        notified_on=None,
        derivation=(),
        basis=(state.silence.basis if state.silence else "") or state.basis,
        seq=work.seq,
    )
    if resumed_on is None:
        work.new(changed(waiting, _started(work, waiting)))
        return
    work.new(waiting)
    if not _runs_on(work, waiting, resumed_on):
        run(work, waiting)


def _runs_on(work: Working, deadline: DeadlineRow, on: str) -> bool:
    """Let the clock of *deadline* run on from where it stood when its step was left.

    Not where it had not begun, where it counts from a meeting, and where time ends a vote.
    """
    number = deadline.n - 1
    stays = {stay.id: stay.left_on for stay in work.stays()}
    left = stays.get(f"{deadline.instance}|{deadline.state}:{number}")
    before = work.deadlines().get(f"{deadline.instance}:{deadline.name}:{number}")
    polled = work.chart(deadline.instance).states[deadline.state].polled
    if before is None or left is None or before.closes_at is None or before.meeting or polled:
        return False
    work.rest(before.seq)
    still = before.paused_on if before.paused_on and before.paused_on < left else ""
    paused = f", its clock paused since {still}," if still else ""
    words = f"The step was left on {left}{paused} and is entered again on {on}; "
    words += "its clock runs on, after"
    found = later.columns(work, before, before.paused_on or left, on, words)
    for name in ("anchor", "anchor_seq", "anchor_on"):
        found[name] = getattr(before, name)
    work.set("deadline", deadline.id, **found, status="running", seq=work.seq)
    _not_behind(work, deadline.id, on)
    if work.review.paused_on:
        work.set("deadline", deadline.id, due_on=None, status="suspended", paused_on=on)
    return True


def _not_behind(work: Working, key: str, on: str) -> None:
    """What had passed when the step was left ends on the day on which it is entered again."""
    row = work.deadlines()[key]
    if row.due_on is None or row.due_on >= on:
        return
    step = f"{len(row.derivation) + 1}. That day has gone by: the limit is the day of entering."
    closes = stamp(end_of_day(date.fromisoformat(on), row.zone))
    work.set("deadline", key, due_on=on, closes_at=closes, derivation=(*row.derivation, step))


def run(work: Working, deadline: DeadlineRow) -> None:
    """Start the clock of a waiting limit; nothing happens while it has no anchor.

    While the review's clocks are paused it starts suspended: with no date.
    """
    work.set("deadline", deadline.id, **_started(work, deadline))


def _started(work: Working, deadline: DeadlineRow) -> dict[str, object]:
    """The columns of *deadline* that follow once its clock starts; none while it has no anchor."""
    found = derived(work, deadline)
    if found is None:
        return {}
    paused = work.review.paused_on
    return {
        **found.columns(),
        "due_on": None if paused else found.due_on,
        "status": "suspended" if paused else "running",
        "paused_on": max(paused, found.anchor.on.isoformat()) if paused else None,
        "derivation": found.steps,
        "seq": work.seq,
    }


def settle_clocks(work: Working) -> None:
    """Bind the review to its meetings, and start every waiting limit whose anchor has come."""
    bookings.settle(work)
    for deadline in list(work.deadlines().values()):
        if deadline.status == "waiting" and not bookings.is_booking(work, deadline):
            run(work, deadline)
            _tell(work, work.deadlines()[deadline.id])


def _tell(work: Working, deadline: DeadlineRow) -> None:
    """Tell the holders of a step in which a review stands of the date its limit has come to."""
    if deadline.status != "running":
        return
    chart, instance = work.chart(deadline.instance), work.instances()[deadline.instance]
    stays = {stay.id: stay for stay in work.stays()}
    stay = stays.get(f"{deadline.instance}|{deadline.state}:{deadline.n}")
    inside = deadline.state in chart.lineage(instance.state)
    state = chart.states.get(deadline.state)
    if inside and stay and stay.left_on is None and state and not state.children:
        on = stay.entered_on
        draft_awaited(work, deadline.instance, state, deadline.n, on, dated=work.day)


def leave(work: Working, instance: str, path: str, on: str, by: str | None) -> None:
    """Close the limit of a step that is left on the day *on* by an act of role *by*."""
    for deadline in _open_of(work, instance, path):
        work.rest(deadline.seq)
        dated = deadline.due_on is not None or deadline.status == "suspended"
        if dated and acts_for(work.definition, by, deadline.owners):
            _meet(work, deadline, on)
        else:
            work.set("deadline", deadline.id, status="closed", seq=work.seq)


def close_left_behind(work: Working) -> None:
    """Ask nothing of what an act taken back leaves open, though it, or its parent, has gone on.

    What fell due before its parent went on is left to pass at its own time.
    """
    for deadline in list(work.deadlines().values()):
        if deadline.status not in OPEN or bookings.is_booking(work, deadline):
            continue
        own, day = _left(work, deadline)
        passed = bool(day and deadline.due_on and deadline.due_on < day)
        if day and (own or not passed):
            work.rest(deadline.seq)
            work.set("deadline", deadline.id, status="closed", passed=passed, seq=work.seq)


def left_behind(work: Working, deadline: DeadlineRow) -> bool:
    """Whether the step of *deadline*, or the one that opened its instance, has been left."""
    return _left(work, deadline)[1] is not None


def _left(work: Working, deadline: DeadlineRow) -> tuple[bool, str | None]:
    """Whether its own step was left, and the day on which that or a parent's was; None if not."""
    stays = {stay.id: stay.left_on for stay in work.stays() if stay.left_on is not None}
    own = stays.get(f"{deadline.instance}|{deadline.state}:{deadline.n}")
    rows = work.instances()
    above = [stays.get(rows[place].opened_in or "") for place in work.hanging(deadline.instance)]
    days = [day for day in (own, *above) if day is not None]
    return own is not None, min(days, default=None)


def close_behind(work: Working, instance: str) -> None:
    """Close every open limit of an instance, and of what hangs on it: its parent has gone on.

    An item that an event opened in a part which has ended goes on, and keeps its limit.
    """
    for deadline in list(work.deadlines().values()):
        if deadline.status in OPEN and instance in work.hanging(deadline.instance):
            work.rest(deadline.seq)
            work.set("deadline", deadline.id, status="closed", seq=work.seq)


def close_all(work: Working, instance: str) -> None:
    """Close every open limit of an instance, and of everything below it: it is closed."""
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
    days = (date.fromisoformat(on) - date.fromisoformat(deadline.due_on or on)).days
    late = days > 0 or (days == 0 and _after_hours(work, deadline))
    work.set(
        "deadline",
        deadline.id,
        status="late" if late else "met",
        passed=late,
        met_on=on,
        recorded_on=work.setting.today,
        days_late=max(days, 0),
        seq=work.seq,
    )


def _after_hours(work: Working, deadline: DeadlineRow) -> bool:
    """Whether the act came on the last day, but after the hour at which the limit closed."""
    closes = deadline.closes_at if deadline.status != "suspended" else None
    return bool(work.moment and closes and work.moment >= closes)


def due(work: Working, at: str) -> DeadlineRow | None:
    """The limit that fell due first, at or before the moment *at*; None if there is none."""
    fallen = [
        (deadline.closes_at, deadline.id)
        for deadline in work.deadlines().values()
        if deadline.status == "running" and deadline.closes_at and deadline.closes_at <= at
    ]
    return work.deadlines()[min(fallen)[1]] if fallen else None
