"""What brought a review to its step: an act, a time limit, a count of votes, parts that ended."""

from collections.abc import Iterator
from typing import cast

from workflow.model.children import children_of, decisive, opened_by
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.records_polls import PollRow
from workflow.model.working import Working
from workflow.views.answers import Reason
from workflow.views.standing import stays_of
from workflow.views.told import recorded_on, who
from workflow.views.words import count, listed, said


def reason(words: str, basis: str = "", seq: int | None = None) -> Reason:
    """A step of a derivation that has no number yet."""
    return Reason(n=0, words=words, basis=basis, seq=seq)


def cause_of(work: Working, instance: str, cause: Act | Entry, seq: int) -> Reason:
    basis = "; ".join(cause.basis)
    number = seq if isinstance(cause, Entry) else None
    if cause.kind == "deadline.enforced":
        limit = work.deadlines().get(str(cause.data.get("deadline")))
        name = limit.name if limit else "a step"
        part = f" of {limit.instance}" if limit and limit.instance != instance else ""
        words = f"The time limit for {name!r}{part} passed on {said(cause.on)}"
        more = "" if part or cause.data.get("decision") else "; the step has a way on"
        words = f"{words}{more}."
        return reason(words, basis, number)
    if cause.kind == "review.opened":
        return reason(f"The review was opened by {who(cause)}.", basis, number)
    if cause.kind == "state.overridden":
        words = f"It was moved there outside the rules by {who(cause)}, on {said(cause.on)}."
        return reason(words, basis, number)
    return reason(_event(cause), basis, number)


def _event(cause: Act | Entry) -> str:
    days = [f"{name} {said(str(cause.data[name]))}" for name in _days(cause)]
    if isinstance(cause, Entry) and cause.at:
        days.append(f"recorded {said(recorded_on(cause))}")
    event = cause.data.get("event") or cause.kind.replace(".", " ")
    return f"{who(cause)}: {str(event)!r} ({', '.join(days)}); what counts is {said(cause.on)}."


def _days(cause: Act | Entry) -> tuple[str, ...]:
    return tuple(name for name in ("dated", "received") if cause.data.get(name))


def together(work: Working, instance: str, cause: Act | Entry) -> Iterator[Reason]:
    """What several brought about: the count of a vote or silence, the parts that had ended."""
    stays = stays_of(work, instance)
    if len(stays) < 2:
        return
    left = stays[-2]
    polls = cast(dict[str, PollRow], work.rows["poll"]).values()
    for poll in polls:
        if (poll.instance, poll.state, poll.n) == (instance, left.state, left.n) and poll.words:
            yield reason(f"The {poll.what}: {' '.join(poll.words)}", poll.basis)
    chart = work.chart(instance)
    for path in chart.lineage(left.state) if left.state in chart.states else ():
        state = chart.states[path]
        if state.then and cause.instance != instance:
            inside = [s.id for s in work.stays() if (s.instance, s.state) == (instance, path)]
            opened = (c for c in opened_by(work, instance, state) if c.closed_on is None)
            parts = [c for c in opened if c.opened_in in (None, *inside[-1:])]
            keys = children_of(work, instance, state.opens[0], "") if state.in_turn else ()
            more = len({*keys} - {c.key for c in parts})
            ended = [f"{c.id} on {said(c.since)}" for c in decisive(parts, state.join, more)]
            words = f"Of {count(len(parts), 'part')} enough had ended ({state.join or 'all'})"
            yield reason(f"{words}: {listed(tuple(ended))}.", state.basis)
