"""Whether a correction can stand in the place of the entry it corrects.

An act is judged by the review as it stood at its place, so that a slip of the pen can be put
right after the review has gone on. Only what moves a chart must still find it there.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workflow.clock import stamp
from workflow.errors import Problem
from workflow.model import rules
from workflow.model.commands import Record
from workflow.model.definition import Event
from workflow.model.legal_time.local_time import start_of_day
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import fold
from workflow.model.working import Working

BASIS = "design: a correction takes the place of what it corrects"


def as_it_stood(work: Working, history: Sequence[Entry], seq: int) -> Working:
    """The review just before entry *seq*, with what had fallen due by the day of the act.

    Who holds a role is as is known now.
    """
    void = {old for entry in history for old in entry.voids()}
    place = _place(history, seq)
    before = [entry for entry in history if entry.seq < place and entry.seq not in void]
    rows = {**fold(before), "binding": work.rows["binding"]}
    then = Working(work.definition, rows, work.setting, work.stepper)
    begins = start_of_day(date.fromisoformat(work.day), work.definition.time.zone)
    catch_up(then, stamp(begins))
    then.day = work.day
    return then


def _place(history: Sequence[Entry], seq: int) -> int:
    """Where an entry stands in the story: a correction where what it corrects stood."""
    entry = next(entry for entry in history if entry.seq == seq)
    corrects = entry.data.get("corrects")
    return _place(history, corrects) if isinstance(corrects, int) else seq


def in_place(work: Working, then: Working, event: Event, command: Record) -> tuple[Problem, ...]:
    """What stands in the way of *command*.

    Args:
        work: the review as it stands now without the entry that is corrected.
        then: the review as it stood at that entry's place.
    """
    if command.instance not in then.instances():
        words = f"{command.instance} was not there before the entry that is corrected"
        hint = "correct it in the review or part where it was recorded"
        return (Problem(code="R035", words=words, basis=BASIS, hint=hint),)
    problems = rules.problems(then, event, command, work.day)
    work.rest(*then.rests)
    return problems or tuple(_moved_since(work, then, event, command))


def _moved_since(work: Working, then: Working, event: Event, command: Record) -> Iterator[Problem]:
    """An act that moves, put where a chart has since been moved on by another entry."""
    here, there = work.instances()[command.instance], then.instances()[command.instance]
    if event.to and here.seq != there.seq:
        yield Problem(
            code="R036",
            words=f"{event.name!r} would move {command.instance}, which entry {here.seq} "
            "has moved on since",
            basis=BASIS,
            hint=f"take back entry {here.seq} first",
        )
