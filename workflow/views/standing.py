"""Where a review stands: open places, holders, time limits, vacancies.

A part (child instance) is open while it is not final and the step that opened it has not been
left; entered again, the step has opened another item in its place. `work` is always a review
after `passing.catch_up`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflow.model.conditions import held, superseded
from workflow.model.definition import State
from workflow.model.entering import is_entry
from workflow.model.limits import OPEN
from workflow.model.rows.records import DeadlineRow, InstanceRow, StayRow
from workflow.model.rules import unbound_rules
from workflow.model.working import Working
from workflow.views.parts import Holder, Limit, Place, Remark, Vacancy
from workflow.views.words import count, days_between, listed, said

#: Roles that somebody must be appointed to; the others are held from the first day.
APPOINTED = ("experts", "person", "reviewing_parties", "organization")


def holder(work: Working, role: str, instance: str | None = None) -> Holder:
    """*role* and who is bound to it on the day of the answer, in a part the part's own.

    Where the review, or the part's step, is yet to begin, on the day it begins.
    """
    since = work.instances()[instance or work.review.id].since
    held_by = held(work, role, max(work.setting.today, since), instance)
    bound = dict.fromkeys(binding.actor for binding in held_by)
    return Holder(role=role, actors=tuple(bound))


def limit_of(work: Working, row: DeadlineRow) -> Limit:
    """A time limit as told."""
    received = _received(work, row)
    if received and received > work.setting.today:
        received = None  # not yet stamped on the day of the answer
    return Limit(
        id=row.id,
        review=row.review,
        party_name=work.review.party_name,
        instance=row.instance,
        name=row.name,
        step=row.state,
        n=row.n,
        rule=row.rule,
        basis=row.basis,
        due_on=row.due_on,
        status=row.status,
        words=_words(work, row, received),
        owners=row.owners,
        provisional=row.provisional,
        passed_on=row.due_on if row.status == "passed" else None,
        met_on=row.met_on,
        received_on=received,
        recorded_on=row.recorded_on,
        days_late=row.days_late,
        notified_on=row.notified_on,
        moves=row.moves,
    )


def gone_without(work: Working, row: DeadlineRow) -> bool:
    """Whether the review went on without the part whose limit *row* is: nobody awaits it."""
    part = work.instances().get(row.instance)
    if part is None or part.parent is None or part.final or row.status not in OPEN:
        return False
    return not is_open(work, part)


def _words(work: Working, row: DeadlineRow, received: str | None) -> str:
    if row.status == "running" and gone_without(work, row):
        return f"until {said(row.due_on)}, awaited no more: the review went on without this part"
    return limit_words(row, received)


def _received(work: Working, row: DeadlineRow) -> str | None:
    """The day stamped on what met the limit; the day that counted, where receipt counts."""
    if row.met_on is None:
        return None
    stamped = [document.received for document in work.documents() if document.seq == row.seq]
    if stamped:
        return stamped[-1]
    return row.met_on if work.definition.time.met_by == "receipt" else None


def limit_words(row: DeadlineRow, received: str | None) -> str:
    """How a limit stands, in the neutral words of the desk."""
    if is_entry(row):
        return f"under review {'from' if row.status == 'running' else 'since'} {said(row.due_on)}"
    if row.status == "waiting":
        unmet = "no such meeting is entered yet" if row.anchor_on else "not running yet"
        return f"{unmet}: {row.rule}"
    if row.status == "running":
        return f"awaited by {said(row.due_on)}"
    if row.status == "passed":
        return f"time limit passed {said(row.due_on)}, awaited"
    if row.status == "suspended":
        return f"its clock is suspended since {said(row.paused_on)}, awaited"
    if row.status == "closed":
        return _closed(row)
    if received:
        return f"{_met(row)}, received {said(received)}"
    return f"{_met(row)}, dated {said(row.met_on)}" if row.met_on else _met(row)


def _closed(row: DeadlineRow) -> str:
    if row.passed:
        return f"time limit passed {said(row.due_on)}; the review went on"
    return "closed: the step was left before it mattered"


def _met(row: DeadlineRow) -> str:
    if row.days_late:
        return f"met, {count(row.days_late, 'day')} after the limit"
    late = row.recorded_on and row.due_on and row.recorded_on > row.due_on
    return "met, recorded late" if late else "met"


def place_of(work: Working, instance: InstanceRow) -> Place:
    """Where one chart instance stands."""
    state = work.chart(instance.id).states[instance.state]
    review = work.review
    limit = _running(work, instance)
    holders = tuple(holder(work, role, instance.id) for role in state.holders)
    return Place(
        review=review.id,
        party=review.party,
        party_name=review.party_name,
        instance=instance.id,
        chart=instance.chart,
        key=instance.key,
        step=instance.state,
        phase=state.phase,
        since=instance.since,
        days=days_between(instance.since, work.setting.today),
        holders=holders,
        limit=limit,
        final=instance.final,
        basis=state.basis,
        words=_place_words(work, instance, holders, limit),
    )


def _place_words(
    work: Working, instance: InstanceRow, holders: tuple[Holder, ...], limit: Limit | None
) -> str:
    if work.review.launched_on > work.setting.today:
        return f"{instance.id} is to be launched on {said(work.review.launched_on)}"
    name = called(work, instance)
    if instance.closed_on:
        return f"{name} was closed on {said(instance.closed_on)} in {instance.state!r}"
    text = f"{name} stands in {instance.state!r} since {said(instance.since)}"
    if holders and not instance.final:
        text += f", with {listed(tuple(h.words for h in holders))}"
    return f"{text}; {limit.words}" if limit else text


def called(work: Working, instance: InstanceRow) -> str:
    """The id of an instance, with the issues where it is there for a cluster of them."""
    per = work.chart(instance.id).per
    cluster = work.definition.clusters.get(instance.key or "") if per == "cluster" else None
    return f"{instance.id} ({cluster.issues})" if cluster else instance.id


def _running(work: Working, instance: InstanceRow) -> Limit | None:
    """The open limit of the step, or else of the compound around it."""
    mine = [
        row
        for row in work.deadlines().values()
        if row.instance == instance.id and row.status in OPEN
    ]
    for path in work.chart(instance.id).lineage(instance.state):
        here = [row for row in mine if row.state == path]
        if here:
            found = limit_of(work, max(here, key=lambda row: row.n))
            return found if path == instance.state else _of_the_whole(found)
    return None


def _of_the_whole(limit: Limit) -> Limit:
    """A limit of the compound around a step: its date is asked of the compound's holders."""
    asked = limit.owners and limit.status != "waiting"
    owners = f"from {listed(limit.owners)} " if asked else ""
    return replace(limit, words=f"{limit.words} {owners}(step {limit.step})")


