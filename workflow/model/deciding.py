"""Collective decisions: what an act means in a vote or a silence, and what decides it.

A result is computed from single acts and never entered. A vote ends when every member who may
vote has, when the event that closes it is recorded, or at its time limit; a silence is broken by
so many objections at once, and kept when its time has passed. The act that decides lists every
ballot it counted, rests on them, and says the arithmetic.
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model import comments
from workflow.model.commands import Record
from workflow.model.definition import Event, State
from workflow.model.polling import polls
from workflow.model.polling.tally import Tally, count, tally
from workflow.model.rows.records import BallotRow, DeadlineRow, PollRow
from workflow.model.stepping import choose, move, resumes, trigger
from workflow.model.working import Working


def problems(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """What stands in the way of *command* as an act in a vote or a silence."""
    if event.choice and command.choice is None:
        yield Problem(
            code="R051",
            words=f"{event.name!r} is a vote, and no choice was given",
            basis=event.basis,
            hint=f"--choice {'|'.join(event.choice)}",
        )
    member = polls.member_of(work, command.role, command.actor, on, command.instance)
    poll = polls.poll_of(work, command.instance, event)
    if event.choice and poll and member is not None and member not in poll.electorate:
        yield _no_vote(poll, member)
    if poll is None and polls.counts(event):
        yield from _left(work, event, command.instance)
    yield from _nothing(work, event, command, member)


def _nothing(work: Working, event: Event, command: Record, member: str | None) -> Iterator[Problem]:
    """An act that takes back what does not stand."""
    if event.undoes is None or member is None:
        return
    undone = work.chart(command.instance).events[event.undoes]
    counted = polls.counts(undone)
    if not (_undone(work, event, command, member) or comments.of(work, command.instance, undone)):
        of = f" of {member}" if counted else ""
        words = f"{event.name!r} takes back {event.undoes!r}; none{of} stands"
        yield Problem(code="R053", words=words, basis=event.basis)


def _no_vote(poll: PollRow, member: str) -> Problem:
    why = "is of the party under review" if member in poll.members else "was no member"
    return Problem(
        code="R052",
        words=f"{member} {why} when the vote was opened on {poll.opened_on}, and has no vote in it",
        basis=poll.basis,
        hint=f"{len(poll.electorate)} may vote: {', '.join(poll.electorate) or 'nobody'}",
    )


def _left(work: Working, event: Event, instance: str) -> Iterator[Problem]:
    """An act in a poll that ended undecided, because the part it was in was gone on without."""
    mine = [p for p in polls.polls(work) if (p.instance, p.status) == (instance, "left")]
    here = work.chart(instance).lineage(work.instances()[instance].state)
    for poll in [p for p in mine if p.state in here][-1:]:
        work.rest(poll.seq)
        yield Problem(
            code="R089",
            words=f"the {poll.what} in {poll.state} was left undecided on {poll.decided_on}: "
            "the step that had opened this part was left",
            basis=poll.basis,
            hint=f"{event.name!r} counts again where the part is opened anew",
        )


def _undone(work: Working, event: Event, command: Record, member: str) -> list[BallotRow]:
    """The ballots of *member* that *event* takes back."""
    undone = work.chart(command.instance).events[event.undoes or ""]
    poll = polls.poll_of(work, command.instance, undone)
    if poll is None:
        return []
    mine = [row for row in polls.standing(work, poll) if row.member == member]
    return [row for row in mine if row.event == event.undoes]


def take(work: Working, event: Event, command: Record, on: str) -> None:
    """Count the act in its poll, if it is one of a poll, and decide what is now decided."""
    member = (
        polls.member_of(work, command.role, command.actor, on, command.instance) or command.actor
    )
    poll = polls.poll_of(work, command.instance, event)
    if poll is not None:
        polls.cast_ballot(
            work,
            poll,
            event=event.name,
            member=member,
            actor=command.actor,
            choice=command.choice or polls.OBJECTS,
            on=on,
        )
    if event.undoes:
        for row in _undone(work, event, command, member):
            work.rest(row.seq)
            work.set("ballot", row.id, status="withdrawn", seq=work.seq)
        undone = work.chart(command.instance).events[event.undoes]
        comments.withdraw(work, command.instance, undone, on)
    _settle(work, event, command.instance, on)


def _settle(work: Working, event: Event, instance: str, on: str) -> None:
    """Decide a vote that is over, or a silence that is broken."""
    vote = polls.open_poll(work, instance, "vote")
    if vote is not None and (event.choice or event.closes):
        acted = {row.member for row in polls.standing(work, vote)}
        if event.closes or acted == set(vote.electorate):
            decide(work, vote, _tally(work, vote), on=on, barrier=on)
    silence = polls.open_poll(work, instance, "silence")
    if silence is not None and polls.objects(event):
        rule = _state(work, silence).silence
        objections = polls.standing(work, silence)
        if rule is not None and len(objections) >= rule.broken_by:
            decide(work, silence, _broken(objections, rule.broken_by), on=on, barrier=on)


def time_up(work: Working, deadline: DeadlineRow, on: str, barrier: str) -> bool:
    """Decide the poll whose time limit *deadline* is; return whether it is one's."""
    for poll in polls.polls(work):
        if poll.limit == deadline.id and poll.status == "open":
            found = _tally(work, poll) if poll.what == "vote" else _kept(work, poll)
            decide(work, poll, found, on=on, barrier=barrier, by=None)
            return True
    return False


