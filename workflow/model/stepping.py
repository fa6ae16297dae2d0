"""Moving a chart instance: leave steps, enter steps, open children, settle joins.

One macrostep: an instance is moved by an event, a time limit or a join; then whatever
that makes true (a clock whose anchor has come, a join whose children are final) happens
in the same act, until nothing changes any more.
"""

from workflow.model import bookings, limits, release
from workflow.model.children import (
    children_of,
    complete_on,
    counted,
    decisive,
    joined,
    joining,
    named,
    next_in_turn,
    not_heard,
    opened_by,
    stay_in,
    to_come,
)
from workflow.model.conditions import holds
from workflow.model.definition import Branch, Chart, State
from workflow.model.messages import draft_awaited
from workflow.model.polling import polls
from workflow.model.rows.records import InstanceRow, StayRow
from workflow.model.working import Working, next_n

#: More joins than this in one act is a definition that never rests.
MOST_STEPS = 1000


def choose(branches: tuple[Branch, ...], work: Working, instance: str) -> int:
    """The number of the first branch whose condition holds; the last has none."""
    for number, branch in enumerate(branches):
        if branch.condition is None or holds(branch.condition, work, instance):
            return number
    return len(branches) - 1


def trigger(work: Working, instance: str, name: str, number: int) -> str:
    """The leaf a trigger leads to, as the stepper says.

    Raises:
        LookupError: the compiled chart has no such arc (a bug: the model chose it).
    """
    row = work.instances()[instance]
    target = work.stepper.step(work.definition, row.chart, row.state, f"{name}/{number}")
    if target is None:
        raise LookupError(f"{row.chart}: no arc {name}/{number} from {row.state}")
    return target


def move(
    work: Working,
    instance: str,
    target: str,
    *,
    on: str,
    barrier: str,
    by: str | None,
    within: str | None = None,
) -> None:
    """Move *instance* to the leaf *target* on the day *on*.

    Args:
        barrier: the earliest day the next act of this instance may be dated.
        by: the role whose act it is; None for a time limit or a join.
        within: the compound inside which the clocks of the steps entered run on.
    """
    _shift(work, instance, target, on=on, barrier=barrier, by=by, within=within)
    settle(work, on=on, barrier=barrier)


def resumes(branch: Branch) -> str | None:
    """The compound inside which clocks run on when *branch* is taken."""
    return branch.history if branch.clock else None


def _shift(
    work: Working,
    instance: str,
    target: str,
    *,
    on: str,
    barrier: str,
    by: str | None,
    within: str | None = None,
) -> None:
    """Leave and enter; nothing joins before all of it is done."""
    row = work.instances()[instance]
    work.rest(row.seq)
    chart = work.chart(instance)
    old, new = chart.lineage(row.state), chart.lineage(target)
    stays_in = set(old[1:]) & set(new[1:])
    for path in old:
        if path not in stays_in:
            _leave(work, instance, path, on=on, by=by)
    _place(work, row, target, on=on, barrier=barrier)
    for path in reversed(new):
        if path not in stays_in:
            runs_on = within in chart.lineage(path)
            enter(work, instance, chart.states[path], on, resumed_on=on if runs_on else None)


def _leave(work: Working, instance: str, path: str, *, on: str, by: str | None) -> None:
    state = work.chart(instance).states[path]
    if state.opens:
        _leave_behind(work, instance, state, on)
    limits.leave(work, instance, path, on, by)
    polls.leave(work, instance, path, on)
    release.lapse(work, instance, path)
    for stay in list(work.stays()):
        if (stay.instance, stay.state, stay.left_on) == (instance, path, None):
            work.set("stay", stay.id, left_on=on, seq=work.seq)


def _leave_behind(work: Working, instance: str, state: State, on: str) -> None:
    """Nothing more is asked of what the step opened; the act says what it goes on without."""
    behind = not_heard(work, instance, state)
    if behind and state.join:
        work.told["not_heard"] = [*work.told.get("not_heard", ()), *behind]  # type: ignore[misc]
    for child in opened_by(work, instance, state):
        if not child.final:
            limits.close_behind(work, child.id)
            polls.leave_behind(work, child.id, on)


def _place(work: Working, row: InstanceRow, target: str, *, on: str, barrier: str) -> None:
    chart = work.definition.charts[row.chart]
    final = chart.states[target].final
    work.set(
        "instance",
        row.id,
        state=target,
        since=on,
        barrier=barrier,
        final=final,
        version=row.version + 1,
        seq=work.seq,
    )
    if row.parent is None:
        review = work.review
        work.set("review", review.id, status="final" if final else "open")
        if review.started_on is None and _beginning(chart) not in chart.lineage(target):
            work.set("review", review.id, started_on=on)


