"""The rehearsal: sixty invented States, three years, one clock."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from workflow.clock import ManualClock
from workflow.config import settings
from workflow.definition.read import Loaded, read_definition
from workflow.demo.cast import Part, cast
from workflow.demo.chance import Chance
from workflow.demo.desk import Desk
from workflow.demo.folder import Folder
from workflow.demo.stage import Stage
from workflow.demo.story import review
from workflow.library import shipped_text
from workflow.model.rosters.parties import Roster
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.engine import Engine
from workflow.wiring import found_store

CYCLE = "rehearsal-1"
SEED = "peer-review demo 1"
LAUNCHED = date(2027, 1, 4)
UNTIL = date(2029, 12, 31)
ROSTER_WORDS = "60 invented States (definitions/rehearsal/invented-states.csv)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A rehearsal after its last day."""

    stage: Stage
    desk: Desk
    parts: tuple[Part, ...]


def invented_states() -> Roster:
    """The roster of invented States."""
    return parse_roster(shipped_text("rehearsal", "invented-states.csv"))


def france() -> Loaded:
    """France's design of 2009 as shipped, with its data as written."""
    name = "views-2009/france.yaml"
    return read_definition(shipped_text(*name.split("/")), file=name)


def new_store(folder: Folder, file: str, name: str, day: date) -> tuple[Engine, ManualClock]:
    """Found a rehearsal store in *folder* with a clock that stands at 8 o'clock UTC of *day*."""
    at = datetime.combine(day, time(8), tzinfo=UTC)
    chosen = replace(settings(store=folder.store(file)), keys=folder.keys)
    engine = found_store(chosen, name=name, nature="rehearsal", today=at.isoformat())
    with engine.store.read() as reader:
        folder.note_key(reader.meta()["origin"])
    clock = ManualClock(at)
    engine.clock = clock
    return engine, clock


def rehearse(
    engine: Engine, clock: ManualClock, *, seed: str = SEED, until: date = UNTIL
) -> Played:
    """Open the cycle and play it to the end of the day *until*.

    From here on ids and salts come from the seed: two rehearsals with one seed write the same
    entries. That would be wrong in a store of real States, where salts must not be guessed.
    """
    engine.ids, engine.salts = Chance(f"{seed}:id").token, Chance(f"{seed}:salt").bytes
    roster = invented_states()
    _open(engine, roster)
    stage = Stage(engine=engine, clock=clock, today=LAUNCHED)
    parts = cast(roster, LAUNCHED, seed)
    special = {part.manners.special: part for part in parts if part.manners.special}
    desk = Desk(stage=stage, cycle=CYCLE, chance=Chance(f"{seed}:desk"), special=special)
    for part in parts:
        stage.start(review(desk, part))
    stage.play(until)
    return Played(stage=stage, desk=desk, parts=parts)


def _open(engine: Engine, roster: Roster) -> None:
    read = france()
    request = OpenCycle(
        id=CYCLE,
        definition=read.require(),
        data=read.data,
        roster=roster,
        roster_words=ROSTER_WORDS,
        parties=roster.parties,
        launched_on=LAUNCHED.isoformat(),
        decision="REHEARSAL-2027/1 (invented)",
        title="Rehearsal with invented States, under France's design of 2009",
    )
    open_cycle(engine, request)
