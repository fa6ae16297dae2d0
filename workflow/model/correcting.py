"""Corrections: taking an entry back, or putting another in its place.

Nothing is ever deleted. A later entry voids an earlier one; the review becomes what the
rest of its history says. It is refused, naming the entry, when something a person did
later rests on it. What the engine did on the strength of it (a limit that passed, say)
is taken back with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from shlex import quote

from workflow.errors import Problem
from workflow.model import limits
from workflow.model.commands import Annul, Outcome, Override, Record
from workflow.model.decide import (
    counting_day,
    counting_moment,
    event_of,
    refused,
    said,
    take_effect,
)
from workflow.model.definition import Event
from workflow.model.in_place import as_it_stood, in_place
from workflow.model.passing import ENGINE, catch_up
from workflow.model.rows.entry import ENVELOPE, Effect, Entry
from workflow.model.rows.evolve import Rows, difference, fold
from workflow.model.rows.records import OF_A_REVIEW
from workflow.model.said_before import said_before as said_before
from workflow.model.stepping import move, settle
from workflow.model.working import Working, in_order

#: Entries that can be taken back; others have no effect or belong to the whole store.
CORRECTABLE = (
    "event.recorded",
    "role.bound",
    "role.vacated",
    "state.overridden",
    "deadline.moved",
    "deadline.notified",
    "deadline.passed",
    "deadline.enforced",
    "meeting.missed",
    "clock.paused",
    "clock.resumed",
    "entry.corrected",
)
BASIS = "design: any entry can be annulled or corrected by a later one"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBack:
    """What taking back one entry comes to: the entries voided, the rows without them."""

    voids: tuple[int, ...]
    without: Rows
    undo: tuple[Effect, ...]


def problems_of(history: Sequence[Entry], seq: int) -> tuple[Problem, ...]:
    """Why entry *seq* of this history cannot be taken back; empty if it can."""
    entry = next((e for e in history if e.seq == seq), None)
    if entry is None:
        return (Problem(code="R030", words=f"entry {seq} is not of this review"),)
    by = next((e.seq for e in history if seq in e.voids()), None)
    if by is not None:
        return (Problem(code="R031", words=f"entry {seq} was taken back already, by entry {by}"),)
    if entry.kind not in CORRECTABLE:
        words = f"entry {seq} ({entry.kind}) changed nothing that could be taken back"
        hint = f"what can be: {', '.join(CORRECTABLE)}"
        return (Problem(code="R032", words=words, basis=BASIS, hint=hint),)
    return tuple(
        Problem(
            code="R033",
            words=f"entry {later.seq} ({described(later)}, {later.on}) rests on entry {seq}",
            basis=BASIS,
            hint=f"take back entry {later.seq} first",
        )
        for later in resting(history, seq)
        if later.actor != ENGINE
    )


def described(entry: Entry) -> str:
    """What an entry is, in a word or two."""
    return str(entry.data.get("event") or entry.data.get("bound") or entry.kind)


def resting(history: Sequence[Entry], seq: int) -> list[Entry]:
    """The later entries with effect that rest on *seq*, directly or through another."""
    voided = {gone for entry in history for gone in entry.voids()}
    on, found = {seq}, []
    for entry in history:
        works = bool(entry.effects()) and entry.seq not in voided
        if entry.seq > seq and works and on & set(entry.rests_on()):
            on.add(entry.seq)
            found.append(entry)
    return found


def annul(work: Working, history: Sequence[Entry], command: Annul) -> Outcome:
    """Take back an entry; its effects are undone, both entries stay visible."""
    catch_up(work, work.setting.at)
    known = (*history, *_made(work))
    problems = problems_of(known, command.seq) or _by_engine(known, command.seq)
    if problems:
        return _not_recorded(work, f"annul {command.seq}", command.actor, command.role, problems)
    entry = next(e for e in known if e.seq == command.seq)
    work.day = work.setting.today
    taken = _take_back(work, known, command.seq)
    with work.act(
        "entry.annulled",
        instance=entry.instance,
        actor=command.actor,
        role=command.role,
        on=work.setting.today,
        basis=(BASIS,),
        changes=True,
        said={
            "reason": command.reason,
            "annuls": command.seq,
            "voids": list(taken.voids),
            "undo": list(taken.undo),
        },
    ):
        limits.close_left_behind(work)
        settle(work, on=work.day, barrier=work.day)
    catch_up(work, work.setting.at)
    return Outcome(acts=tuple(work.acts))


def _by_engine(history: Sequence[Entry], seq: int) -> tuple[Problem, ...]:
    entry = next(e for e in history if e.seq == seq)
    if entry.actor != ENGINE:
        return ()
    words = f"entry {seq} is a time limit that passed; it cannot be taken back by itself"
    hint = in_its_place(entry.instance or "", seq)
    return (Problem(code="R034", words=words, basis=BASIS, hint=hint),)


def in_its_place(instance: str, seq: int) -> str:
    """What to type so that an act takes the place of entry *seq*."""
    place = f"{quote(instance)} {seq}" if instance else str(seq)
    return (
        f"put the act in its place: peer-review review correct {place} --event EVENT "
        "--as ACTOR --role ROLE --received DATE --reason TEXT"
    )


def correct(work: Working, history: Sequence[Entry], seq: int, command: Record) -> Outcome:
    """Put *command* in the place of entry *seq*, as of its own day.

    The act is judged by the review as it stood when the entry was recorded; then whatever
    fell due since happens.

    Raises:
        LookupError: the command's event is not of the chart; `decide.unread` says so first.
    """
    catch_up(work, work.setting.at)
    known = (*history, *_made(work))
    what = f"correct {seq}"
    problems = problems_of(known, seq)
    if problems:
        return _not_recorded(work, what, command.actor, command.role, problems)
    event = event_of(work, command.instance, command.event)
    if event is None:
        raise LookupError(command.event)
    on = work.day = counting_day(work, event, command)
    work.moment = counting_moment(work, event, command)
    present = work.rows.copy()
    taken = _take_back(work, known, seq)
    problems = in_place(work, as_it_stood(work, known, seq), event, command)
    if problems:
        work.rows = present
        return _not_recorded(work, what, command.actor, command.role, problems)
    _replace(work, event, command, taken=taken, on=on)
    catch_up(work, work.setting.at)
    return Outcome(acts=tuple(work.acts))


def _replace(work: Working, event: Event, command: Record, *, taken: TakingBack, on: str) -> None:
    """Make the act that stands in the place of what was taken back."""
    with work.act(
        "entry.corrected",
        instance=command.instance,
        actor=command.actor,
        role=command.role,
        on=on,
        basis=(event.basis, BASIS),
        changes=True,
        said={
            "event": event.name,
            **said(command),
            "corrects": taken.voids[0],
            "voids": list(taken.voids),
            "undo": list(taken.undo),
        },
    ):
        take_effect(work, event, command, on)
        limits.close_left_behind(work)


def _take_back(work: Working, history: Sequence[Entry], seq: int) -> TakingBack:
    """Set *work* to the review without entry *seq* and all that rests on it.

    The version stays what it is, so that it goes up and never back.
    """
    gone = (seq, *(entry.seq for entry in resting(history, seq)))
    void = {*gone, *(old for entry in history for old in entry.voids())}
    folded = fold([entry for entry in history if entry.seq not in void])
    without = {kind: folded[kind] for kind in OF_A_REVIEW}
    present = {kind: work.rows[kind] for kind in OF_A_REVIEW}
    taken = TakingBack(voids=gone, without=without, undo=difference(present, without))
    review = work.review
    work.rows.update({kind: in_order(table) for kind, table in without.items()})
    work.rows["review"][review.id] = replace(work.review, version=review.version)
    return taken


def _made(work: Working) -> list[Entry]:
    """The acts this command made so far, as the entries they will be."""
    return [
        Entry(
            v=ENVELOPE,
            id="",
            seq=work.setting.next_seq + number,
            kind=act.kind,
            review=act.review,
            instance=act.instance,
            command="",
            account="",
            actor=act.actor,
            role=act.role,
            on=act.on,
            at=work.setting.at,
            definition=act.definition,
            basis=act.basis,
            data=act.data,
        )
        for number, act in enumerate(work.acts)
    ]


def override(work: Working, command: Override) -> Outcome:
    """Move an instance outside the rules: named, reasoned, and marked so for ever."""
    catch_up(work, work.setting.at)
    instance = work.instances()[command.instance]
    if command.on < instance.barrier:
        words = f"dated {command.on}, behind the file, which takes acts from {instance.barrier} on"
        problem = Problem(code="R006", words=words, hint="override as of a later day")
        what = f"override to {command.to}"
        return _not_recorded(work, what, command.actor, command.role, (problem,))
    with work.act(
        "state.overridden",
        instance=command.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(command.decision,),
        said={
            "event": f"override to {command.to}",
            "reason": command.reason,
            "decision": command.decision,
            "outside_the_rules": True,
        },
    ):
        work.rest(instance.seq)
        move(work, command.instance, command.to, on=command.on, barrier=command.on, by=None)
    return Outcome(acts=tuple(work.acts))


def _not_recorded(
    work: Working, what: str, actor: str, role: str, problems: tuple[Problem, ...]
) -> Outcome:
    return refused(
        work,
        "act.not_recorded",
        problems,
        instance=work.review.id,
        actor=actor,
        role=role,
        on=work.setting.today,
        event=what,
    )
