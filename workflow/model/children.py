"""What a step opens, and when enough of it has ended: keys of tracks and items, joins.

Decisions that live here:

* A join counts the instances that the present stay in the step opened, and items that an
  event opened. A track that was closed, because its party no longer reviews, does not count.
* Over reviewing parties a join waits while there are none: nobody has reviewed.
* A step that opens several charts joins over the instances of all of them.
* A join over parts that come one after another counts those still to come, as not ended.
* A cluster with instruments of its own is opened where one of them is under review: in the track
  of an instrument that one is meant, elsewhere any of them.
* `N of M` waits until M were opened: two of three are not two of two. More than M change nothing.
"""

from typing import cast

from workflow.model.conditions import held, newest_fact
from workflow.model.definition import Chart, State
from workflow.model.rows.records import InstanceRow, StayRow
from workflow.model.tracks import reviewing_roles, track_of
from workflow.model.working import Working, next_n

#: Joins that ask for so many of each kind of part; a number, or 'any', asks for so many of all.
_OF_EACH = ("all", "majority")


def children_of(work: Working, instance: str, chart: str, on: str) -> tuple[str, ...]:
    """The keys of what a step opens: instruments, clusters, or who reviews on the day *on*."""
    per = work.definition.charts[chart].per
    if per == "instrument":
        return chosen(work, instance)
    if per == "cluster":
        return _clusters(work, instance)
    if per == "reviewer":
        bound = [
            b for role in reviewing_roles(work.definition) for b in held(work, role, on, instance)
        ]
        work.rest(*(b.seq for b in bound))
        return tuple(sorted({b.party or b.actor for b in bound}))
    return (next_item(work),)


def named(work: Working, parent: str, chart: str, key: str) -> str:
    """The id of the instance of *chart* for *key* below *parent*: `untoc-1/MEX/tip`.

    Where a track of another chart has that name, as when the same States are asked a second
    time, its own chart is added: `uncac-1/MEX/FRA.remark`.
    """
    joint = "#" if work.definition.charts[chart].per == "item" else "/"
    child = f"{parent}{joint}{key}"
    taken = work.instances().get(child)
    return child if taken is None or taken.chart == chart else f"{child}.{chart}"


def chosen(work: Working, instance: str) -> tuple[str, ...]:
    """The instruments under review: those in force, or those of them that were chosen."""
    facts = work.definition.facts.values()
    name = next((fact.name for fact in facts if fact.kind == "instruments"), None)
    fact = newest_fact(work, instance, name) if name else None
    wanted = fact.value.split(", ") if fact else work.review.instruments
    return tuple(each for each in work.review.instruments if each in wanted)


def _clusters(work: Working, instance: str) -> tuple[str, ...]:
    """The clusters with issues of what is under review, in the order of their turns."""
    track = track_of(work, instance).instrument
    under = {track} if track else set(chosen(work, instance))
    clusters = work.definition.clusters.values()
    return tuple(c.name for c in clusters if not c.instruments or under & set(c.instruments))


def to_come(work: Working, instance: InstanceRow, state: State) -> tuple[str, ...]:
    """The keys of parts that *state* opens one after another and has not opened yet."""
    if not state.in_turn:
        return ()
    there = {child.key for child in counted(work, instance, state)}
    wanted = children_of(work, instance.id, state.opens[0], instance.since)
    return tuple(key for key in wanted if key not in there)


def next_in_turn(work: Working, instance: InstanceRow) -> tuple[State, str, str] | None:
    """The step of *instance* whose next part may begin: that step, the key, and the day.

    The day is that on which the part before it ended; empty where there was none.
    """
    chart = work.chart(instance.id)
    for path in chart.lineage(instance.state):
        state = chart.states[path]
        if state.in_turn and not instance.closed_on:
            before, keys = counted(work, instance, state), to_come(work, instance, state)
            ended = all(child.final for child in before)
            if keys and ended and not left_behind(work, instance):
                work.rest(*(child.seq for child in before))
                return state, keys[0], max((child.since for child in before), default="")
    return None


def left_behind(work: Working, instance: InstanceRow) -> bool:
    """Whether the step that opened *instance*, or a track around it, has been left since.

    What is handed in there is recorded still, and nothing more is opened. What an event opened
    stands beside the flow: it goes on, and is never left behind.
    """
    stays = cast(dict[str, StayRow], work.rows["stay"])
    row: InstanceRow | None = instance
    while row is not None and row.parent is not None and row.opened_in is not None:
        stay = stays[row.opened_in]
        if stay.left_on is not None:
            work.rest(stay.seq)
            return True
        row = work.instances().get(row.parent)
    return False


