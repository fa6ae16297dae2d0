"""Bookings: the meeting of a body that a review is bound to.

A booking is a time limit of the body that meets: due on the day of the meeting, named as in
the definition, numbered when the review is bound again. Decisions that live here:

* A review is bound when what the rule counts from has happened, to the meetings known then.
  Once bound it stays bound: a meeting that is entered later shifts nothing.
* Where no meeting is known yet, the booking waits, and is filled as soon as one is.
* A review that comes again to a step which needs a meeting that is over is bound anew: to
  every n-th where the rule says so, else by the same rule to a later one. A step needs a meeting
  at which it is taken, or before which its dates lie; what counts from a meeting onwards counts
  from the one there was. A booking ends with the step that is taken at it, also before its day.
"""

from dataclasses import replace
from datetime import date

from workflow.clock import stamp
from workflow.model.anchors import anchor_at, booking, happened
from workflow.model.definition import Body, Meeting, State
from workflow.model.grammar.meeting_rule import nth_words
from workflow.model.legal_time.days import day_words, weekday_words
from workflow.model.legal_time.derivation import Anchor, derive
from workflow.model.legal_time.local_time import end_of_day
from workflow.model.legal_time.time_rules import of_body
from workflow.model.rows.records import DeadlineRow, MeetingRow
from workflow.model.working import Working

#: A booking in one of these is over.
OVER = ("met", "late", "closed")
#: The rule of a booking that took the place of a meeting missed or cancelled.
NEXT = "the next meeting that counts"


def is_booking(work: Working, deadline: DeadlineRow) -> bool:
    """Whether *deadline* is the binding of its review to a meeting."""
    mine = deadline.instance == work.review.id
    return mine and deadline.name in work.definition.meetings


def settle(work: Working) -> None:
    """Bind the review to each meeting whose rule has come to say which; a final one to none."""
    if work.review.party is None:
        return
    if work.review.status == "final":
        for booked in _bookings(work):
            if booked.status not in OVER:
                work.set("deadline", booked.id, status="closed", seq=work.seq)
        return
    for meeting in work.definition.meetings.values():
        row = booking(work, meeting.name)
        if row is None:
            _bind_first(work, meeting)
        elif row.status == "waiting":
            fill(work, row, meeting)


def renew(work: Working, instance: str, state: State) -> None:
    """Bind the review anew if *state*, being entered, needs a meeting that is over."""
    for meeting in work.definition.meetings.values():
        row = booking(work, meeting.name)
        taken_there = instance == work.review.id and state.path == meeting.step
        needs = taken_there or meeting.name in _ahead(state)
        if needs and row is not None and row.status in OVER:
            again(work, meeting, row)


def again(work: Working, meeting: Meeting, last: DeadlineRow) -> None:
    """Bind the review to a later meeting than the *last*, as the rule has it."""
    anchor = happened(work, last.instance, meeting.rule.anchor)
    book(work, meeting, last.n + 1, meeting.text, anchor)


def slip(work: Working, meeting: Meeting, missed: DeadlineRow) -> None:
    """Bind the review to the next meeting after the one it *missed*."""
    words = f"{called(missed.meeting)} was missed"
    anchor = anchor_at(missed.due_on or "", words, missed.seq)
    book(work, meeting, missed.n + 1, NEXT, anchor)


def called(meeting: str | None) -> str:
    """A meeting's id as people call it: `plenary 3`."""
    return (meeting or "").partition("~")[2].replace(":", " ")


def _bind_first(work: Working, meeting: Meeting) -> None:
    anchor = happened(work, work.review.id, meeting.rule.anchor)
    if anchor is not None:
        book(work, meeting, 1, meeting.text, anchor)


def book(work: Working, meeting: Meeting, n: int, rule: str, anchor: Anchor | None) -> None:
    """Make a booking, bound to its meeting if that is known."""
    review = work.review.id
    body = work.definition.bodies[meeting.body]
    work.new(
        DeadlineRow(
            id=f"{review}:{meeting.name}:{n}",
            review=review,
            instance=review,
            name=meeting.name,
            n=n,
            state=meeting.step,
            rule=rule,
            anchor=anchor.words if anchor else None,
            anchor_seq=int(anchor.ref) if anchor else None,
            anchor_on=anchor.on.isoformat() if anchor else None,
            due_on=None,
            closes_at=None,
            zone=of_body(work.definition.time, body).zone,
            calendar=None,
            provisional=False,
            owners=(meeting.body,),
            moves=meeting.on_miss == "next",
            status="waiting",
            passed=False,
            met_on=None,
            recorded_on=None,
            days_late=None,
            notified_on=None,
            derivation=(),
            basis=meeting.basis,
            seq=work.seq,
        )
    )
    fill(work, work.deadlines()[f"{review}:{meeting.name}:{n}"], meeting)


