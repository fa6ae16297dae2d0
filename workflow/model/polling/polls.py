"""Votes and silences as they stand: opened with their step, ballot by ballot, left with it.

Decisions that live here: who votes is settled when the step is entered, and does not change
while it lasts; a member is whoever is bound, be it a State or a person; a State's members act
for it. A later act of a member replaces the earlier one while the poll is open.
"""

from collections.abc import Iterator
from typing import cast

from workflow.model.conditions import held
from workflow.model.definition import Event, State
from workflow.model.members import MEMBER, holds_for, member_role
from workflow.model.rows.records import BallotRow, PollRow
from workflow.model.working import Working, next_n

#: What a member does who objects in a silence procedure.
OBJECTS = "objects"


def polls(work: Working) -> list[PollRow]:
    """Every poll of the review, by id."""
    return cast(list[PollRow], list(work.rows["poll"].values()))


def ballots(work: Working, poll: str) -> list[BallotRow]:
    """Every ballot of one poll, by id."""
    rows = cast(list[BallotRow], list(work.rows["ballot"].values()))
    return [row for row in rows if row.poll == poll]


def standing(work: Working, poll: PollRow) -> list[BallotRow]:
    """The ballots that count: one for each member who acted and did not take it back."""
    return [row for row in ballots(work, poll.id) if row.status == "counts"]


def begin(work: Working, instance: str, state: State, n: int, on: str) -> None:
    """Open the vote or silence of *state*, entered for the *n*-th time on the day *on*."""
    if state.vote is None and state.silence is None:
        return
    members = tuple(_members(work, instance, state, on))
    work.new(
        PollRow(
            id=f"{instance}^{state.path}:{n}",
            review=work.review.id,
            instance=instance,
            state=state.path,
            n=n,
            what="vote" if state.vote else "silence",
            members=tuple(dict.fromkeys(name for name, _ in members)),
            electorate=tuple(dict.fromkeys(name for name, may in members if may)),
            opened_on=on,
            limit=f"{instance}:{state.deadline}:{n}" if state.polled else None,
            status="open",
            decided_on=None,
            words=(),
            basis=(state.silence.basis if state.silence else "") or state.basis,
            seq=work.seq,
        )
    )


def _members(work: Working, instance: str, state: State, on: str) -> Iterator[tuple[str, bool]]:
    """Each member of the body that votes, and whether it has a vote."""
    if state.vote is None:
        return
    found = list(held(work, member_role(work.definition, state.vote.role), on, instance))
    work.rest(*(binding.seq for binding in found))
    for binding in sorted(found, key=lambda each: each.actor):
        concerned = binding.party is not None and binding.party == work.review.party
        yield binding.actor, not (state.vote.narrowed and concerned)


def open_poll(work: Working, instance: str, what: str) -> PollRow | None:
    """The open vote or silence of *instance*; None if there is none."""
    found = [p for p in polls(work) if (p.instance, p.what, p.status) == (instance, what, "open")]
    return found[-1] if found else None


def leave(work: Working, instance: str, path: str, on: str) -> None:
    """Close the poll of a step that is left before anything was decided."""
    for poll in polls(work):
        if (poll.instance, poll.state, poll.status) == (instance, path, "open"):
            work.rest(poll.seq)
            work.set("poll", poll.id, status="left", decided_on=on, seq=work.seq)


def leave_behind(work: Working, instance: str, on: str) -> None:
    """Close every poll of *instance* and what hangs on it: its parent has gone on without them."""
    for poll in polls(work):
        if poll.status == "open" and instance in work.hanging(poll.instance):
            leave(work, poll.instance, poll.state, on)


def leave_all(work: Working, instance: str, on: str) -> None:
    """Close every poll of *instance* and of everything below it: it is closed."""
    for poll in polls(work):
        if poll.status == "open" and instance in work.ancestry(poll.instance):
            leave(work, poll.instance, poll.state, on)


def poll_of(work: Working, instance: str, event: Event) -> PollRow | None:
    """The open poll in which *event* counts: a vote for a choice, a silence for an objection."""
    if event.choice:
        return open_poll(work, instance, "vote")
    return open_poll(work, instance, "silence") if objects(event) else None


def counts(event: Event) -> bool:
    """Whether *event* is a vote or an objection."""
    return bool(event.choice) or objects(event)


def objects(event: Event) -> bool:
    """Whether *event* is an objection: members record it, it leads nowhere and undoes nothing."""
    by_members = bool(event.by) and all(role.startswith(MEMBER) for role in event.by)
    return by_members and not (event.to or event.undoes or event.choice or event.closes)


def member_of(
    work: Working, role: str, actor: str, on: str, instance: str | None = None
) -> str | None:
    """As which member *actor* acts in *role* on the day *on*; None if as none.

    One that is bound itself acts for itself, others for the State they are of.
    """
    names = [b.actor for b in held(work, role, on, instance) if holds_for(b, actor)]
    return actor if actor in names else next(iter(sorted(names)), None)


def cast_ballot(
    work: Working, poll: PollRow, *, event: str, member: str, actor: str, choice: str, on: str
) -> None:
    """Add a member's ballot; an earlier one of the same member is replaced."""
    withdraw(work, poll, member, status="replaced")
    n = next_n(row.n for row in ballots(work, poll.id) if row.member == member)
    work.rest(poll.seq)
    work.new(
        BallotRow(
            id=f"{poll.id}/{member}:{n}",
            review=work.review.id,
            poll=poll.id,
            event=event,
            member=member,
            n=n,
            actor=actor,
            choice=choice,
            on=on,
            status="counts",
            seq=work.seq,
        )
    )


def withdraw(work: Working, poll: PollRow, member: str, *, status: str = "withdrawn") -> None:
    """Take back the ballot of *member* that counts, if there is one."""
    for row in standing(work, poll):
        if row.member == member:
            work.rest(row.seq)
            work.set("ballot", row.id, status=status, seq=work.seq)
