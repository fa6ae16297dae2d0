"""Real parties, without conduct: a cycle launched for sixty of them, and every date derived.

The design is a proposal of 2009, so even this store is a rehearsal. Each review stands in its
first step and stays there. Nothing is said of what any State does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.demo.folder import REAL, Folder
from workflow.demo.rehearsal import france, new_store
from workflow.demo.text import wrapped
from workflow.library import parties_text
from workflow.model.legal_time.days import day_words, weekday_words
from workflow.model.definition import Chart, Definition
from workflow.model.legal_time.derivation import Anchor, derive
from workflow.model.rosters.parties import (
    DAYS_TO_FORCE,
    TREATY_IN_FORCE,
    Party,
    Roster,
    entry_into_force,
    force_basis,
    in_force,
)
from workflow.model.rosters.roster_text import parse_roster
from workflow.model.rosters.selection import parse_selection, select
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.engine import Engine

CYCLE = "france-1"
SELECTION = "sample:60:2014"
LAUNCHED = date(2027, 1, 4)
TREATY = "untoc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """A cycle launched for real parties, and the roster it was taken from."""

    engine: Engine
    definition: Definition
    roster: Roster
    joined: int
    parties: tuple[Party, ...]


def launch(folder: Folder) -> Launched:
    """Found the store and launch the cycle under France's design for sixty of the parties."""
    engine, _ = new_store(folder, REAL, "demo-real-parties", LAUNCHED)
    read, roster = france(), parse_roster(parties_text())
    parties = select(parse_selection(SELECTION), roster, why_not=_not_bound)
    request = OpenCycle(
        id=CYCLE,
        definition=read.require(),
        data=read.data,
        roster=roster,
        roster_words=f"shipped list, status at {_status_day(roster)}",
        parties=parties,
        launched_on=LAUNCHED.isoformat(),
    )
    open_cycle(engine, request)
    return Launched(
        engine=engine,
        definition=read.require(),
        roster=roster,
        joined=sum(TREATY in party.deposits for party in roster.parties),
        parties=parties,
    )


def _not_bound(party: Party) -> str | None:
    bound = in_force(party, TREATY, LAUNCHED)
    return None if bound else f"is no party to the Convention on {LAUNCHED.isoformat()}"


def _status_day(roster: Roster) -> str:
    day = roster.last_deposit()
    return day_words(day) if day else "no known day"


def told(launched: Launched) -> Iterator[str]:
    """What the store holds, line by line."""
    design, count = launched.definition, len(launched.parties)
    status = _status_day(launched.roster)
    yield f"{REAL}: real parties, and nothing about their conduct"
    yield ""
    yield f"  list      {launched.joined} parties had joined the Convention; status at {status}"
    yield f"  cycle     {CYCLE}, under {design.name} version {design.version} ({design.status})"
    yield f"  launched  {weekday_words(LAUNCHED)} for {count} of them ({SELECTION})"
    yield f"  standing  all {count} reviews await their first step: the Secretariat appoints a team"
    yield ""
    yield from _force(max(launched.parties, key=lambda party: len(party.deposits)))
    yield ""
    yield from _timetable(design)


def _force(party: Party) -> Iterator[str]:
    """From which day each treaty binds one party, with its derivation."""
    yield f"  Since when {party.name} is a party, as an example of the dates of all:"
    for name, deposit in party.deposits.items():
        since = entry_into_force(deposit, name)
        own = since != TREATY_IN_FORCE[name]
        why = f"{DAYS_TO_FORCE}th day" if own else "the treaty's first day"
        words = f"deposited {day_words(deposit)}, bound from {day_words(since)}: {why}"
        yield from wrapped(f"{name:<9} {words} [{force_basis(name)}]", indent=4, hang=14)


def _timetable(design: Definition) -> Iterator[str]:
    """The last day of each step, if each took all its time: no forecast, only the arithmetic."""
    yield f"  If teams were appointed on {day_words(LAUNCHED)} and each step took all its time:"
    chart, day = design.charts[design.main], LAUNCHED
    for state in _limited(chart):
        anchor = Anchor(on=day, words=f"entered {state}", ref="")
        limit = chart.states[state].due
        if limit is not None:
            day = derive(limit, anchor, design.time, {}).due_on
            rule = f"{chart.states[state].due_text} [{chart.states[state].basis}]"
            yield f"    {state:<16} until {weekday_words(day):<26} {rule}"
    yield "  The text of 2009 gives no time limit: what is assumed, is assumed for rehearsals."


def _limited(chart: Chart) -> Iterator[str]:
    return (path for path in chart.leaves() if chart.states[path].due is not None)