def _beginning(chart: Chart) -> str:
    """The step in which a review is launched; it has started when that is left, with all inside."""
    return chart.lineage(chart.initial)[-1]


def enter(
    work: Working, instance: str, state: State, on: str, *, resumed_on: str | None = None
) -> None:
    """Enter one step or compound: its stay, its time limit, its message, its children.

    Args:
        resumed_on: the day, where the clock of its limit runs on.
    """
    n = next_n(s.n for s in work.stays() if (s.instance, s.state) == (instance, state.path))
    stay = f"{instance}|{state.path}:{n}"
    work.new(
        StayRow(
            id=stay,
            review=work.review.id,
            instance=instance,
            state=state.path,
            n=n,
            phase=state.phase,
            holders=state.holders,
            entered_on=on,
            left_on=None,
            seq=work.seq,
        )
    )
    bookings.renew(work, instance, state)
    limits.start(work, instance, state, n, resumed_on=resumed_on)
    polls.begin(work, instance, state, n, on)
    if not state.children:
        draft_awaited(work, instance, state, n, on)
    for name in state.opens:
        keys = children_of(work, instance, name, on)
        for key in keys[:1] if state.in_turn else keys:
            open_child(work, instance, name, key, on, stay=stay)


def open_child(
    work: Working, parent: str, chart: str, key: str, on: str, *, stay: str | None = None
) -> str:
    """Open a child instance of *chart* and return its id; opened again, it begins anew.

    Args:
        stay: the parent's stay whose step opens it; None where an event does.
    """
    rules = work.definition.charts[chart]
    child = named(work, parent, chart, key)
    if child in work.instances():
        work.set("instance", child, opened_in=stay, closed_on=None, counts=())
        _shift(work, child, rules.initial, on=on, barrier=on, by=None)
        return child
    place(work, child, parent=parent, chart=chart, key=key, on=on, stay=stay)
    return child


def place(
    work: Working,
    instance: str,
    *,
    parent: str | None,
    chart: str,
    key: str | None,
    on: str,
    stay: str | None = None,
) -> None:
    """Put a new instance into the initial step of *chart* on the day *on*."""
    rules = work.definition.charts[chart]
    work.new(
        InstanceRow(
            id=instance,
            review=work.review.id,
            parent=parent,
            chart=chart,
            key=key,
            state=rules.initial,
            since=on,
            barrier=on,
            final=rules.states[rules.initial].final,
            version=1,
            seq=work.seq,
            opened_in=stay,
        )
    )
    for path in reversed(rules.lineage(rules.initial)):
        enter(work, instance, rules.states[path], on)


def settle(work: Working, *, on: str, barrier: str) -> None:
    """Let every clock start and every join happen that can, until nothing changes.

    Raises:
        RecursionError: joins that never rest, a definition the checker should have found.
    """
    limits.settle_clocks(work)
    for _ in range(MOST_STEPS):
        ready = next((i for i in work.instances().values() if joined(work, i)), None)
        if ready is not None:
            _join(work, ready, on=on, barrier=barrier)
        elif not _open_next(work, on):
            return
    raise RecursionError(f"{work.review.id}: joins that never rest")


def _open_next(work: Working, on: str) -> bool:
    """Open the next of parts that come one after another, where the one before has ended.

    It is opened on the day on which that one ended, whoever was recorded last.
    """
    for row in work.instances().values():
        found = next_in_turn(work, row)
        if found is not None:
            state, key, ended_on = found
            stay = stay_in(work, row.id, state.path)
            open_child(work, row.id, state.opens[0], key, ended_on or on, stay=stay)
            limits.settle_clocks(work)
            return True
    return False


def _join(work: Working, instance: InstanceRow, *, on: str, barrier: str) -> None:
    """A join happens on the day on which enough had ended, whoever was recorded last."""
    state = joining(work, instance)
    children = counted(work, instance, state)
    ends = decisive(children, state.join, len(to_come(work, instance, state)))
    complete = complete_on(work, children, state.join)
    work.rest(*(child.seq for child in ends))
    on = max((complete, *(child.since for child in ends))) or on
    barrier = max((complete, *(child.barrier for child in ends))) or barrier
    work.day = on
    number = choose(state.then, work, instance.id)
    target = trigger(work, instance.id, f"(join) {state.path}", number)
    within = resumes(state.then[number])
    _shift(work, instance.id, target, on=on, barrier=barrier, by=None, within=within)
    limits.settle_clocks(work)
