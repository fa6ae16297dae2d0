"""What a scenario expects, against what became true: each difference in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.definition.scenario_models import Draft, Expect, Limit, NotRecorded, Step
from workflow.errors import Problem, RuledOutError
from workflow.model.rows.records import DeadlineRow, InstanceRow, MessageRow
from workflow.model.working import Working
from workflow.service.scenarios.acts import home_of, part_of
from workflow.service.scenarios.stage import Stage
from workflow.service.viewing import show

#: Why an act is ruled out, as a scenario says it: a text, a table, or `true` for any reason.
Reason = str | bool | NotRecorded


@dataclass(frozen=True, slots=True)
class Missed:
    """An expectation that does not hold: its key below `expect`, what it says, what is so."""

    key: str
    expected: str
    found: str


def ruled_out(expect: Expect | None, error: RuledOutError | None) -> Iterator[Missed]:
    """Whether an act was ruled out as expected, by the reason that was expected."""
    wanted = expect.not_recorded if expect else None
    if error is None:
        if wanted is not None and wanted is not False:
            yield Missed("not_recorded", f"{reason_words(wanted)}", "recorded")
        return
    reasons = "; ".join(_said(problem) for problem in error.problems)
    if wanted is None or wanted is False:
        yield Missed("", "recorded", f"{error.headline}: {reasons}")
    elif not any(fits(wanted, problem) for problem in error.problems):
        yield Missed("not_recorded", reason_words(wanted), f"{error.headline}: {reasons}")


def _said(problem: Problem) -> str:
    basis = f" [{problem.basis}]" if problem.basis else ""
    return f"{problem.code} {problem.words}{basis}"


def reason_words(wanted: Reason) -> str:
    """What is expected to stand in the way, in words."""
    if isinstance(wanted, NotRecorded):
        parts = (wanted.code, wanted.words, wanted.basis and f"[{wanted.basis}]")
        return f"not recorded: {' '.join(part for part in parts if part)}"
    return "not recorded" if wanted is True else f"not recorded: {wanted}"


def fits(wanted: Reason, problem: Problem) -> bool:
    """Whether *problem* is what was expected to stand in the way."""
    if isinstance(wanted, bool):
        return True
    if isinstance(wanted, str):
        return _cites(problem, wanted) or wanted == problem.code or wanted in problem.words
    return (
        (wanted.basis is None or _cites(problem, wanted.basis))
        and wanted.code in (None, problem.code)
        and (wanted.words is None or wanted.words in problem.words)
    )


def _cites(problem: Problem, basis: str) -> bool:
    """Whether *basis* is that of *problem*, or one of its sources: `C 11` of `C 11; assumed`."""
    return basis in (problem.basis, *(problem.basis or "").split("; "))


def missed(stage: Stage, review: str, step: Step) -> Iterator[Missed]:
    """Every expectation of *step*, but that on its own act, that does not hold now."""
    expect = step.expect
    if expect is None:
        return
    instance = part_of(review, step.part)
    work = stage.review(home_of(review, step.part))
    row = work.instances().get(instance)
    if row is None:
        known = ", ".join(key.removeprefix(review) for key in work.instances() if key != review)
        yield Missed("", f"there is a part {step.part!r}", f"parts: {known or 'none'}")
        return
    yield from _place(expect, work, row)
    for number, limit in enumerate(_each(expect.deadline)):
        at = f"deadline.{number}" if isinstance(expect.deadline, list) else "deadline"
        yield from (Missed(at, *pair) for pair in _limit(limit, work, row.id))
    for draft in _each(expect.draft):
        whole = Draft(template=draft, to=None, about=None) if isinstance(draft, str) else draft
        yield from _draft(whole, work)
    yield from _options(expect, stage, instance)


def _each(value: object) -> "list":  # type: ignore[type-arg]  # one or many, as the model read it
    return value if isinstance(value, list) else [] if value is None else [value]


def _place(expect: Expect, work: Working, row: InstanceRow) -> Iterator[Missed]:
    state = work.chart(row.id).states[row.state]
    if expect.step is not None and expect.step not in (state.path, state.name):
        yield Missed("step", f"step {expect.step}", f"step {state.path}")
    if expect.phase is not None and expect.phase != state.phase:
        yield Missed("phase", f"phase {expect.phase}", f"phase {state.phase or 'none'}")
    if expect.status is not None and expect.status != work.review.status:
        yield Missed("status", expect.status, work.review.status)
    if expect.holder is not None and set(_each(expect.holder)) != set(state.holders):
        wanted = " and ".join(_each(expect.holder))
        yield Missed("holder", f"holder {wanted}", f"holder {' and '.join(state.holders) or '-'}")


def _limit(limit: Limit, work: Working, instance: str) -> Iterator[tuple[str, str]]:
    rows = [
        row
        for row in work.deadlines().values()
        if row.instance == instance and row.name == limit.name
    ]
    wanted = _limit_words(limit.name, limit.due, limit.status, limit.notified)
    if not rows:
        here = [row.name for row in work.deadlines().values() if row.instance == instance]
        names = ", ".join(dict.fromkeys(here)) or "none"
        yield wanted, f"no such time limit; in {instance} there are {names}"
        return
    newest = max(rows, key=lambda row: row.n)
    if not _limit_fits(limit, newest):
        yield (
            wanted,
            _limit_words(newest.name, newest.due_on, newest.status, newest.notified_on),
        )


def _limit_fits(limit: Limit, row: DeadlineRow) -> bool:
    return (
        limit.due in (None, row.due_on)
        and limit.status in (None, row.status)
        and limit.notified in (None, row.notified_on)
    )


def _limit_words(name: str, due: str | None, status: str | None, notified: str | None) -> str:
    parts = [f"time limit {name}", due and f"due {due}", status, notified and f"told {notified}"]
    return ", ".join(part for part in parts if part)


def _draft(wanted: Draft, work: Working) -> Iterator[Missed]:
    messages = list(work.messages())
    if any(_draft_fits(wanted, message) for message in messages):
        return
    parts = (wanted.template, wanted.to and f"to {wanted.to}", wanted.about)
    said = [f"{m.template} to {m.to} ({_about(m)})" for m in messages]
    words = " ".join(part for part in parts if part)
    yield Missed("draft", f"draft {words}", f"drafts: {', '.join(said) or 'none'}")


def _draft_fits(wanted: Draft, message: MessageRow) -> bool:
    return (
        wanted.template == message.template
        and wanted.to in (None, message.to)
        and wanted.about in (None, _about(message))
    )


def _about(message: MessageRow) -> str:
    """The name of the time limit a message is about."""
    return message.about.rpartition(":")[0].rpartition(":")[2]


def _options(expect: Expect, stage: Stage, instance: str) -> Iterator[Missed]:
    if expect.possible is None and expect.not_possible is None:
        return
    options = [o for o in show(stage.engine, instance).options if o.instance == instance]
    now = [option.event for option in options if option.possible]
    why = {o.event: "; ".join(u.words for u in o.unmet) for o in options}
    for event in _each(expect.possible):
        if event not in now:
            yield Missed("possible", f"{event} is possible", why.get(event) or "not in this step")
    for event in _each(expect.not_possible):
        if event in now:
            yield Missed("not_possible", f"{event} is not possible", "it is")
