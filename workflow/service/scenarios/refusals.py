"""What a file rules out, tried: every step of every chart × event × what is wrong with the act.

Computed from the file alone: one review is moved into each step (outside the rules, which the
log shows); what is opened there, tracks and tracks in tracks, is led through each of its steps
as well. There every event is tried in the wrong step, in each wrong role, by somebody who holds
none, without what must come with it, while a condition or a team rule does not hold, too early,
too often, with one person for two keys. Each must be ruled out with its words and paragraph, and
an entry of the log must say so. How far that came is counted chart by chart.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from workflow.definition.read import Loaded
from workflow.library import shipped_text
from workflow.model.definition import Definition, Event, Fact
from workflow.model.rosters.parties import Roster
from workflow.model.rosters.roster_text import parse_roster
from workflow.model.working import Working
from workflow.service.auditing import verify
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios import staged
from workflow.service.scenarios.acts import actor_of
from workflow.service.scenarios.crew import fill_roles, try_team
from workflow.service.scenarios.later import try_early, try_later
from workflow.service.scenarios.probes import Probe, probes, sample
from workflow.service.scenarios.stage import CYCLE, Stage, Stages
from workflow.service.scenarios.trial import Tried as Tried
from workflow.service.scenarios.trial import Walk, reach_of

_LONG_IN_FORCE = date(2004, 1, 10)
_DAY = datetime(2027, 1, 4, 12, tzinfo=UTC)
#: So many reviews at least, so that a step with a capacity may come to be full.
_MOST = 50


def try_refusals(loaded: Loaded, stages: Stages) -> Tried:
    """Try everything the definition rules out, step by step.

    Raises:
        DefinitionError: it has findings. RuledOutError: it cannot run yet.
    """
    definition = loaded.require()
    tried = Tried(definition=f"{definition.name}@{definition.version}")
    tried.charts = {name: reach_of(definition, c) for name, c in definition.charts.items()}
    with stages.stage(_DAY) as stage:
        walk = Walk(stage=stage, definition=definition, tried=tried)
        reviews = _open(loaded, stage)
        _of_cycle_first(walk)
        _main(walk, reviews)
        for chart in definition.charts.values():
            if chart.per == "cycle":
                _through(walk, f"{CYCLE}/_{chart.name}")
        try_later(walk)
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
        parties=tuple(grouped[: _needed(definition)]),
        launched_on=_DAY.date().isoformat(),
    )
    return open_cycle(stage.engine, request).reviews


def _needed(definition: Definition) -> int:
    main = definition.charts[definition.main]
    room = [state.capacity or 0 for state in main.states.values()]
    return max(len(main.leaves()), min(max(room) + 1, _MOST))


def _main(walk: Walk, reviews: tuple[str, ...]) -> None:
    leaves = walk.definition.charts[walk.definition.main].leaves()
    for number, step in enumerate(leaves):
        review = reviews[number % len(reviews)]
        if number < len(reviews):
            fill_roles(walk, review)
            _open_items(walk, review)
        _in_step(walk, review, step)
    for review in reviews[len(leaves) :]:
        walk.places[(walk.definition.main, f"(more) {review}")] = review


def _of_cycle_first(walk: Walk) -> None:
    """What the whole cycle's charts ask of the reviews, while each of these stands at its start."""
    for chart in walk.definition.charts.values():
        if chart.per == "cycle":
            instance = f"{CYCLE}/_{chart.name}"
            fill_roles(walk, instance)
            for event in chart.events.values():
                if event.guards and event.from_ and walk.to(instance, event.from_[0]):
                    staged.ask(walk, instance, event)


def _through(walk: Walk, instance: str) -> None:
    """Lead an instance through every step of its chart."""
    chart = walk.work(instance).chart(instance)
    for step in sorted(chart.leaves(), key=lambda leaf: chart.states[leaf].final):
        _in_step(walk, instance, step)


def _in_step(walk: Walk, instance: str, step: str) -> None:
    """Everything there is to try in one step, in it and in what it opens."""
    chart = walk.work(instance).chart(instance)
    reach = walk.tried.charts[chart.name]
    if walk.stands(instance) != step and not walk.to(instance, step):
        why = f"it leads on by itself to {walk.stands(instance)}"
        walk.skip(f"{chart.name}: step {step}", why)
        return
    reach.steps.add(step)
    walk.places.setdefault((chart.name, step), instance)
    work = walk.work(instance)
    for event in chart.events.values():
        for probe in list(probes(work, instance, event)):
            walk.probe(instance, event.name, probe)
    here = [event for event in chart.events.values() if step in event.from_]
    reach.events |= {event.name for event in here}
    for event in here:
        _staged(walk, instance, event)
    _late_facts(walk, instance)
    for event in here:
        _opened(walk, instance, event)
    _below(walk, instance)


def _staged(walk: Walk, instance: str, event: Event) -> None:
    """What something must be done for first."""
    step = walk.stands(instance)
    for asked, trial in (
        (event.guards, staged.try_unmade),
        (True, try_early),
        (event.binds, try_team),
        (event.choice, staged.try_late_member),
        (event.release, staged.try_keys),
        (event.at_most, staged.try_often),
    ):
        if asked and (walk.stands(instance) == step or walk.to(instance, step)):
            trial(walk, instance, event)


def _late_facts(walk: Walk, instance: str) -> None:
    """Facts that stay as they are once a step was entered, recorded after it."""
    work = walk.work(instance)
    stayed = {stay.state for stay in work.stays()}
    for fact in work.definition.facts.values():
        if fact.until in stayed and not work.instances()[instance].final:
            walk.probe(instance, "communicate", _fixed(work, instance, fact))


def _fixed(work: Working, instance: str, fact: Fact) -> Probe:
    how = How(actor=actor_of(work, fact.by[0], instance), role=fact.by[0])
    said = ((fact.name, sample(work, fact)),)
    return Probe(
        kind="fact fixed",
        what=f"with {fact.name!r} after {fact.until!r} was entered",
        request=RecordRequest(review=instance, event="communicate", how=how, facts=said),
        code="R009",
        words=f"may change only until {fact.until!r}",
        basis=fact.basis,
    )


def _opened(walk: Walk, instance: str, event: Event) -> None:
    """Let an event that opens items do so, if none of them was led through its steps yet."""
    if event.opens is None or walk.tried.charts[event.opens].steps:
        return
    step = walk.stands(instance)
    why = staged.perform(walk, instance, event)
    if why:
        walk.skip(f"{event.name} opens nothing in {step}", why)


def _below(walk: Walk, instance: str) -> None:
    """Lead one instance of each chart that was opened here through its steps."""
    for row in list(walk.work(instance).instances().values()):
        reach = walk.tried.charts[row.chart]
        if row.parent == instance and row.closed_on is None and not reach.steps:
            _through(walk, row.id)


def _open_items(walk: Walk, review: str) -> None:
    """Let every event that opens an item happen once, where nothing stands in its way."""
    chart = walk.definition.charts[walk.definition.main]
    for event in chart.events.values():
        if event.opens and event.from_ and walk.to(review, event.from_[0]):
            why = staged.perform(walk, review, event)
            if why:
                walk.skip(f"{event.name} opens nothing in {event.from_[0]}", why)


def _finish(walk: Walk) -> None:
    found = verify(walk.stage.engine)
    walk.tried.verified = found.sound
    walk.tried.wrong += [f"entry {d.seq}: {d.words}" for d in found.rules.deviations]
    with walk.stage.engine.store.read() as reader:
        walk.tried.entries = reader.head().size