def fill(work: Working, row: DeadlineRow, meeting: Meeting) -> None:
    """Bind a booking to its meeting, if one is known that the rule means."""
    found, steps = candidate(work, row, meeting)
    work.set("deadline", row.id, derivation=steps)
    if found is None:
        return
    work.set("deadline", row.id, **placed(row, found))
    if work.review.paused_on:
        work.set("deadline", row.id, status="suspended", paused_on=work.review.paused_on)


def placed(row: DeadlineRow, found: MeetingRow) -> dict[str, object]:
    """The columns of a booking that follow from its meeting."""
    closes = end_of_day(date.fromisoformat(found.opens_on), row.zone)
    return {
        "due_on": found.opens_on,
        "rule_on": found.opens_on,
        "closes_at": stamp(closes),
        "meeting": found.id,
        "status": "running",
    }


def candidate(
    work: Working, row: DeadlineRow, meeting: Meeting
) -> tuple[MeetingRow | None, tuple[str, ...]]:
    """The meeting that a booking means among those known, and how it was found."""
    body, rule = work.definition.bodies[meeting.body], meeting.rule
    said = [f"The rule is: {row.rule}."]
    if row.rule == NEXT:
        count, floor = 1, _after_anchor(row, said)
    elif row.n > 1 and rule.every:
        count, floor = rule.every, ""
    else:
        count, floor = rule.nth, _floor(work, row, meeting, said)
    last = _last(work, row)
    if last and row.rule != NEXT:
        said.append(f"It is to be after the meeting of {weekday_words(_day(last))}.")
    floor = max(floor, f"{last}~" if last else "")
    found = [m for m in counting(work, body) if m.opens_on >= floor]
    kinds = f"{' or '.join(body.counts)} meeting of {body.name}"
    if len(found) < count:
        said.append(f"No such {kinds} is known yet.")
    else:
        one = found[count - 1]
        said.append(
            f"The {nth_words(count)} {kinds} is {one.name}, {weekday_words(_day(one.opens_on))}."
        )
    steps = tuple(f"{n}. {words}" for n, words in enumerate(said, start=1))
    return (found[count - 1] if len(found) >= count else None), steps


def counting(work: Working, body: Body) -> tuple[MeetingRow, ...]:
    """The meetings of *body* that count, in the order of their dates."""
    found = [
        m
        for m in work.setting.meetings
        if m.body == body.name and m.status == "planned" and m.nature in body.counts
    ]
    return tuple(sorted(found, key=lambda m: (m.opens_on, m.n)))


def _after_anchor(row: DeadlineRow, said: list[str]) -> str:
    """What a meeting's day sorts after, so that it is later than the anchor's."""
    on = row.anchor_on or ""
    if on:
        said.append(f"It is to be after {weekday_words(_day(on))} ({row.anchor}).")
    return f"{on}~" if on else ""


def _floor(work: Working, row: DeadlineRow, meeting: Meeting, said: list[str]) -> str:
    """The first day on which the meeting may be; adds how it was found."""
    if meeting.rule.wait is None or row.anchor_on is None:
        return _after_anchor(row, said)
    anchor = anchor_at(row.anchor_on, row.anchor or "", row.anchor_seq or 0)
    rules = of_body(work.definition.time, work.definition.bodies[meeting.body])
    rules = replace(rules, roll="none")  # a day from which on, and no last day
    found = derive(meeting.rule.wait, anchor, rules, work.setting.calendars)
    said.append(
        f"{meeting.rule.wait.length} after {day_words(anchor.on)} "
        f"({anchor.words}) is {weekday_words(found.due_on)}; the meeting is then or later."
    )
    return found.due_on.isoformat()


def _last(work: Working, row: DeadlineRow) -> str | None:
    """The day of the meeting before this booking's, where it is a later one."""
    before = [d for d in _bookings(work) if d.name == row.name and d.n < row.n and d.due_on]
    return max((d.due_on or "" for d in before), default=None)


def _bookings(work: Working) -> list[DeadlineRow]:
    return [row for row in work.deadlines().values() if is_booking(work, row)]


def named(state: State) -> tuple[str, ...]:
    """What the periods of a step count from, by name."""
    window = (state.window.opens, state.window.closes) if state.window else ()
    periods = (state.due, *window, state.not_before)
    return tuple(period.anchor.name for period in periods if period and period.anchor)


def _ahead(state: State) -> tuple[str, ...]:
    """What the dates of a step lie before, by name."""
    window = (state.window.opens, state.window.closes) if state.window else ()
    periods = (state.due, *window, state.not_before)
    anchored = (p for p in periods if p and p.anchor and p.direction == "before")
    return tuple(period.anchor.name for period in anchored if period.anchor)


def _day(text: str) -> date:
    return date.fromisoformat(text)
