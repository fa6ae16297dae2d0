"""A review made ready for one command: at its moment, with what it may ask about."""

import re

from workflow.errors import Problem, UnknownError
from workflow.model import entering
from workflow.model.commands import Setting
from workflow.model.cycle_reviews import CycleReviews, asked_by
from workflow.model.passing import catch_up
from workflow.model.working import Working
from workflow.service.cycle_known import reviews_of
from workflow.service.engine import Engine
from workflow.service.meetings_known import meetings_of
from workflow.service.reading import Loaded, find
from workflow.service.session import Session, day_of
from workflow.store import Reader

#: Time limits looked for at once in a whole store.
MOST_DUE = 100_000


def working(engine: Engine, reader: Reader, found: Loaded, *, at: str, next_seq: int) -> Working:
    """A review ready to be changed (or only looked at) at the moment *at*."""
    setting = Setting(
        at=at,
        today=day_of(at, found.definition.time.zone),
        next_seq=next_seq,
        calendars=engine.calendars(reader, found.definition),
        meetings=meetings_of(reader, found.review.cycle) if found.definition.meetings else (),
        reviews=others_of(reader, found),
    )
    return Working(found.definition, found.rows, setting, engine.stepper)


def others_of(reader: Reader, found: Loaded) -> CycleReviews:
    """The reviews of the cycle, where something in this one depends on them."""
    if not asked_by(found.definition, found.rows):
        return ()
    return reviews_of(reader, found.review.cycle)


def others_first(engine: Engine, session: Session, found: Loaded) -> None:
    """Let what fell due in the other reviews happen, where this one asks where they stand."""
    if not asked_by(found.definition, found.rows):
        return
    due = {review for _, review, _ in session.unit.due(session.at, MOST_DUE)}
    ours = {row.id for row in session.unit.rows("review", cycle=found.review.cycle)}
    for review in sorted(due & ours - {found.review.id}):
        other = find(engine, session.unit, review)
        work = working(engine, session.unit, other, at=session.at, next_seq=session.next_seq)
        catch_up(work, session.at)
        session.append(work.acts)


def check_open(work: Working, instance: str) -> None:
    """Say from when, where a track is asked for whose instrument is not in force yet."""
    key = re.split("[#/]", instance.removeprefix(f"{work.review.id}/"), maxsplit=1)[0]
    row = entering.expected(work, key)
    if row is not None and instance not in work.instances():
        words = (
            f"{key!r} is not under review before {row.due_on}: it is in force for "
            f"{work.review.party_name} on {row.rule}"
        )
        raise UnknownError(work.review.id, Problem(code="E003", words=words))
