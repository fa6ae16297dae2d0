"""Recording that the State under review joined an instrument; `entering` says what follows."""

from collections.abc import Iterator
from datetime import date

from workflow.clock import stamp
from workflow.errors import Problem
from workflow.model import rules
from workflow.model.commands import Join, Outcome
from workflow.model.decide import refused
from workflow.model.entering import BASIS, IN_FORCE, STEP, entry_id
from workflow.model.legal_time.local_time import start_of_day
from workflow.model.passing import catch_up
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working


def _problems(work: Working, command: Join) -> Iterator[Problem]:
    """What stands in the way of recording that an instrument is joined."""
    barred = rules.not_held(work, command.role, command.actor, work.setting.today)
    if barred:
        yield barred
    name, day = command.instrument, command.in_force_on
    if name in work.review.instruments:
        yield _problem(f"{name!r} is under review already in {work.review.id}")
    elif row := work.deadlines().get(entry_id(work, name)):
        yield _problem(f"the deposit for {name!r} is recorded already: {row.rule}")
    if work.review.status == "final":
        yield _problem(f"{work.review.id} has ended; {name!r} is for a review to come")
    if command.opens_on and command.opens_on < day:
        yield _problem(
            f"{name!r} is in force for {work.review.party_name} from {day}, the thirtieth day "
            f"after the deposit of {command.deposited_on}; its chapter is not opened before",
            hint=f"--from {day} or later, or leave it away",
        )


def _problem(words: str, hint: str = "") -> Problem:
    return Problem(code="R075", words=words, basis=BASIS, hint=hint)


def join(work: Working, command: Join) -> Outcome:
    """Record a deposit; the instrument is under review from entry into force.

    Ruled out where it is known already, and to be opened before it is in force.
    """
    catch_up(work, work.setting.at)
    found = tuple(_problems(work, command))
    if found:
        return _refuse(work, command, found)
    begins = max(command.opens_on or command.in_force_on, command.on)
    with work.act(
        "instrument.joined",
        instance=work.review.id,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(BASIS,),
        said={
            "event": f"join {command.instrument}",
            "instrument": command.instrument,
            "deposited": command.deposited_on,
            "in_force": command.in_force_on,
            "opens_on": begins,
            "note": command.note,
            "reason": command.reason,
        },
    ):
        work.new(_row(work, command, begins))
    catch_up(work, work.setting.at)
    return Outcome(acts=tuple(work.acts), notes=_notes(work, command, begins))


def _notes(work: Working, command: Join, begins: str) -> tuple[str, ...]:
    if command.instrument in work.review.instruments:
        return ()
    return (
        f"{command.instrument} is in force for {work.review.party_name} from "
        f"{command.in_force_on}; it is under review from {begins}, and not before",
    )


def _refuse(work: Working, command: Join, found: tuple[Problem, ...]) -> Outcome:
    return refused(
        work,
        "act.not_recorded",
        found,
        instance=work.review.id,
        actor=command.actor,
        role=command.role,
        on=command.on,
        event=f"join {command.instrument}",
    )


def _row(work: Working, command: Join, begins: str) -> DeadlineRow:
    zone = work.definition.time.zone
    force = command.in_force_on
    steps = [
        f"1. The deposit was made on {command.deposited_on}.",
        f"2. The instrument is in force from {force}, the thirtieth day after it.",
        f"3. It is under review from {begins}.",
    ]
    return DeadlineRow(
        id=entry_id(work, command.instrument),
        review=work.review.id,
        instance=work.review.id,
        name=f"{command.instrument}{IN_FORCE}",
        n=1,
        state=STEP,
        rule=f"the thirtieth day after the deposit of {command.deposited_on}",
        anchor="the deposit",
        anchor_seq=work.seq,
        anchor_on=command.deposited_on,
        due_on=begins,
        closes_at=stamp(start_of_day(date.fromisoformat(begins), zone)),
        zone=zone,
        calendar=None,
        provisional=False,
        owners=(),
        moves=True,
        status="running",
        passed=False,
        met_on=None,
        recorded_on=None,
        days_late=None,
        notified_on=None,
        derivation=tuple(steps),
        basis=BASIS,
        seq=work.seq,
    )
