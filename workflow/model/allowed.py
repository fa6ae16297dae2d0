"""What an event may do where it is recorded, whatever its guards say.

Decisions that live here:

* In a track that was closed nothing is recorded.
* `at_most` counts the times an event took effect in its instance; a track that is opened again
  begins to count anew.
* An event that `starts` a review that follows is recorded by opening that one, and not else.
* `capacity` is asked of an act that leads into the step: so many other reviews of the cycle may
  stand there, on the day that counts or now. A time limit or a join asks nobody's leave.
* Instruments that are chosen for a review are in force for the State on that day.
"""

from collections.abc import Iterator

from workflow.errors import Problem
from workflow.model.commands import Record
from workflow.model.conditions import cycle_reviews, holds
from workflow.model.definition import Event, State
from workflow.model.entering import expected
from workflow.model.registering import as_if
from workflow.model.working import Working


def problems(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    """What stands in the way of *event* in the instance it is recorded in, on the day *on*."""
    row = work.instances()[command.instance]
    if row.closed_on:
        work.rest(row.seq)
        yield Problem(
            code="R074",
            words=f"{row.id} was closed on {row.closed_on}: its party no longer reviews here",
            basis=event.basis,
            hint=f"bind it again: peer-review review bind {work.review.id} ROLE PARTY --note REF",
        )
    if event.starts and not command.started:
        yield Problem(
            code="R088",
            words=f"{event.name!r} is recorded by opening the review that follows",
            basis=event.basis,
            hint=opens_with(work, event.starts),
        )
    yield from _too_often(work, event, command)
    yield from _full(work, event, command, on)
    yield from _not_in_force(work, command, on)


def opens_with(work: Working, definition: str) -> str:
    """The command that opens the review of *definition* that follows this one."""
    review = work.review
    return (
        f"peer-review cycle open ID --definition {definition} --on DATE --select "
        f"{review.party or 'ALL'} --follows {review.id}"
    )


def _too_often(work: Working, event: Event, command: Record) -> Iterator[Problem]:
    row = work.instances()[command.instance]
    done = _times(row.counts, event.name)
    if event.at_most is not None and done >= event.at_most:
        work.rest(row.seq)
        times = "once" if event.at_most == 1 else f"{event.at_most} times"
        yield Problem(
            code="R076",
            words=f"{event.name!r} may happen at most {times} in {row.id}, and has",
            basis=event.basis,
        )


def _times(counts: tuple[str, ...], event: str) -> int:
    return int(dict(item.split("=") for item in counts).get(event, "0"))


def count(work: Working, event: Event, instance: str) -> None:
    """Count the event, which takes effect by the present act, if its times are limited."""
    if event.at_most is None:
        return
    counts = dict(item.split("=") for item in work.instances()[instance].counts)
    counts[event.name] = str(int(counts.get(event.name, "0")) + 1)
    listed = tuple(f"{name}={times}" for name, times in sorted(counts.items()))
    work.set("instance", instance, counts=listed, seq=work.seq)


def _full(work: Working, event: Event, command: Record, on: str) -> Iterator[Problem]:
    for state in _entered(work, event, command):
        reviews = [r for r in cycle_reviews(work) if r.id != work.review.id]
        there = [
            r.id
            for r in reviews
            if state.path in r.stood(on) or any(state.path == s for s in r.standing())
        ]
        if state.capacity is not None and len(there) >= state.capacity:
            yield Problem(
                code="R077",
                words=f"{state.name!r} takes {_reviews(state.capacity)} at once, and "
                f"{len(there)} stand{'s' if len(there) == 1 else ''} there",
                basis=state.basis,
                hint=f"there: {', '.join(there)}",
            )


def _reviews(count: int) -> str:
    return f"{count} review{'' if count == 1 else 's'}"


def _entered(work: Working, event: Event, command: Record) -> Iterator[State]:
    """The steps with a capacity that the act leads into."""
    chart = work.chart(command.instance)
    if not event.to or not any(state.capacity for state in chart.states.values()):
        return
    with as_if(work, command):
        target = next(
            b.state
            for b in event.to
            if b.condition is None or holds(b.condition, work, command.instance)
        )
    inside = chart.lineage(work.instances()[command.instance].state)
    for path in chart.lineage(target):
        if chart.states[path].capacity is not None and path not in inside:
            yield chart.states[path]


def _not_in_force(work: Working, command: Record, on: str) -> Iterator[Problem]:
    for said in command.facts:
        fact = work.definition.facts[said.name]
        if fact.kind != "instruments":
            continue
        for name in said.value.split(", "):
            if name not in work.review.instruments:
                row = expected(work, name)
                yield Problem(
                    code="R078",
                    words=f"{name!r} is not in force for {work.review.party_name} on {on}",
                    basis=fact.basis,
                    hint=f"in force from {row.due_on}"
                    if row
                    else f"in force: {', '.join(work.review.instruments)}",
                )
