"""A definition with one key altered, and what commands say of it: with the key, and without.

The probes are the product's own: what `definition check`, `show`, `draw`, `compare`, `diff` print,
and a review run through the services of the command line, read back as `review history` and
`review show`. The hash of a definition is never looked at: any change changes it.
"""

import atexit
import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import cast

from cli.answers import history_lines, shown_lines, why_lines
from cli.definition_text import lines_of
from tests.support import meetings, plenary
from tests.support.designs import THIRD
from workflow.definition.checks.check import check, compiled
from workflow.definition.composing.compare import column_of_design, compare
from workflow.definition.composing.resolve import resolve
from workflow.definition.composing.resolve_text import flat_text
from workflow.definition.drawing.draw import draw
from workflow.definition.find import find_definition
from workflow.definition.hashing import canonical_hash
from workflow.definition.prose import prose
from workflow.definition.read import Loaded, read_definition
from workflow.definition.reading.read import read_yaml
from workflow.definition.scenario_models import Step
from workflow.definition.variants_compare import open_rows
from workflow.definition.variants_diff import difference
from workflow.definition.variants_prose import parts_with_brackets
from workflow.errors import WorkflowError
from workflow.library import calendar_files
from workflow.model.compiling.compiled import compile_definition
from workflow.model.legal_time.calendar import Calendar, calendar_from_data
from workflow.model.rosters.roster_text import parse_roster
from workflow.service import viewing
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.scenarios.acts import act
from workflow.service.scenarios.stage import CYCLE, Stage, Stages, stages
from workflow.testing import INVENTED

Data = dict[str, object]
OWN = Path(__file__).parent / "designs"
TESTS = {"plenary": plenary.DECIDED, "meetings": meetings.COUNT_BACK, "harbour-pact": THIRD}
LAUNCH = "2027-01-04"
_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One key: where it stands in which design, what becomes of it, and what is asked then."""

    key: str
    design: str
    at: str
    to: object = None  # None: taken away
    given: Mapping[str, object] = field(default_factory=dict)  # altered before, in both
    ask: str = "run"
    acts: tuple[str, ...] = ()
    says: str = ""

    @property
    def change(self) -> str:
        """The alteration in words."""
        return "taken away" if self.to is None else json.dumps(self.to, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command says with the key as it is, and as it was altered."""

    before: str
    after: str

    @property
    def differing(self) -> tuple[str, ...]:
        """The lines that only one of the two has, those of the first one first."""
        one, two = self.before.splitlines(), self.after.splitlines()
        lost = [line.strip() for line in one if line not in two]
        return (*lost, *(line.strip() for line in two if line not in one))


@cache
def text_of(name: str) -> str:
    """A design as it was written: a test's own, or a shipped one."""
    own = OWN / f"{name}.yaml"
    if own.is_file():
        return own.read_text(encoding="utf-8")
    return TESTS.get(name, "")


@cache
def _data(name: str) -> str:
    text = text_of(name)
    if not text:
        return json.dumps(find_definition(name).data)
    return json.dumps(read_yaml(text, name).data)


def data_of(name: str) -> Data:
    """The data of a design, to be altered at will."""
    return cast(Data, json.loads(_data(name)))


def shipped(name: str) -> bool:
    """Whether a user finds that design in the library."""
    return not text_of(name)


def altered(data: Data, at: str, to: object) -> Data:
    """*data* with the value at a dotted path set, or taken away if *to* is None.

    Raises:
        KeyError: nothing stands there that could be taken away.
    """
    changed = copy.deepcopy(data)
    *around, last = at.split(".")
    row = changed
    for step in around:
        row = cast(Data, row.setdefault(step, {}))
    if to is None:
        del row[last]
    else:
        row[last] = to
    return changed


def outcome(case: Case, made: Stages) -> Outcome:
    """Both answers."""
    data = data_of(case.design)
    for at, to in case.given.items():
        data = altered(data, at, to)
    before, after = (_asked(case, one, made) for one in (data, altered(data, case.at, case.to)))
    return Outcome(before=before, after=after)


def _asked(case: Case, data: Data, made: Stages) -> str:
    try:
        if case.ask == "run":
            return "\n".join(_run(data, case.acts, made))
        return ASKED[case.ask](data)
    except WorkflowError as error:
        return str(error)


def _loaded(data: Data) -> Loaded:
    return read_definition(json.dumps(data, ensure_ascii=False), file="design.yaml")


def _check(data: Data) -> str:
    found = check(data, frozenset())
    definition = None if any(f.code < "D412" for f in found) else compiled(data, "0" * 64)
    notes = definition[1] if definition else ()
    return "\n".join(
        f"{f.code} {'.'.join(map(str, f.path))}: {f.message}" for f in (*found, *notes)
    )


def _read(data: Data) -> str:
    return "\n".join(f"{f.code} {f.message}" for f in _loaded(data).findings)


