"""A running review carried over to another version of its definition: one act for each review.

Decisions that live here:

* A step stays where the new version has one of the same path; a step that is called otherwise
  is named by whoever migrates, and is then the same step under another name: its clock runs on.
  What stands in a step that the new version does not have is stranded, and nothing is carried
  over.
* Running time limits are counted anew from where they began, by the new rule. A date that was
  set beside the rule stays. A date that was notified never moves earlier, unless a decision is
  cited that says so. No date becomes one that has gone by: it is then the day of the change.
* Where clusters of issues are added or taken away, their parts are opened or closed on the day of
  the change, as far as the step that opens them lasts; what comes in turn waits for its turn.
* The clock of what the new version adds runs from when its step was entered.
"""

from dataclasses import dataclass, field, replace

from workflow.model import limits
from workflow.model.bookings import is_booking
from workflow.model.definition import Definition
from workflow.model.entering import is_entry
from workflow.model.limits import OPEN
from workflow.model.migration_dates import Changed, Names, anew, changes, late_start
from workflow.model.migration_gaps import gaps
from workflow.model.migration_meetings import rebind
from workflow.model.migration_parts import comes_or_goes, steps
from workflow.model.opening import SECRETARIAT
from workflow.model.rows.records import BindingRow, DeadlineRow, InstanceRow, StayRow
from workflow.model.stepping import settle
from workflow.model.track_changes import follow_tracks
from workflow.model.working import Working, next_n


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What reviews are carried over to. `names`: for each chart, old step → the same step now.

    `decision` is the one the new version rests on; `for_all`: it applies to dates that were
    notified, too.
    """

    definition: Definition
    actor: str
    role: str
    decision: str | None = None
    for_all: bool = False
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the migration comes to for one review. `steps`: (instance, before, after), where a part
    that is opened was `(not opened)` before, and one that is closed is `(closed)` after.

    `stranded` says why nothing is carried over; then `steps` and `dates` are empty.
    """

    review: str
    party_name: str | None
    version: int
    steps: tuple[tuple[str, str, str], ...] = ()
    dates: tuple[Changed, ...] = ()
    drafts: int = 0
    stranded: tuple[str, ...] = ()


def migrate(old: Working, order: Migration) -> tuple[Carried, Working]:
    """Carry the review *old*, in which everything due has happened, over to another version.

    Returns what it comes to, and the review under the new version with the act that did it.
    """
    stranded = tuple(gaps(old, order.definition, order.names))
    setting = replace(old.setting, next_seq=old.setting.next_seq + len(old.acts))
    work = Working(order.definition, old.rows, setting, old.stepper)
    review = old.review
    bare = Carried(review=review.id, party_name=review.party_name, version=review.version)
    if stranded:
        return replace(bare, stranded=stranded), work
    _act(work, old, order)
    carried = replace(
        bare,
        steps=tuple(steps(old, work)),
        dates=tuple(changes(old, work, order.names)),
        drafts=len(work.rows["message"]) - len(old.rows["message"]),
    )
    return carried, work


def _act(work: Working, old: Working, order: Migration) -> None:
    definition, today = order.definition, work.setting.today
    told: dict[str, object] = {}
    with work.act(
        "review.migrated",
        instance=work.review.id,
        actor=order.actor,
        role=order.role,
        on=today,
        basis=(order.decision or "",),
        said=told,
    ):
        work.set("review", work.review.id, definition=definition.hash)
        _bind_standing(work)
        for row in list(work.instances().values()):
            _stay_in(work, row, order.names.get(row.chart, {}).get(row.state, row.state))
        _count_anew(work, old, order.decision if order.for_all else None)
        _begin_new(work)
        if order.definition.clusters != old.definition.clusters:
            follow_tracks(work, today)
        settle(work, on=today, barrier=today)
        told.update(_told(work, old, order))


def _count_anew(work: Working, old: Working, for_all: str | None) -> None:
    """Bind anew to meetings first, because limits count back from them; then date every limit."""
    bound = {limit.id for limit in old.deadlines().values() if is_booking(old, limit)}
    for key in sorted(bound):
        limit = work.deadlines()[key]
        rebind(work, old.definition.meetings[limit.name], limit, for_all)
    for limit in list(work.deadlines().values()):
        if limit.status in OPEN and limit.id not in bound and not is_entry(limit):
            anew(work, limit, for_all)


