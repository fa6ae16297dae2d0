"""Scenarios played: each act through its service, each expectation against what became true.

Decisions that live here: an act that fails unexpectedly ends its scenario, because what
follows rests on it; an expectation that does not hold is told, and the scenario goes on.
Whoever holds a role acts in it, and the first role that may do it is the role, unless the
scenario says otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from workflow.clock import HOUR_OF_A_DAY
from workflow.definition.calendars import calendars_for
from workflow.definition.read import Loaded
from workflow.definition.scenario import Scenario
from workflow.definition.scenario_models import InventedParty, Step
from workflow.errors import Problem, RuledOutError, UnreadableError, WorkflowError
from workflow.library import shipped_text
from workflow.model.legal_time.local_time import moment_of
from workflow.model.rosters.parties import Party, Roster
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.auditing import verify
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.reading import read_day
from workflow.service.scenarios.acts import act, act_words
from workflow.service.scenarios.expect import Missed, fits, missed, reason_words, ruled_out
from workflow.service.scenarios.stage import CYCLE, Stage, Stages

_LONG_IN_FORCE = date(2004, 1, 10)
_HOUR = time(HOUR_OF_A_DAY, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a scenario expected, and what was found instead. `line` is 1-based."""

    line: int
    what: str
    expected: str
    found: str


@dataclass(slots=True, kw_only=True)
class Played:
    """A scenario after its last step. `shut`: it shows that no cycle is opened."""

    title: str
    file: str
    definition: str
    steps: int = 0
    shut: bool = False
    differences: list[Difference] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


def play(scenario: Scenario, loaded: Loaded, stages: Stages) -> Played:
    """Play *scenario* on a fresh store under the definition *loaded*.

    Raises:
        DefinitionError: the definition has findings. UnreadableError: the launch or the party, or
            the definition cannot run yet.
    """
    definition = loaded.require()
    name = f"{definition.name}@{definition.version}"
    played = Played(
        title=scenario.title,
        file=scenario.file,
        definition=name,
        shut=bool(scenario.not_opened),
    )
    launched = datetime.combine(_launch(scenario), _HOUR)
    with stages.stage(launched) as stage:
        if scenario.not_opened:
            _shut(scenario, loaded, stage, played)
            return played
        review = _open(scenario, loaded, stage, launched.date())
        for number, step in enumerate(scenario.steps):
            if not _step(scenario, number, step, (stage, review, played)):
                return played
        _sealed(scenario, stage, played)
    return played


def _launch(scenario: Scenario) -> date:
    where = f"{scenario.file}:{scenario.line('launched')}"
    try:
        return date.fromisoformat(read_day(scenario.launched, "launched"))
    except UnreadableError as error:
        raise UnreadableError(where, error.problems) from error


def _open(scenario: Scenario, loaded: Loaded, stage: Stage, on: date) -> str:
    """Open the one review; return its id."""
    try:
        return open_cycle(stage.engine, _request(scenario, loaded, on)).reviews[0]
    except RuledOutError as error:
        where = f"{scenario.file}:{scenario.line()}"
        raise UnreadableError(where, error.problems) from error


def _shut(scenario: Scenario, loaded: Loaded, stage: Stage, played: Played) -> None:
    """That no cycle is opened, and why, as the scenario expects."""
    wanted = scenario.not_opened or True
    try:
        open_cycle(stage.engine, _request(scenario, loaded, stage.clock.at.date()))
        found = "it is opened"
    except RuledOutError as error:
        if any(fits(wanted, problem) for problem in error.problems):
            return
        found = "; ".join(f"{problem.code} {problem.words}" for problem in error.problems)
    line, expected = scenario.line("not_opened"), reason_words(wanted)
    played.differences.append(
        Difference(line=line, what="cycle open", expected=expected, found=found)
    )


