"""Bugs planted on purpose, to see that the property finds them.

Each is a line of the engine written otherwise. It is planted in the running program and
taken out again; the files are not touched.
"""

import inspect
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Bug:
    """What is wrong, where, and how the line reads before and after."""

    words: str
    where: str
    right: str
    wrong: str


#: Take more than a few seconds: `python -m tests.property.plant` looks for these, too.
SLOW = (
    "a join happens when it is recorded",
    "acts do not rest on the step they found",
    "months keep to the last day of the first",
    "the last branch is taken",
)

M, S, A = "workflow.model", "workflow.service", "workflow.audit"

BUGS = (
    # decide
    Bug("the role need not be held", f"{M}.rules:not_held", "if bound:", "if True:"),
    Bug(
        "an event is open to any role",
        f"{M}.rules:_roles",
        "if command.role not in (*event.by, *event.release):",
        "if False:",
    ),
    Bug("an event goes from any step", f"{M}.rules:_step", "if state in event.from_:", "if True:"),
    Bug("guards are not asked", f"{M}.rules:_guards", "if missing:", "if False:"),
    Bug("documents need not come", f"{M}.rules:_brought", "if name not in has and", "if False and"),
    Bug(
        "the barrier stays where it was",
        f"{M}.stepping:_place",
        "barrier=barrier,",
        "barrier=row.barrier,",
    ),
    Bug("`until` is ignored", f"{M}.rules:_fixed", "if passed:", "if False:"),
    Bug(
        "a team need not be complete",
        f"{M}.rules:_team_rule",
        "if not _kept(rule, count):",
        "if False:",
    ),
    Bug(
        "the last branch is taken",
        f"{M}.stepping:choose",
        "return number",
        "return len(branches) - 1",
    ),
    Bug(
        "dispatch counts where receipt does",
        f"{M}.decide:counting_day",
        'met_by == "dispatch"',
        'met_by != "dispatch"',
    ),
    Bug("a fact's first value counts", f"{M}.conditions:newest_fact", "max(", "min("),
    Bug(
        "a binding ends a day late",
        f"{M}.conditions:held",
        "binding.until_on <= on",
        "binding.until_on < on",
    ),
    # stepping
    Bug(
        "inside a compound its clock restarts",
        f"{M}.stepping:_shift",
        "set(old[1:]) & set(new[1:])",
        "set()",
    ),
    Bug(
        "`any` waits for all",
        f"{M}.children:quorum",
        'if join == "all":',
        'if join in ("all", "any"):',
    ),
    Bug(
        "a join happens when it is recorded",
        f"{M}.stepping:_join",
        "on = max((complete, *(child.since for child in ends))) or on",
        "pass",
    ),
    Bug("numbers do not go up", f"{M}.working:next_n", "max(taken, default=0)", "0"),
    Bug(
        "numbers taken back are given again",
        f"{M}.working:next_n",
        "max(taken, default=0)",
        "len(list(taken))",
    ),
    Bug(
        "a refusal raises the version", f"{M}.working:Working.act", "if self.effects or", "if 1 or"
    ),
    # deadlines
    Bug(
        "a limit is a day short",
        f"{M}.legal_time.derivation:_last_day",
        "work.sign * period.amount * _DAYS[period.unit]",
        "work.sign * period.amount * _DAYS[period.unit] - 1",
    ),
    Bug(
        "months keep to the last day of the first",
        f"{M}.legal_time.derivation:_count_months",
        "min(start.day, length)",
        "min(start.day, 28)",
    ),
    Bug("`closes_at` is inclusive", f"{M}.limits:due", "closes_at <= at", "closes_at < at"),
    Bug(
        "time counts from waking up",
        f"{M}.passing:passes",
        'work.day = deadline.due_on or ""',
        "work.day = work.setting.today",
    ),
    Bug(
        "the day of the limit is open again",
        f"{M}.passing:_enforce",
        "barrier = _reopens(deadline)",
        "barrier = on",
    ),
    Bug("met and late are swapped", f"{M}.limits:_meet", '"late" if late', '"late" if not late'),
    Bug(
        "a limit outlives its step",
        f"{M}.limits:leave",
        'work.set("deadline", deadline.id, status="closed", seq=work.seq)',
        "pass",
    ),
    Bug(
        "that a limit passed is not noted",
        f"{M}.passing:passes",
        "passed=True, status",
        "passed=False, status",
    ),
    # evolve and corrections
    Bug("undo is not applied", f"{S}.session:Session._append", "entry.undo()", "()"),
    Bug(
        "undo is not told",
        f"{M}.correcting:_take_back",
        "undo=difference(present, without)",
        "undo=()",
    ),
    Bug(
        "what the engine did stays",
        f"{M}.correcting:_take_back",
        "gone = (seq, *(entry.seq for entry in resting(history, seq)))",
        "gone = (seq,)",
    ),
    Bug(
        "what rests on it does not matter",
        f"{M}.correcting:problems_of",
        "if later.actor != ENGINE",
        "if False",
    ),
    Bug(
        "acts do not rest on the step they found",
        f"{M}.stepping:_shift",
        "work.rest(row.seq)",
        "pass",
    ),
    Bug(
        "a fold tells what was taken back",
        f"{M}.rows.evolve:fold",
        "if entry.seq not in void and",
        "if",
    ),
    # services
    Bug(
        "an old version is as good as a new one",
        f"{S}.reviews:_check_version",
        "how.if_version != review.version",
        "how.if_version > review.version",
    ),
    Bug("a command is carried out twice", f"{S}.reviews:carry_out", "if seen:", "if False:"),
    # the log and its check
    Bug(
        "leaves have no prefix",
        f"{A}.tree:leaf_hash",
        r'b"\x00" + data',
        "data",
    ),
    Bug("nodes are upside down", f"{A}.tree:node_hash", "left + right", "right + left"),
    Bug(
        "roots are not compared",
        f"{A}.verify:_Walk.compare",
        "while self.pending is not None and",
        "while False and",
    ),
    Bug("leaves are not compared", f"{A}.verify:_Walk._put", "elif right != leaf:", "elif False:"),
    Bug(
        "tables are not compared",
        f"{S}.auditing:_check_rest",
        "found.tables = ",
        "found.tables = [] and ",
    ),
)


