"""Cycles: opened for parties under one definition, listed, closed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from workflow.audit.canonical import encode
from workflow.errors import ConflictError, Problem, RuledOutError, UnreadableError
from workflow.model.definition import Definition
from workflow.model.legal_time.calendar import Calendar, calendar_to_data
from workflow.model.rosters.parties import Party, entry_into_force
from workflow.model.rows.entry import Act
from workflow.model.rows.records import (
    CalendarRow,
    CycleRow,
    DefinitionRow,
    PartyRow,
    ReviewRow,
    Row,
    values_of,
)
from workflow.service.engine import Engine
from workflow.service.following_on import followed, link
from workflow.service.opening_reviews import instruments_of as instruments_of
from workflow.service.opening_reviews import open_reviews
from workflow.service.opening_rules import adopted, over_cap, overlaps
from workflow.service.requests import OFFICE as OFFICE
from workflow.service.requests import OpenCycle as OpenCycle
from workflow.service.session import Session, day_of, writing

CYCLE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening a cycle came to."""

    cycle: str
    reviews: tuple[str, ...]
    entries: int
    notes: tuple[str, ...] = ()
    again: bool = False


def open_cycle(engine: Engine, request: OpenCycle) -> Opened:
    """Open a cycle, a review for each party, and what is of the whole cycle, in one transaction.

    Raises:
        UnreadableError: the id. ConflictError: a cycle of that id is there.
        RuledOutError: the definition may not run in this store, or a party is none on that day.
    """
    _check_id(request.id)
    with writing(engine, request.command) as session:
        if session.unit.command_seen(session.command):
            _raise_again(session, request)
            found = cast(list[ReviewRow], session.unit.rows("review", cycle=request.id))
            reviews = tuple(row.id for row in found if row.party is not None)
            return Opened(cycle=request.id, reviews=reviews, entries=0, again=True)
        if session.unit.rows("cycle", id=request.id):
            words = f"cycle {request.id!r} is there already"
            raise ConflictError(request.id, Problem(code="C003", words=words))
        before = followed(engine, session.unit, request)
        problems = tuple(_problems(session, request))
        if problems:
            _refuse(session, request, problems)
        notes = overlaps(session.unit, request.parties, before)
        reviews = _write(engine, session, request, notes, before)
        if not request.dry_run:
            session.finish()
    if not request.dry_run:
        engine.tell("cycle.opened", cycle_id=request.id, reviews=len(reviews))
    entries = len(session.entries)
    return Opened(cycle=request.id, reviews=reviews, entries=entries, notes=notes)


def _check_id(name: str) -> None:
    if not CYCLE_ID.fullmatch(name):
        words = f"{name!r} is no cycle id: small letters, digits and hyphens, at most 41"
        raise UnreadableError("", Problem(code="E114", words=words, hint="such as untoc-1"))


def _problems(session: Session, request: OpenCycle) -> Iterator[Problem]:
    definition = request.definition
    for sentence in definition.not_yet:
        yield Problem(
            code="S021",
            words=f"definition {definition.name!r} cannot run yet: {sentence}",
            hint="it can be checked, drawn and read",
        )
    if session.unit.meta().get("nature") != "rehearsal":
        yield from adopted(definition, request.data)
    if not request.parties:
        yield Problem(code="S023", words="no party is selected", hint="--select ALL")
    for party in request.parties:
        yield from _party_problem(definition, party, request.launched_on)
    yield from over_cap(session.unit, request.parties, request.cap)


def _party_problem(definition: Definition, party: Party, on: str) -> Iterator[Problem]:
    if not definition.instruments or instruments_of(definition, party, on):
        return
    dates = [
        f"{name} from {entry_into_force(party.deposits[name], name).isoformat()}"
        for name in definition.instruments
        if name in party.deposits
    ]
    yield Problem(
        code="S024",
        words=f"{party.name} is party to none of {', '.join(definition.instruments)} on {on}",
        basis="art. 38 para 2: thirtieth day after deposit; protocols assumed",
        hint=f"in force: {'; '.join(dates)}" if dates else "no deposit is recorded for it",
    )