def _request(scenario: Scenario, loaded: Loaded, on: date) -> OpenCycle:
    definition = loaded.require()
    shipped = parse_roster(shipped_text("rehearsal", "invented-states.csv"))
    own = [one for one in (scenario.party, *scenario.parties) if isinstance(one, InventedParty)]
    mine = {one.code: _party(one, definition.instruments) for one in own}
    there = () if scenario.no_others else shipped.parties
    others = (party for party in there if party.code not in mine)
    parties = tuple(sorted((*mine.values(), *others), key=lambda party: party.code))
    roster = Roster(instruments=shipped.instruments, parties=parties)
    asked = scenario.party if isinstance(scenario.party, str) else scenario.party.code
    return OpenCycle(
        id=CYCLE,
        definition=definition,
        data=loaded.data,
        roster=roster,
        roster_words="invented States",
        parties=(roster.find(asked),),
        launched_on=on.isoformat(),
        calendars=calendars_for(definition, loaded.file),
    )


def _party(one: InventedParty, instruments: tuple[str, ...]) -> Party:
    if one.deposits is None:
        deposits = dict.fromkeys(instruments, _LONG_IN_FORCE)
    else:
        deposits = {n: date.fromisoformat(read_day(d, n)) for n, d in one.deposits.items()}
    group = None if one.group == "none" else one.group
    return Party(code=one.code, name=one.name, group=group, deposits=deposits)


def _step(scenario: Scenario, number: int, step: Step, play: tuple[Stage, str, Played]) -> bool:
    """Play one step; False if the scenario cannot go on."""
    stage, review, played = play
    what = f"{step.day} {act_words(step)}".strip()
    played.steps += 1
    try:
        if not stage.at(_moment(step.day, stage, review)):
            raise UnreadableError("", _backwards(step.day, stage))
        act(stage, review, step)
    except RuledOutError as error:
        told = list(ruled_out(step.expect, error))
        ended = step.expect is None or step.expect.not_recorded is None
    except WorkflowError as error:
        told, ended = [Missed("", "it can be recorded", _problems(error))], True
    else:
        told, ended = list(ruled_out(step.expect, None)), False
    if not ended and step.expect is not None:
        told += missed(stage, review, step)
    for one in told:
        keys = ("expect", *one.key.split(".")) if one.key else ()
        line = scenario.line("steps", number, *keys)
        played.differences.append(
            Difference(line=line, what=what, expected=one.expected, found=one.found)
        )
    return not ended


def _problems(error: WorkflowError) -> str:
    return "; ".join(str(problem) for problem in error.problems)


def _moment(text: str, stage: Stage, review: str) -> datetime:
    """A day is ten o'clock of it in UTC; a moment is one of the definition's zone."""
    day, hour = text[:10], text[10:]
    at = datetime.combine(date.fromisoformat(read_day(day, "day")), _HOUR)
    if not hour:
        return at
    zone = stage.review(review).definition.time.zone
    try:
        return moment_of(at.date(), time.fromisoformat(hour.lstrip("T ")), zone)
    except ValueError as error:
        raise UnreadableError("", _no_hour(text)) from error


def _sealed(scenario: Scenario, stage: Stage, played: Played) -> None:
    """The log of what was played verifies, and the rules were kept in it."""
    found = verify(stage.engine)
    if found.sound:
        return
    last = scenario.line("steps", len(scenario.steps) - 1)
    words = "; ".join(_unsound(found.log.findings, found.tables, found.secrets))
    deviations = "; ".join(f"entry {d.seq}: {d.words}" for d in found.rules.deviations)
    told = found.unreadable or words or deviations
    played.differences.append(
        Difference(line=last, what="the log", expected="it verifies", found=told)
    )


def _unsound(*found: object) -> Iterator[str]:
    for some in found:
        yield from (str(one) for one in some)  # type: ignore[attr-defined]  # lists of findings


def _backwards(text: str, stage: Stage) -> Problem:
    words = f"{text} lies before {stage.clock.at.date()}, the day of the step before"
    return Problem(code="T004", words=words, hint="put the steps in the order of their days")


def _no_hour(text: str) -> Problem:
    words = f"{text!r} is no day or moment"
    return Problem(code="T007", words=words, hint="write 2027-05-02 or 2027-05-02T17:30")
