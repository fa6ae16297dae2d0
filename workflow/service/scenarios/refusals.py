"""What a file rules out, tried: every step × event × what is wrong, through the services.

Computed from the file alone: one review is moved into each step (outside the rules, which the
log shows), and there every event is tried in the wrong step, in each wrong role, by somebody
who holds none, without what must come with it, and while a condition does not hold. Each must
be ruled out with its words and its paragraph, and an entry of the log must say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import cycle

from workflow.definition.read import Loaded
from workflow.errors import RuledOutError, WorkflowError
from workflow.library import shipped_text
from workflow.model.definition import Chart, Definition, Event
from workflow.model.rosters.parties import Roster
from workflow.model.rosters.roster_text import parse_roster
from workflow.service import corrections, reviews
from workflow.service.auditing import verify
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios.probes import Probe, fill_roles, probes, request_of
from workflow.service.scenarios.stage import CYCLE, Stage, Stages

_LONG_IN_FORCE = date(2004, 1, 10)
_DAY = datetime(2027, 1, 4, 12, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Tried:
    """What was tried and what came of it. `wrong`: not ruled out as the file says, in words."""

    definition: str
    steps: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    never: tuple[str, ...] = ()
    entries: int = 0
    verified: bool = False

    @property
    def holds(self) -> bool:
        """Whether every act was ruled out with its words and paragraph, and the log verifies."""
        return not self.wrong and self.verified


@dataclass(slots=True, kw_only=True)
class _Walk:
    stage: Stage
    definition: Definition
    tried: Tried
    parts: set[tuple[str, str]] = field(default_factory=set)

    def moment(self) -> None:
        """Let a minute pass."""
        self.stage.at(self.stage.clock.at)

    def to(self, instance: str, step: str) -> None:
        """Move an instance into *step*, outside the rules."""
        self.moment()
        how = How(actor="secretariat", role="secretariat", reason="to try what is ruled out")
        request = corrections.OverrideRequest(
            review=instance, to=step, how=how, decision="trial of the file"
        )
        corrections.override(self.stage.engine, request)


def try_refusals(loaded: Loaded, stages: Stages) -> Tried:
    """Try everything the definition rules out, step by step.

    Raises:
        DefinitionError: it has findings. RuledOutError: it cannot run yet.
    """
    definition = loaded.require()
    tried = Tried(definition=f"{definition.name}@{definition.version}")
    with stages.stage(_DAY) as stage:
        walk = _Walk(stage=stage, definition=definition, tried=tried)
        main = definition.charts[definition.main]
        for review, step in zip(cycle(_open(loaded, stage)), main.leaves(), strict=False):
            _one_step(walk, review, step)
        for chart in definition.charts.values():
            if chart.per == "cycle":
                _of_cycle(walk, f"{CYCLE}/_{chart.name}", chart)
        _finish(walk)
    return tried


def _open(loaded: Loaded, stage: Stage) -> tuple[str, ...]:
    """Open a review for each step of the main chart; with more steps than States, some serve again.

    The treaties of the definition, whatever they are, are in force for every invented State.
    """
    definition = loaded.require()
    shipped = parse_roster(shipped_text("rehearsal", "invented-states.csv"))
    deposits = dict.fromkeys(definition.instruments, _LONG_IN_FORCE)
    parties = tuple(replace(party, deposits=deposits) for party in shipped.parties)
    grouped = [party for party in parties if party.group]
    request = OpenCycle(
        id=CYCLE,
        definition=definition,
        data=loaded.data,
        roster=Roster(instruments=definition.instruments, parties=parties),
        roster_words="invented States",
        parties=tuple(grouped[: len(definition.charts[definition.main].leaves())]),
        launched_on=_DAY.date().isoformat(),
    )
    return open_cycle(stage.engine, request).reviews


def _one_step(walk: _Walk, review: str, step: str) -> None:
    walk.moment()
    fill_roles(walk.stage, review)
    _open_items(walk, review)
    try:
        walk.to(review, step)
    except RuledOutError:  # it stands there already
        if walk.stage.review(review).instances()[review].state != step:
            raise
    walk.tried.steps += 1
    _try_all(walk, review, step)
    for instance, row in list(walk.stage.review(review).instances().items()):
        chart = walk.definition.charts[row.chart]
        for leaf in chart.leaves() if row.parent else ():
            if (row.chart, leaf) not in walk.parts:
                walk.parts.add((row.chart, leaf))
                _part(walk, instance, leaf)


def _of_cycle(walk: _Walk, review: str, chart: Chart) -> None:
    """What there is one of for the whole cycle, while its reviews stand in every step."""
    walk.moment()
    fill_roles(walk.stage, review)
    for leaf in chart.leaves():
        _part(walk, review, leaf)


def _part(walk: _Walk, instance: str, leaf: str) -> None:
    if walk.stage.review(instance).instances()[instance].state != leaf:
        walk.to(instance, leaf)
    walk.tried.steps += 1
    _try_all(walk, instance, leaf)


def _open_items(walk: _Walk, review: str) -> None:
    """Let every event that opens an item happen once, where nothing stands in its way."""
    chart = walk.definition.charts[walk.definition.main]
    for event in chart.events.values():
        if event.opens and event.from_:
            if walk.stage.review(review).instances()[review].state != event.from_[0]:
                walk.to(review, event.from_[0])
            try:
                _record(walk, request_of(walk.stage.review(review), review, event))
            except WorkflowError as error:
                walk.tried.untried.append(f"{event.name} opens nothing here: {error}")


def _record(walk: _Walk, request: RecordRequest) -> None:
    walk.moment()
    reviews.record(walk.stage.engine, request)


def _try_all(walk: _Walk, instance: str, step: str) -> None:
    work = walk.stage.review(instance)
    chart = work.chart(instance)
    for event in chart.events.values():
        for probe in probes(work, instance, event):
            _try(walk, instance, (step, event), probe)


def _try(walk: _Walk, instance: str, at: tuple[str, Event], probe: Probe) -> None:
    step, event = at
    tried, words = walk.tried, f"{event.name} in {step}, {probe.what}"
    try:
        _record(walk, probe.request)
    except RuledOutError as error:
        tried.counts[probe.kind] = tried.counts.get(probe.kind, 0) + 1
        tried.shown |= {probe.guard} if probe.guard else set()
        tried.wrong += [f"{words}: {wrong}" for wrong in _wrong(walk, probe, error)]
    except WorkflowError as error:
        tried.untried.append(f"{words}: {str(error).splitlines()[0]}")
    else:
        tried.wrong.append(f"{words}: it was recorded; expected {probe.expected}")
        walk.to(instance, step)


def _wrong(walk: _Walk, probe: Probe, error: RuledOutError) -> Iterator[str]:
    """What of the answer, or of the entry that says so, is not as the file has it."""
    if not any(probe.fits(problem) for problem in error.problems):
        said = "; ".join(f"{p.code} {p.words} [{p.basis}]" for p in error.problems)
        yield f"expected {probe.expected}; said {said}"
    with walk.stage.engine.store.read() as reader:
        entry = reader.entry(error.seq) if error.seq is not None else None
    if entry is None or (probe.basis and probe.basis not in entry.basis):
        yield f"the log does not show {probe.basis or probe.expected}"


def _finish(walk: _Walk) -> None:
    found = verify(walk.stage.engine)
    walk.tried.verified = found.sound
    walk.tried.wrong += [f"entry {d.seq}: {d.words}" for d in found.rules.deviations]
    used = {g for c in walk.definition.charts.values() for e in c.events.values() for g in e.guards}
    walk.tried.never = tuple(sorted(used - walk.tried.shown))
    with walk.stage.engine.store.read() as reader:
        walk.tried.entries = reader.head().size
