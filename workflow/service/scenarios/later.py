"""Refusals of time and of room: windows, minimum gaps, limits that passed, steps that are full.

They come last in a trial, because time passes for every review, and a step is filled with them.
Meetings are entered for it a year ahead, so that what counts from them has dates.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from workflow.errors import WorkflowError
from workflow.model import gates
from workflow.model.definition import Chart, Event, State
from workflow.model.grammar.expression import Deadline, atoms
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working
from workflow.service import meetings
from workflow.service.meetings_desk import MeetingRequest
from workflow.service.reviews import How, RecordRequest
from workflow.service.scenarios.acts import OFFICE, actor_of
from workflow.service.scenarios.probes import Probe, bare, request_of
from workflow.service.scenarios.stage import CYCLE
from workflow.service.scenarios.staged import ask, seen
from workflow.service.scenarios.trial import Walk

_WHAT = {"R046": "before its window", "R047": "after its window", "R048": "too early"}


def try_early(walk: Walk, instance: str, event: Event) -> None:
    """Before a window opens, or a minimum gap is over."""
    work = walk.work(instance)
    for state in _around(work, instance):
        for code, request in _bound(work, instance, event, state):
            if _stands_in_the_way(work, event, request, code):
                walk.probe(instance, event.name, _gate(state, request, code))
            elif code == "R048" or (state.window and state.window.opens):
                walk.skip(f"{event.name} in {state.path}, {_WHAT[code]}", "it was open by then")


def _around(work: Working, instance: str) -> list[State]:
    chart = work.chart(instance)
    return [chart.states[p] for p in chart.lineage(work.instances()[instance].state)]


def _bound(
    work: Working, instance: str, event: Event, state: State
) -> Iterator[tuple[str, RecordRequest]]:
    """What the gap and the window of *state* bind of *event*: the code, and the act."""
    whole = request_of(work, instance, event)
    leads = bool(event.to or event.choice)
    if state.not_before and leads:
        yield "R048", whole
    holder = next((role for role in event.by if role in state.holders), None)
    if state.window and holder and (leads or event.with_):
        how = How(actor=actor_of(work, holder, instance), role=holder)
        yield "R046", replace(whole, how=how)


def _stands_in_the_way(work: Working, event: Event, request: RecordRequest, code: str) -> bool:
    found = gates.problems(work, event, bare(work, request), work.setting.today)
    return any(problem.code == code for problem in found)


def _gate(state: State, request: RecordRequest, code: str) -> Probe:
    return Probe(
        kind="time",
        what=_WHAT[code],
        request=request,
        code=code,
        words="is not before" if code == "R048" else f"the window of {state.name!r}",
        basis=state.basis,
    )


def try_later(walk: Walk) -> None:
    """What only time, or a full step, rules out, in every chart."""
    for chart in walk.definition.charts.values():
        for state in chart.states.values():
            if state.capacity is not None:
                _full(walk, chart, state)
    windows = [s for c in walk.definition.charts.values() for s in c.states.values() if s.window]
    if windows:
        _meet(walk)
    for chart in walk.definition.charts.values():
        for path, state in chart.states.items():
            if state.window:
                _closed(walk, chart, path)
        for event in chart.events.values():
            _missed(walk, chart, event)


def _meet(walk: Walk) -> None:
    """Enter meetings of each body, a year ahead and yearly."""
    year = walk.stage.clock.at.year
    for body in walk.definition.bodies:
        for ahead in (1, 2, 3):
            walk.moment()
            request = MeetingRequest(
                cycle=CYCLE,
                body=body,
                how=How(actor=OFFICE, role=OFFICE),
                on=f"{year + ahead}-11-17",
            )
            try:
                meetings.add(walk.stage.engine, request)
            except WorkflowError as error:
                walk.skip(f"meeting of {body}", str(error).splitlines()[0])


def _leaf(chart: Chart, path: str) -> str:
    return chart.states[path].initial or path


def _closed(walk: Walk, chart: Chart, path: str) -> None:
    """After the window of a step has closed, where no time limit leads on."""
    state, leaf = chart.states[path], _leaf(chart, path)
    what = f"after the window of {path}"
    instance = walk.places.get((chart.name, leaf))
    row = _entered(walk, instance, leaf, state.deadline) if instance else None
    if instance is None or row is None or row.closes_at is None:
        walk.skip(what, "the window has no dates in a trial")
        return
    walk.wait(datetime.fromisoformat(row.closes_at) + timedelta(days=1))
    if walk.stands(instance) != leaf:
        walk.skip(what, "the time limit leads on")
        return
    work = walk.work(instance)
    for event in chart.events.values():
        if leaf in event.from_:
            for code, request in _bound(work, instance, event, state):
                if code == "R046":
                    walk.probe(instance, event.name, _gate(state, request, "R047"))


def _entered(walk: Walk, instance: str, leaf: str, limit: str) -> DeadlineRow | None:
    """The newest time limit of a step that is entered anew; None where it cannot be."""
    chart = walk.work(instance).chart(instance)
    away = next((s for s in chart.leaves() if s != leaf and not chart.states[s].final), leaf)
    if not (walk.to(instance, away) and walk.to(instance, leaf)):
        return None
    rows = walk.work(instance).deadlines().values()
    mine = [row for row in rows if (row.instance, row.name) == (instance, limit)]
    return max(mine, key=lambda row: row.n, default=None)


def _missed(walk: Walk, chart: Chart, event: Event) -> None:
    """Conditions on a time limit that hold until it has passed."""
    instance = walk.places.get((chart.name, event.from_[0])) if event.from_ else None
    for name in event.guards if instance else ():
        for atom in atoms(walk.definition.guards[name].that):
            unseen = instance is not None and not seen(walk, instance, event, name)
            if instance and unseen and isinstance(atom, Deadline):
                _let_pass(walk, chart, instance, atom.name)
                if walk.stands(instance) in event.from_ or walk.to(instance, event.from_[0]):
                    ask(walk, instance, event)


def _let_pass(walk: Walk, chart: Chart, instance: str, limit: str) -> None:
    step = next((p for p, s in chart.states.items() if s.deadline == limit), None)
    row = _entered(walk, instance, _leaf(chart, step), limit) if step else None
    if row is not None and row.closes_at is not None:
        walk.wait(datetime.fromisoformat(row.closes_at) + timedelta(days=1))


def _full(walk: Walk, chart: Chart, state: State) -> None:
    """One review more than a step takes; the others are moved there."""
    most, leaf = state.capacity or 0, _leaf(chart, state.path)
    what = f"capacity of {state.path}"
    reviews = [i for (name, _), i in walk.places.items() if name == chart.name]
    ways = [e for e in chart.events.values() if any(b.state == leaf for b in e.to)]
    if chart.per != "party" or len(reviews) <= most or not ways:
        walk.skip(what, f"it takes {most} reviews, and the trial has {len(reviews)}")
        return
    first, *others = reviews
    there = [one for one in others if walk.to(one, leaf)][:most]
    for event in ways:
        if len(there) == most and event.from_ and walk.to(first, event.from_[0]):
            probe = Probe(
                kind="capacity",
                what=f"while {most} others stand in {state.name!r}",
                request=request_of(walk.work(first), first, event),
                code="R077",
                words=f"{state.name!r} takes {most} review",
                basis=state.basis,
            )
            walk.probe(first, event.name, probe)