@contextmanager
def planted(bug: Bug) -> Iterator[None]:
    """Plant *bug* wherever its function is known; take it out at the end.

    Raises:
        LookupError: the line is not there, once: the engine was changed, so change the bug.
    """
    module, owner, name = _place(bug)
    old = inspect.getattr_static(owner, name)
    new = _written_otherwise(bug, module, owner, name)
    known = [(owner, name)] if inspect.isclass(owner) else list(_known_as(old))
    for where, called in known:
        setattr(where, called, new)
    try:
        yield
    finally:
        for where, called in known:
            setattr(where, called, old)


def _place(bug: Bug) -> tuple[ModuleType, Any, str]:
    module_name, _, path = bug.where.partition(":")
    module = import_module(module_name)
    *classes, name = path.split(".")
    owner = getattr(module, classes[0]) if classes else module
    return module, owner, name


def _written_otherwise(bug: Bug, module: ModuleType, owner: Any, name: str) -> Any:
    source = textwrap.dedent(inspect.getsource(getattr(owner, name)))
    if source.count(bug.right) != 1:
        raise LookupError(f"{bug.where} has {source.count(bug.right)} times: {bug.right}")
    made: dict[str, Any] = {}
    code = compile(source.replace(bug.right, bug.wrong), f"<{bug.words}>", "exec")
    exec(code, module.__dict__, made)  # noqa: S102  # our own source, one line written otherwise
    return made[name]


def _known_as(function: Any) -> Iterator[tuple[ModuleType, str]]:
    """Every module of ours that imported *function*, and the name it has there."""
    for module in [m for n, m in sys.modules.items() if n.startswith(("workflow", "tests"))]:
        for called, value in list(vars(module).items()):
            if value is function:
                yield module, called