def next_item(work: Working) -> str:
    """The key of the next item of this review: `item-n`."""
    keys = (i.key or "" for i in work.instances().values() if _is_item(i))
    return f"item-{next_n(int(key.rpartition('-')[2]) for key in keys)}"


def _is_item(instance: InstanceRow) -> bool:
    return instance.id.endswith(f"#{instance.key}")


def stay_in(work: Working, instance: str, path: str) -> str | None:
    """The id of the stay in which *instance* is in the step *path* now."""
    open_ = (s for s in work.stays() if (s.instance, s.state, s.left_on) == (instance, path, None))
    return next((stay.id for stay in open_), None)


def counted(work: Working, instance: InstanceRow, state: State) -> list[InstanceRow]:
    """The instances a join of *state* counts."""
    stay = stay_in(work, instance.id, state.path)
    return [
        child
        for child in opened_by(work, instance.id, state)
        if child.opened_in in (None, stay) and child.closed_on is None
    ]


def opened_by(work: Working, instance: str, state: State) -> list[InstanceRow]:
    """Every instance below *instance* of a chart that *state* opens."""
    instances = work.instances().values()
    return [c for c in instances if c.parent == instance and c.chart in state.opens]


def joining(work: Working, instance: InstanceRow) -> State:
    """The step with a join in which *instance* stands; its own step where there is none."""
    chart = work.chart(instance.id)
    return next(
        (chart.states[p] for p in chart.lineage(instance.state) if chart.states[p].then),
        chart.states[instance.state],
    )


def joined(work: Working, instance: InstanceRow) -> bool:
    """Whether enough of what the present step opened has ended."""
    state = joining(work, instance)
    if not state.then or not state.opens or instance.closed_on:
        return False
    children, join = counted(work, instance, state), state.join or "all"
    if join in _OF_EACH and _unreviewed(work, state, children):
        return False
    there = len(children) + len(to_come(work, instance, state))
    if there < meant(join):
        return False
    if not there:
        return all(map(_asks_nobody, (work.definition.charts[name] for name in state.opens)))
    done = sum(child.final for child in children)
    return done >= quorum(join, there)


def decisive(children: list[InstanceRow], join: str | None, to_come: int) -> list[InstanceRow]:
    """Of *children*, and as many *to_come*, the first to end that are enough for *join*."""
    ends = sorted((c for c in children if c.final), key=lambda c: (c.since, c.barrier, c.id))
    return ends[: quorum(join or "all", len(children) + to_come)]


def _unreviewed(work: Working, state: State, children: list[InstanceRow]) -> bool:
    """Whether *state* opens a part for each reviewing party, and there is none."""
    there = {child.chart for child in children}
    missing = (name for name in state.opens if name not in there)
    return any(not _asks_nobody(work.definition.charts[name]) for name in missing)


def meant(join: str | None) -> int:
    """Of how many a join speaks: M of `N of M`, else 0."""
    return int((join or "").partition(" of ")[2] or 0)


def complete_on(work: Working, children: list[InstanceRow], join: str | None) -> str:
    """The day on which as many as `N of M` speaks of were there; empty where it speaks of none."""
    ids = {child.id for child in children}
    opened: dict[str, str] = {}
    for stay in work.stays():
        if stay.instance in ids:
            before = opened.get(stay.instance, stay.entered_on)
            opened[stay.instance] = min(before, stay.entered_on)
    needed, days = meant(join), sorted(opened.values())
    return days[needed - 1] if 0 < needed <= len(days) else ""


def _asks_nobody(chart: Chart) -> bool:
    return chart.per != "reviewer"


def quorum(join: str, children: int) -> int:
    """How many must have ended: all, any (one), a majority, or the number said."""
    if join == "all":
        return children
    if join == "majority":
        return children // 2 + 1
    return min(1, children) if join == "any" else int(join.split()[0])


def not_heard(work: Working, instance: str, state: State) -> tuple[str, ...]:
    """The instances that a step which is left goes on without, and those it would have opened."""
    row = work.instances()[instance]
    there = [child.id for child in counted(work, row, state) if not child.final]
    coming = [named(work, instance, state.opens[0], key) for key in to_come(work, row, state)]
    return (*there, *coming)
