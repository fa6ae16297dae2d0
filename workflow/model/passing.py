"""What fell due happens: one limit at a time, at its legal instant, in order.

Both the tick and every command come through here, so no outcome depends on whether a
tick ran: the same entries come out, but for when they were recorded.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from workflow.model import deciding, entering, limits, reminding
from workflow.model.bookings import is_booking
from workflow.model.following import ENGINE as ENGINE
from workflow.model.following import follow, miss, missed
from workflow.model.messages import draft_passed
from workflow.model.rows.records import DeadlineRow
from workflow.model.stepping import choose, move, resumes, trigger
from workflow.model.working import Working

#: More than this from one review in one go is a definition that never rests.
MOST_PASSED = 20_000


def catch_up(work: Working, at: str) -> int:
    """Let everything of this review that fell due at or before *at* happen; return how many.

    Raises:
        RecursionError: more than MOST_PASSED limits, one begetting the next.
    """
    follow(work)
    for count in range(MOST_PASSED):
        if happen(work, at) is None:
            return count
    raise RecursionError(f"{work.review.id}: more than {MOST_PASSED} time limits passed at once")


def happen(work: Working, at: str) -> DeadlineRow | None:
    """Let the first thing happen that fell due at or before *at*; the limit it was of.

    What ends at a moment comes before the reminder that goes at that moment.
    """
    closes, reminds = limits.due(work, at), reminding.coming(work, at)
    if closes and not (reminds and (reminds.remind_at or "") < (closes.closes_at or "")):
        passes(work, closes)
        return closes
    if reminds:
        reminding.remind(work, reminds)
    return reminds


def passes(work: Working, deadline: DeadlineRow) -> None:
    """Let one limit pass: the review waits on, or moves as the definition says."""
    on = work.day = deadline.due_on or ""
    with work.act(
        _kind(work, deadline),
        instance=deadline.instance,
        actor=ENGINE,
        role=None,
        on=on,
        basis=(deadline.basis,),
        said={
            "deadline": deadline.id,
            "due_at": deadline.closes_at,
        },
    ):
        work.rest(deadline.seq, work.instances()[deadline.instance].seq)
        if entering.is_entry(deadline):
            entering.enter(work, deadline, on)
            return
        if is_booking(work, deadline) and missed(work, deadline):
            miss(work, deadline)
            return
        work.set("deadline", deadline.id, passed=True, status="passed", seq=work.seq)
        if deadline.moves and not is_booking(work, deadline):
            _enforce(work, deadline, on)
        elif limits.left_behind(work, deadline):
            work.set("deadline", deadline.id, status="closed")
        elif not _reminds(work, deadline):
            draft_passed(work, deadline)


def _reminds(work: Working, deadline: DeadlineRow) -> bool:
    """Whether the step says its own reminders, which take the place of the engine's note."""
    state = work.chart(deadline.instance).states.get(deadline.state)
    return bool(state and state.reminders) and not is_booking(work, deadline)


def _kind(work: Working, deadline: DeadlineRow) -> str:
    """What its passing is called: a meeting missed, a limit that moves the review, or waits."""
    if entering.is_entry(deadline):
        return "instrument.entered"
    if is_booking(work, deadline):
        return "meeting.missed" if missed(work, deadline) else "deadline.passed"
    return "deadline.enforced" if deadline.moves else "deadline.passed"


def _enforce(work: Working, deadline: DeadlineRow, on: str) -> None:
    if deciding.time_up(work, deadline, on, _reopens(deadline)):
        return
    state = work.chart(deadline.instance).states[deadline.state]
    number = choose(state.on_timeout, work, deadline.instance)
    target = trigger(work, deadline.instance, f"(timeout) {state.path}", number)
    within = resumes(state.on_timeout[number])
    barrier = _reopens(deadline)
    move(work, deadline.instance, target, on=on, barrier=barrier, by=None, within=within)


def _reopens(deadline: DeadlineRow) -> str:
    """The local day of the closing instant: the first an act after the limit may be dated."""
    closes = datetime.fromisoformat(deadline.closes_at or "")
    return closes.astimezone(ZoneInfo(deadline.zone)).date().isoformat()