def _told(work: Working, old: Working, order: Migration) -> dict[str, object]:
    """What the entry says: from which version to which, and every date before and after."""
    definition, before = order.definition, old.definition
    moved = [list(step) for step in steps(old, work) if step[1] != step[2]]
    return {
        "event": f"carried over to {definition.name} version {definition.version}",
        "from": before.hash,
        "from_version": before.version,
        "version": definition.version,
        "decision": order.decision,
        "applies_to_notified": order.for_all or None,
        "steps": [step for step in moved if not comes_or_goes(step)],
        **({"parts": parts} if (parts := [*filter(comes_or_goes, moved)]) else {}),
        "moves": [
            {"deadline": one.deadline, "before": one.before, "after": one.after}
            for one in changes(old, work, order.names)
            if one.before != one.after
        ],
    }


def _stay_in(work: Working, row: InstanceRow, step: str) -> None:
    """Let an instance stand where it stood, in the words of the new version."""
    if step != row.state:
        work.rest(row.seq)
        _rename(work, row, step)
        work.set("instance", row.id, state=step, version=row.version + 1, seq=work.seq)
    for stay in list(work.stays()):
        state = work.chart(row.id).states.get(stay.state)
        if stay.instance == row.id and stay.left_on is None and state is not None:
            work.set("stay", stay.id, phase=state.phase, holders=state.holders)


def _rename(work: Working, row: InstanceRow, step: str) -> None:
    """Give the open stay of a step, and its time limit, the new name; the clock runs on."""
    state = work.chart(row.id).states[step]
    stay = next(
        s for s in work.stays() if (s.instance, s.state, s.left_on) == (row.id, row.state, None)
    )
    n = next_n(s.n for s in work.stays() if (s.instance, s.state) == (row.id, step))
    _take_away(work, stay)
    work.new(replace(stay, id=f"{row.id}|{step}:{n}", state=step, n=n, seq=work.seq))
    for limit in list(work.deadlines().values()):
        if (limit.instance, limit.state) == (row.id, row.state) and limit.status in OPEN:
            _take_away(work, limit)
            key = f"{row.id}:{state.deadline}:{n}"
            named = {"name": state.deadline, "state": step, "n": n}
            work.new(replace(limit, id=key, seq=work.seq, **named))  # type: ignore[arg-type]


def _take_away(work: Working, row: StayRow | DeadlineRow) -> None:
    work.rest(row.seq)
    del work.rows[row.kind][row.id]
    work.effects.append({"gone": row.kind, "id": row.id})


def _begin_new(work: Working) -> None:
    """Start the limits that the new version gives to steps in which something stands."""
    for row in list(work.instances().values()):
        chart = work.chart(row.id)
        for path in chart.lineage(row.state):
            state = chart.states[path]
            stays = [s for s in work.stays() if (s.instance, s.state) == (row.id, path)]
            n = max((s.n for s in stays if s.left_on is None), default=0)
            key = f"{row.id}:{state.deadline}:{n}"
            if state.limit is not None and n and key not in work.deadlines():
                limits.start(work, row.id, state, n)
                late_start(work, key)


def _bind_standing(work: Working) -> None:
    """Roles that the new version adds and that somebody holds without being appointed."""
    review, today = work.review, work.setting.today
    held = {binding.role for binding in work.bindings()}
    standing = {"party": review.party, "secretariat": SECRETARIAT}
    for role in work.definition.roles.values():
        actor = role.name if role.kind == "body" else standing.get(role.kind)
        if actor is not None and role.name not in held:
            own = role.kind == "party"
            work.new(
                BindingRow(
                    id=f"{review.id}~{role.name}~{actor}:1",
                    review=review.id,
                    role=role.name,
                    actor=actor,
                    party=review.party if own else None,
                    regional_group=review.regional_group if own else None,
                    note=None,
                    person=None,
                    from_on=today,
                    until_on=None,
                    seq=work.seq,
                )
            )