def _show(data: Data) -> str:
    lines = lines_of(compile_definition(data, "0" * 64))
    return "\n".join(line for line in lines if not line.startswith("hash "))


def _text(data: Data) -> str:
    return prose(compile_definition(data, "0" * 64), width=300)


def _bracketed(data: Data) -> str:
    loaded = _loaded(data)
    return prose(loaded.require(), width=300, parts=parts_with_brackets(loaded))


def _resolved(data: Data) -> str:
    return flat_text(resolve(_loaded(data)))


def _draw(data: Data) -> str:
    return draw(compile_definition(data, "0" * 64), "text")


def _compare(data: Data) -> str:
    loaded = Loaded(
        file="",
        data=data,
        positions={},
        findings=(),
        definition=compile_definition(data, "0" * 64),
    )
    lines = compare([column_of_design(loaded)])
    verbs = [f"verb: {said.verb}" for line in lines for c in line.cells for said in c.statements]
    return "\n".join([*(f"{line.axis} {c.words()}" for line in lines for c in line.cells), *verbs])


def _beside(data: Data) -> str:
    """Open places beside the first revision."""
    return "\n".join(str(row) for row in open_rows([data_of("bracketed-1"), data]))


def _diff(data: Data) -> str:
    """Against the first revision, in which the brackets that were lifted later were there."""
    text = text_of("bracketed-1")
    first = read_definition(text, file="first.yaml")
    return "\n".join(str(change) for change in difference(first, _loaded(data)))


ASKED = {
    "check": _check,
    "read": _read,
    "show": _show,
    "show --text": _text,
    "show --text, in brackets": _bracketed,
    "show --resolved": _resolved,
    "draw": _draw,
    "compare --json": _compare,
    "compare": _beside,
    "diff": _diff,
}


def _run(data: Data, acts: Sequence[str], made: Stages) -> Iterator[str]:
    """A review of Belmora under *data*: each act, then the file as it is read."""
    with made.stage(datetime.combine(date.fromisoformat(LAUNCH), _NOON)) as stage:
        review = _open(data, stage)
        for words in acts:
            yield from _act(stage, review, words)
        yield from history_lines(viewing.history(stage.engine, review))
        yield from shown_lines(viewing.show(stage.engine, review))
        for limit in viewing.deadlines(stage.engine, review=review).limits:
            yield f"{limit.id}: {limit.words}, {limit.rule} [{limit.basis}]"
            yield from why_lines(viewing.why(stage.engine, review, limit.id))
        drafts = viewing.messages(stage.engine).drafts
        yield from (f"draft to {draft.to}: {draft.text}" for draft in drafts)


def _open(data: Data, stage: Stage) -> str:
    roster = parse_roster(INVENTED)
    request = OpenCycle(
        id=CYCLE,
        definition=compile_definition(data, canonical_hash(data)),
        data=data,
        roster=roster,
        roster_words="invented States",
        parties=(roster.find("QBB"),),
        launched_on=LAUNCH,
        calendars=calendars(),
    )
    return open_cycle(stage.engine, request).reviews[0]


@cache
def calendars() -> tuple[Calendar, ...]:
    """The shipped calendars."""
    read = (read_yaml(f.read_text(encoding="utf-8"), f.name).data for f in calendar_files())
    return tuple(calendar_from_data(data) for data in read if data is not None)


def _act(stage: Stage, review: str, words: str) -> Iterator[str]:
    step = step_of(words)
    day, hour = step.day[:10], step.day[11:]
    at = time.fromisoformat(hour).replace(tzinfo=UTC) if hour else _NOON
    stage.at(datetime.combine(date.fromisoformat(day), at))
    try:
        act(stage, review, step)
    except WorkflowError as error:
        yield f"{words}: {'; '.join(p.words for p in error.problems)}"


def step_of(words: str) -> Step:
    """`2027-03-01 submit with=responses fact.NAME=given`: a step of a scenario in one line.

    A word with `=` is a key of the step, `~` in it a blank; `with` names documents, each with
    `+section`; the bare word is the event.
    """
    day, *rest = words.split()
    row: dict[str, object] = {"day": day}
    for word in rest:
        name, equals, value = word.partition("=")
        value = value.replace("~", " ")
        if not equals:
            row["record"] = name
        elif name == "with":
            row[name] = {one.split("+")[0]: one.split("+")[1:] for one in value.split(",")}
        elif "." in name:
            table, inner = name.split(".")
            table = f"{table}s"
            told: object = int(value) if table == "lengths" else value
            row[table] = {**cast(Data, row.get(table, {})), inner: told}
        else:
            row[name] = True if value == "true" else value
    return Step.model_validate(row)


@cache
def the_stages() -> Stages:
    """One folder of stages for all cases; it goes with the process."""
    return _STACK.enter_context(stages())


_STACK = ExitStack()
atexit.register(_STACK.close)
