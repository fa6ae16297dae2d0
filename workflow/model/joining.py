"""Recording that the State under review joined an instrument; `entering` says what follows."""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model import rules
from workflow.model.commands import Join, Outcome
from workflow.model.decide import refused
from workflow.model.entering import BASIS, Deposit, expected_row
from workflow.model.passing import catch_up
from workflow.model.under_review import entry_id
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
        words = f"{work.review.id} has ended; {name!r} is for a review to come"
        yield Problem(code="R085", words=words, basis=BASIS)
    if command.opens_on and command.opens_on < day:
        yield Problem(
            code="R086",
            words=f"{name!r} is in force for {work.review.party_name} from {day}, the thirtieth "
            f"day after the deposit of {command.deposited_on}; its chapter is not opened before",
            basis=BASIS,
            hint=f"--from {day} or later, or leave it away",
        )


def _problem(words: str) -> Problem:
    return Problem(code="R075", words=words, basis=BASIS)


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
        deposit = Deposit(command.instrument, command.deposited_on, command.in_force_on)
        work.new(expected_row(work, deposit, begins))
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
