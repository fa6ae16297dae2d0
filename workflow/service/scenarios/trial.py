"""A trial of a definition: what was tried in it and what came of it, chart by chart.

Decisions that live here: an act that had to be ruled out and was recorded is a fault of the
definition or of the engine, and the trial goes on; what could not be tried is said, with why.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from workflow.errors import RuledOutError, WorkflowError
from workflow.model.definition import Chart, Definition
from workflow.model.working import Working
from workflow.service import corrections, reviews, roles
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios.acts import OFFICE
from workflow.service.scenarios.probes import Probe, forbids
from workflow.service.scenarios.stage import Stage


@dataclass(slots=True, kw_only=True)
class Reach:
    """How far one chart was tried. Each count is of how many; `events` are those asked in a step
    of theirs, `conditions` those met unmet, named `EVENT: CONDITION`.
    """

    chart: str
    per: str
    all_steps: tuple[str, ...]
    all_events: tuple[str, ...]
    all_conditions: tuple[str, ...]
    steps: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)

    def left(self) -> Iterator[str]:
        """What was not reached, each in words."""
        for what, every, seen in (
            ("step", self.all_steps, self.steps),
            ("event", self.all_events, self.events),
            ("condition", self.all_conditions, self.conditions),
        ):
            yield from (f"{what} {one}" for one in every if one not in seen)


def reach_of(definition: Definition, chart: Chart) -> Reach:
    """What there is to reach in *chart*, and nothing of it reached yet."""
    return Reach(
        chart=chart.name,
        per=chart.per,
        all_steps=chart.leaves(),
        all_events=tuple(chart.events),
        all_conditions=tuple(
            f"{e.name}: {g}" for e in chart.events.values() for g in forbids(definition, e)
        ),
    )


@dataclass(slots=True, kw_only=True)
class Tried:
    """What was tried and what came of it. `wrong`: not ruled out as the file says, in words.

    `counts` and `seen` are by kind: acts that had to be ruled out, and those that were, rightly.
    `untried`: what could not be tried, each with why.
    """

    definition: str
    charts: dict[str, Reach] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    untried: dict[str, str] = field(default_factory=dict)
    entries: int = 0
    verified: bool = False

    @property
    def steps(self) -> int:
        """How many steps were reached, of all charts."""
        return sum(len(reach.steps) for reach in self.charts.values())

    @property
    def never(self) -> tuple[str, ...]:
        """Conditions that held wherever they were asked, by name."""
        every = {c for r in self.charts.values() for c in r.all_conditions}
        met = {c for r in self.charts.values() for c in r.conditions}
        named = {c.partition(": ")[2] for c in every - met}
        return tuple(sorted(named))

    @property
    def holds(self) -> bool:
        """Whether every act was ruled out with its words and paragraph, and the log verifies."""
        return not self.wrong and self.verified

    def left(self) -> dict[str, str]:
        """What was not reached or not tried, each with why as far as it is known."""
        found = {
            f"{chart}: {what}": self.untried.get(f"{chart}: {what}", _WHY[what.split()[0]])
            for chart, reach in self.charts.items()
            for what in reach.left()
        }
        return {**found, **self.untried}


_WHY = {
    "step": "no instance of the chart came to be",
    "event": "none of its steps was reached",
    "condition": "it held wherever it was asked",
}


@dataclass(slots=True, kw_only=True)
class Walk:
    """A trial that is under way. `places`: for each step of a chart, an instance that was there."""

    stage: Stage
    definition: Definition
    tried: Tried
    places: dict[tuple[str, str], str] = field(default_factory=dict)

    def moment(self) -> None:
        """Let a minute pass."""
        self.stage.at(self.stage.clock.at)

    def work(self, instance: str) -> Working:
        """The review of *instance* as it stands."""
        return self.stage.review(instance)

    def wait(self, until: datetime) -> None:
        """Let time pass, if *until* is still to come."""
        self.stage.at(max(until, self.stage.clock.at))

    def stands(self, instance: str) -> str:
        """The step in which *instance* stands."""
        return self.work(instance).instances()[instance].state

    def to(self, instance: str, step: str) -> bool:
        """Move an instance into *step*, outside the rules; whether it stands there then."""
        self.moment()
        how = How(actor=OFFICE, role=OFFICE, reason="to try what is ruled out")
        request = corrections.OverrideRequest(
            review=instance, to=step, how=how, decision="trial of the file"
        )
        with suppress(RuledOutError):  # the act lies behind the file
            corrections.override(self.stage.engine, request)
        return self.stands(instance) == step

    def send(self, request: RecordRequest | roles.BindRequest | roles.VacateRequest) -> None:
        """Record an act, a minute later.

        Raises:
            WorkflowError: as the service raises it.
        """
        self.moment()
        if isinstance(request, RecordRequest):
            reviews.record(self.stage.engine, request)
        elif isinstance(request, roles.BindRequest):
            roles.bind(self.stage.engine, request)
        else:
            roles.vacate(self.stage.engine, request)

    def done(self, request: RecordRequest | roles.BindRequest | roles.VacateRequest) -> str:
        """Record an act that should take effect; why it did not, or nothing."""
        try:
            self.send(request)
        except WorkflowError as error:
            first = error.problems[0]
            return f"{first.code} {first.words}"
        return ""

    def skip(self, what: str, why: str) -> None:
        """Note what could not be tried."""
        self.tried.untried.setdefault(what, why)

    def probe(self, instance: str, event: str, probe: Probe) -> None:
        """Try what must be ruled out where *instance* stands."""
        step, tried = self.stands(instance), self.tried
        words = f"{event} in {step}, {probe.what}"
        try:
            self.send(probe.request)
        except RuledOutError as error:
            tried.counts[probe.kind] = tried.counts.get(probe.kind, 0) + 1
            wrong = list(_wrong(self.stage, probe, error))
            tried.wrong += [f"{words}: {one}" for one in wrong]
            if not wrong:
                tried.seen[probe.kind] = tried.seen.get(probe.kind, 0) + 1
                self._shown(instance, event, probe)
        except WorkflowError as error:
            self.skip(words, str(error).splitlines()[0])
        else:
            tried.counts[probe.kind] = tried.counts.get(probe.kind, 0) + 1
            tried.wrong.append(f"{words}: it was recorded; expected {probe.expected}")
            self.to(instance, step)

    def _shown(self, instance: str, event: str, probe: Probe) -> None:
        if probe.guard:
            chart = self.work(instance).chart(instance).name
            self.tried.charts[chart].conditions.add(f"{event}: {probe.guard}")


def _wrong(stage: Stage, probe: Probe, error: RuledOutError) -> Iterator[str]:
    """What of the answer, or of the entry that says so, is not as the file has it."""
    if not any(probe.fits(problem) for problem in error.problems):
        said = "; ".join(f"{p.code} {p.words} [{p.basis}]" for p in error.problems)
        yield f"expected {probe.expected}; said {said}"
    with stage.engine.store.read() as reader:
        entry = reader.entry(error.seq) if error.seq is not None else None
    if entry is None or (probe.basis and probe.basis not in entry.basis):
        yield f"the log does not show {probe.basis or probe.expected}"