def main_place(work: Working) -> Place:
    """Where the review itself stands: its main chart."""
    return place_of(work, work.instances()[work.review.id])


def is_open(work: Working, instance: InstanceRow) -> bool:
    """Whether anything is still asked of an instance; what an act opened outlives its parent."""
    if instance.final:
        return False
    if instance.parent is None:
        return True
    if superseded(work, instance):
        return False
    parent = work.instances()[instance.parent]
    states = work.definition.charts[parent.chart].states
    openers = [path for path, state in states.items() if instance.chart in state.opens]
    if not openers and parent.final:
        return parent.closed_on is None
    lineage = work.definition.charts[parent.chart].lineage(parent.state)
    return is_open(work, parent) and (not openers or any(path in openers for path in lineage))


def open_places(work: Working) -> tuple[Place, ...]:
    """Every open place of a review, main chart first, parts in the order of their opening."""
    if work.review.launched_on > work.setting.today:
        return ()
    rows = sorted(work.instances().values(), key=lambda row: (row.parent is not None, row.seq))
    return tuple(place_of(work, row) for row in rows if is_open(work, row))


def awaited_places(work: Working) -> tuple[Place, ...]:
    """The open places that somebody has the ball in."""
    return tuple(place for place in open_places(work) if place.holders)


def vacancies(work: Working) -> tuple[Vacancy, ...]:
    """The roles that the present steps need and nobody holds."""
    found: dict[str, Vacancy] = {}
    for place in open_places(work):
        for role, needed_for in _needed(work, place):
            if role not in found and not holder(work, role, place.instance).actors:
                found[role] = _vacancy(work, role, place.since, needed_for)
    return tuple(found.values())


def _needed(work: Working, place: Place) -> Iterator[tuple[str, str]]:
    chart = work.definition.charts[place.chart]
    events = [event for event in chart.events.values() if place.step in event.from_]
    wanted = [(h.role, f"holder of {place.step!r}") for h in place.holders]
    wanted += [(event.binds, f"event {event.name!r}") for event in events if event.binds]
    wanted += [(role, f"event {event.name!r}") for event in events for role in event.by]
    for role, needed_for in wanted:
        if work.definition.roles[role].kind in APPOINTED:
            yield role, needed_for


def _vacancy(work: Working, role: str, needed_since: str, needed_for: str) -> Vacancy:
    """Vacant since its last holder left; since the step was entered where nobody ever held it."""
    today = work.setting.today
    ended = [
        binding.until_on
        for binding in work.bindings()
        if binding.role == role and binding.until_on and binding.until_on <= today
    ]
    since = max(ended) if ended else needed_since
    review = work.review
    return Vacancy(
        review=review.id,
        party_name=review.party_name,
        role=role,
        since=since,
        days=days_between(since, today),
        needed_for=needed_for,
        words=f"{role} is vacant since {said(since)}, needed as {needed_for}"
        if needed_for.startswith("holder")
        else f"{role} is vacant since {said(since)}, needed for {needed_for}",
    )


def not_binding(work: Working) -> tuple[Remark, ...]:
    """The rules that do not bind this party."""
    review = work.review
    return tuple(
        Remark(review=review.id, party_name=review.party_name, words=words)
        for role in work.definition.roles
        for words in unbound_rules(work, role)
    )


def state_of(work: Working, instance: str) -> State:
    """The step an instance stands in, as the definition has it."""
    return work.chart(instance).states[work.instances()[instance].state]


def stays_of(work: Working, instance: str) -> list[StayRow]:
    """The stays of an instance in leaf steps, oldest first.

    A stay that ended has the number of the entry that ended it, in whatever order rows came.
    """
    states = work.chart(instance).states
    mine = [s for s in work.stays() if s.instance == instance and not _compound(states, s.state)]
    return sorted(mine, key=lambda s: (s.seq, s.left_on is None, s.entered_on, s.left_on or ""))


def _compound(states: Mapping[str, State], path: str) -> bool:
    """Whether a step holds others; one that an amendment took away is told as it was left."""
    return path in states and bool(states[path].children)