def _refuse(session: Session, request: OpenCycle, problems: tuple[Problem, ...]) -> None:
    seq = session.next_seq
    if request.dry_run:
        raise RuledOutError(request.id, problems)
    session.append([_not_opened(session, request, problems)])
    session.finish()
    raise RuledOutError(request.id, problems, seq=seq)


def _raise_again(session: Session, request: OpenCycle) -> None:
    """A command given again that was not carried out is answered as it was."""
    for entry in session.unit.entries(command=session.command):
        problems = entry.data.get("problems")
        if isinstance(problems, list):
            raise RuledOutError(request.id, (Problem(**p) for p in problems), seq=entry.seq)


def _not_opened(session: Session, request: OpenCycle, problems: tuple[Problem, ...]) -> Act:
    listed = [problem.as_data() for problem in problems]
    return Act(
        kind="act.not_recorded",
        review=None,
        instance=None,
        actor=request.actor,
        role=OFFICE,
        on=day_of(session.at, request.definition.time.zone),
        basis=tuple(dict.fromkeys(p.basis for p in problems if p.basis)),
        definition=request.definition.hash,
        data={"event": f"open cycle {request.id}", "problems": listed},
    )


def _write(
    engine: Engine,
    session: Session,
    request: OpenCycle,
    notes: tuple[str, ...],
    before: dict[str, str],
) -> tuple[str, ...]:
    _register(session, request)
    _append(session, request, "cycle.opened", _cycle_rows(session, request), notes=notes)
    reviews = open_reviews(engine, session, request, before)
    link(engine, session, request, before)
    return reviews


def _register(session: Session, request: OpenCycle) -> None:
    """Put what replay needs into the log: the definition as written, calendars, roster."""
    definition, unit = request.definition, session.unit
    if not unit.rows("definition", id=definition.hash):
        row = DefinitionRow(
            id=definition.hash,
            name=definition.name,
            version=definition.version,
            title=definition.title,
            status=definition.status,
            data=encode(request.data).decode(),
            seq=session.next_seq,
        )
        _append(session, request, "definition.registered", [row])
    known = {row.id for row in unit.rows("calendar")}
    for calendar in request.calendars:
        if calendar.id not in known:
            _append(session, request, "calendar.registered", [calendar_row(session, calendar)])


def calendar_row(session: Session, calendar: Calendar) -> CalendarRow:
    """A calendar as the next entry keeps it."""
    return CalendarRow(
        id=calendar.id,
        name=calendar.body,
        year=calendar.year,
        status=calendar.status,
        data=json.dumps(calendar_to_data(calendar), sort_keys=True, ensure_ascii=False),
        seq=session.next_seq,
    )


def _cycle_rows(session: Session, request: OpenCycle) -> list[Row]:
    cycle = CycleRow(
        id=request.id,
        definition=request.definition.hash,
        title=request.title or request.definition.title,
        launched_on=request.launched_on,
        decision=request.decision,
        roster=request.roster_words,
        status="open",
        closed_on=None,
        seq=session.next_seq,
    )
    return [cycle, *(_party_row(session, request.id, p) for p in request.roster.parties)]


def _party_row(session: Session, cycle: str, party: Party) -> PartyRow:
    deposits = tuple(f"{name}={day.isoformat()}" for name, day in sorted(party.deposits.items()))
    return PartyRow(
        id=f"{cycle}/{party.code}",
        cycle=cycle,
        code=party.code,
        name=party.name,
        regional_group=party.group,
        deposits=deposits,
        seq=session.next_seq,
    )


def _append(
    session: Session,
    request: OpenCycle,
    kind: str,
    rows: list[Row],
    *,
    notes: tuple[str, ...] = (),
) -> None:
    effects = [{"new": row.kind, "row": values_of(row)} for row in rows]
    act = Act(
        kind=kind,
        review=None,
        instance=None,
        actor=request.actor,
        role=OFFICE,
        on=request.launched_on,
        basis=(request.decision,) if request.decision else (),
        definition=request.definition.hash,
        data={"cycle": request.id, "effects": effects} | ({"notes": list(notes)} if notes else {}),
    )
    session.append([act])
