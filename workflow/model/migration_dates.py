"""Time limits under another version of the rules: counted anew, kept, begun or ended.

What is compared is what a State was told: the day. Each change is one of unchanged, later,
earlier, begins, ends, waits; `why` says what kept a date where the new rule would not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.clock import moment, stamp
from workflow.model.dating import Dated, derived
from workflow.model.definition import State
from workflow.model.legal_time.local_time import as_local_date, end_of_day
from workflow.model.legal_time.time_rules import rules_of
from workflow.model.limits import OPEN
from workflow.model.messages import draft_changed
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

#: For each chart, old step → the same step under its new name.
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One time limit before and after. Days are ISO or None where there is no date."""

    deadline: str
    before: str | None
    after: str | None
    change: str
    notified_on: str | None = None
    why: str = ""


def anew(work: Working, row: DeadlineRow, for_all: str | None) -> None:
    """Count an open limit anew; *for_all* is the decision that moves notified dates, too."""
    state = work.chart(row.instance).states.get(row.state)
    work.rest(row.seq)
    if state is None or state.limit is None:
        work.set("deadline", row.id, status="closed", seq=work.seq)
        return
    told = _told(work, state)
    found = derived(work, row)
    if found is None:
        _wait(work, row, told)
    elif _kept(row, found, for_all):
        _keep(work, row, found, told)
    elif row.due_on != found.due_on or _differs(row, told):
        _move(work, row, found, (told, for_all))


def _told(work: Working, state: State) -> dict[str, object]:
    """The columns of a limit that say its rule."""
    zone = rules_of(work.definition, state, state.limit).zone if state.limit else ""
    return {
        "rule": state.due_text,
        "zone": zone,
        "owners": state.holders,
        "moves": bool(state.on_timeout or state.polled),
        "basis": state.basis,
    }


def _differs(row: DeadlineRow, told: dict[str, object]) -> bool:
    return any(getattr(row, name) != value for name, value in told.items())


def _by_hand(row: DeadlineRow) -> bool:
    return row.due_on is not None and row.rule_on is not None and row.due_on != row.rule_on


def _kept(row: DeadlineRow, found: Dated, for_all: str | None) -> bool:
    """Whether the date stays although the new rule gives another."""
    if row.due_on is None or row.due_on == found.due_on:
        return False
    protected = row.notified_on is not None and found.due_on < row.due_on
    return _by_hand(row) or (protected and not for_all)


def _keep(work: Working, row: DeadlineRow, found: Dated, told: dict[str, object]) -> None:
    why = "it was set beside the rule" if _by_hand(row) else f"it was notified on {row.notified_on}"
    step = (
        f"{len(row.derivation) + 1}. Version {work.definition.version} alone would give "
        f"{found.due_on}; {row.due_on} stays, because {why}."
    )
    derivation = (*row.derivation, step)
    columns = {**told, "rule_on": found.due_on, "derivation": derivation}
    work.set("deadline", row.id, **columns, seq=work.seq)


def _move(
    work: Working, row: DeadlineRow, found: Dated, by: tuple[dict[str, object], str | None]
) -> None:
    told, for_all = by
    now = work.setting.at
    before = f"; before, it was {row.due_on}" if row.due_on != found.due_on else ""
    decided = f" ({for_all})" if for_all and row.notified_on else ""
    step = (
        f"{len(found.steps) + 1}. The rule of version {work.definition.version}{decided}{before}."
    )
    columns = {**told, **found.columns(), "due_on": found.due_on}
    still = row.status == "passed" and found.closes_at <= now
    status = "passed" if still else "running"
    work.set("deadline", row.id, **columns, derivation=(*found.steps, step))
    work.set("deadline", row.id, status=status, passed=row.passed and still, seq=work.seq)
    if not still:
        late_start(work, row.id)
    after = work.deadlines()[row.id]
    if after.due_on != row.due_on:
        draft_changed(work, after, row.due_on)


def late_start(work: Working, key: str) -> None:
    """A date that would have gone by is the day of the change."""
    row, now = work.deadlines()[key], work.setting.at
    if row.status != "running" or row.closes_at is None or row.closes_at > now:
        return
    day = as_local_date(moment(now), row.zone)
    step = (
        f"{len(row.derivation) + 1}. That day has gone by; the limit is the day of the change, "
        f"{day}."
    )
    work.set(
        "deadline",
        key,
        due_on=day.isoformat(),
        rule_on=day.isoformat(),
        closes_at=stamp(end_of_day(day, row.zone)),
        derivation=(*row.derivation, step),
    )


def _wait(work: Working, row: DeadlineRow, told: dict[str, object]) -> None:
    """What the limit counts from has not happened: it has no date until then."""
    columns: dict[str, object] = {**told, "status": "waiting", "passed": False}
    if row.due_on is not None:
        gone = ("due_on", "rule_on", "closes_at", "opens_on", "opens_at", "meeting", "anchor")
        columns |= dict.fromkeys((*gone, "anchor_on", "anchor_seq"))
        step = f"1. By version {work.definition.version} its clock has not started yet."
        columns["derivation"] = (step,)
    work.set("deadline", row.id, **columns, seq=work.seq)


def changes(old: Working, work: Working, names: Names) -> Iterator[Changed]:
    """Every open limit before and after; those that begin come last."""
    seen: set[str] = set()
    for row in old.deadlines().values():
        if row.status in OPEN:
            after = _after(old, work, row, names)
            seen.add(after.id if after else row.id)
            yield _changed(row, after)
    for row in work.deadlines().values():
        if row.status in OPEN and row.id not in seen:
            yield Changed(deadline=row.id, before=None, after=row.due_on, change="begins")


def _after(old: Working, work: Working, row: DeadlineRow, names: Names) -> DeadlineRow | None:
    """The row of a limit afterwards, be it under the new name of its step."""
    if row.id in work.deadlines():
        return work.deadlines()[row.id]
    step = names.get(old.instances()[row.instance].chart, {}).get(row.state)
    found = [r for r in work.deadlines().values() if (r.instance, r.state) == (row.instance, step)]
    return max(found, key=lambda one: one.n, default=None)


def _changed(row: DeadlineRow, after: DeadlineRow | None) -> Changed:
    if after is None or after.status == "closed":
        return Changed(deadline=row.id, before=row.due_on, after=None, change="ends")
    why = ""
    if after.due_on == row.due_on and after.rule_on != row.rule_on:
        why = "set beside the rule" if _by_hand(row) else "notified"
    return Changed(
        deadline=after.id,
        before=row.due_on,
        after=after.due_on,
        change=_word(row.due_on, after.due_on),
        notified_on=row.notified_on,
        why=why,
    )


def _word(before: str | None, after: str | None) -> str:
    if before == after:
        return "unchanged"
    if after is None:
        return "waits"
    if before is None:
        return "begins"
    return "earlier" if after < before else "later"