def decide(
    work: Working,
    poll: PollRow,
    found: Tally,
    *,
    on: str,
    barrier: str,
    by: str | None = "holder",
) -> None:
    """Write the result of *poll* down, and go where it leads.

    Args:
        by: None where time decided, so that no time limit counts as met.
    """
    counted = polls.standing(work, poll)
    work.rest(poll.seq, *(row.seq for row in counted))
    work.set("poll", poll.id, status=found.result, decided_on=on, words=found.words, seq=work.seq)
    work.told["decision"] = {
        "poll": poll.id,
        "result": found.result,
        "counted": [f"{row.member}: {row.choice} (entry {row.seq})" for row in counted],
        "words": list(found.words),
    }
    state = _state(work, poll)
    ways = state.results[found.result]
    number = choose(ways, work, poll.instance)
    target = trigger(work, poll.instance, f"({found.result}) {state.path}", number)
    holder = state.holders[0] if by and state.vote and state.holders else None
    within = resumes(ways[number])
    move(work, poll.instance, target, on=on, barrier=barrier, by=holder, within=within)


def _state(work: Working, poll: PollRow) -> State:
    return work.chart(poll.instance).states[poll.state]


def _tally(work: Working, poll: PollRow) -> Tally:
    rule = _state(work, poll).vote
    if rule is None:
        raise LookupError(poll.id)
    choices = [row.choice for row in polls.standing(work, poll)]
    counted = count(choices, members=len(poll.members), entitled=len(poll.electorate))
    return tally(rule, counted)


def _broken(objections: list[BallotRow], needed: int) -> Tally:
    names = ", ".join(row.member for row in objections)
    words = f"{_many(len(objections))} ({names}); {needed} break the silence: it is broken."
    return Tally(result="broken", words=(words,))


def _kept(work: Working, poll: PollRow) -> Tally:
    rule = _state(work, poll).silence
    objections = polls.standing(work, poll)
    names = f" ({', '.join(row.member for row in objections)})" if objections else ""
    needed = rule.broken_by if rule else 0
    words = f"{_many(len(objections))}{names}; {needed} would break the silence: it is kept."
    return Tally(result="kept", words=(words,))


def _many(objections: int) -> str:
    return f"{objections or 'No'} objection{'s' if objections > 1 else ''}"
