"""The plan of a deployment: a file that people read and sign off, and that is then applied.

It holds the amended definition as written and what becomes of each review, and ends with a
hash of all of it: a plan that was changed by hand is not the plan that was made.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import cast

from workflow.audit.canonical import encode
from workflow.definition.hashing import canonical_hash
from workflow.errors import Problem, UnreadableError, WorkflowError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Definition
from workflow.model.migration import Carried
from workflow.model.migration_dates import Changed, Names

FORMAT = 0
KIND = "plan of a deployment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A definition to bring to a cycle. `data` is it as written; `for_all`: notified dates, too.

    `names`: for each chart, old step → the same step in the new version.
    """

    cycle: str
    definition: Definition
    data: Mapping[str, object]
    actor: str
    decision: str | None = None
    for_all: bool = False
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an amendment does to each open review. `before`: version and hash in force.

    `size` is the length of the log it was made on, `today` the day; `problems` keep it from
    being applied.
    """

    amendment: Amendment
    before: tuple[int, str]
    size: int
    today: str
    reviews: tuple[Carried, ...]
    problems: tuple[Problem, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many dates are unchanged, later, earlier …; how many drafts it causes."""
        words = [one.change for review in self.reviews for one in review.dates]
        found = {word: words.count(word) for word in dict.fromkeys(words)}
        kept = sum(bool(one.why) for review in self.reviews for one in review.dates)
        drafts = sum(review.drafts for review in self.reviews)
        return {**found, "kept as told": kept, "drafts": drafts}


def to_json(plan: Plan) -> str:
    """The plan as the text of its file."""
    return json.dumps(_sealed(_plain(plan)), ensure_ascii=False, indent=2) + "\n"


def _plain(plan: Plan) -> dict[str, object]:
    given = plan.amendment
    return {
        "format": FORMAT,
        "kind": KIND,
        "cycle": given.cycle,
        "before": {"version": plan.before[0], "hash": plan.before[1]},
        "definition": {
            "name": given.definition.name,
            "version": given.definition.version,
            "hash": given.definition.hash,
        },
        "decision": given.decision,
        "applies_to": "all" if given.for_all else "dates that were not notified",
        "actor": given.actor,
        "names": {chart: dict(names) for chart, names in given.names.items()},
        "log_size": plan.size,
        "today": plan.today,
        "reviews": [asdict(review) for review in plan.reviews],
        "problems": [asdict(problem) for problem in plan.problems],
        "data": dict(given.data),
    }


def _sealed(values: dict[str, object]) -> dict[str, object]:
    return {**values, "hash": _digest(values)}


def _digest(values: Mapping[str, object]) -> str:
    plain = json.loads(json.dumps(values))  # tuples as lists, as the file has them
    return hashlib.sha256(encode(plain)).hexdigest()


def from_json(text: str, file: str) -> Plan:
    """Read a plan back.

    Raises:
        UnreadableError: it is no plan, or was changed after it was made.
    """
    values = _read(text, file)
    if values.pop("hash", None) != _digest(values):
        words = "the plan was changed after it was made, and is not applied"
        raise UnreadableError(file, Problem(code="M004", words=words, hint="make the plan anew"))
    try:
        return _plan(values)
    except (KeyError, TypeError, AttributeError, WorkflowError) as error:
        raise UnreadableError(file, _no_plan()) from error


def _read(text: str, file: str) -> dict[str, object]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(file, _no_plan()) from error
    if not isinstance(values, dict) or values.get("kind") != KIND:
        raise UnreadableError(file, _no_plan())
    if values.get("format") != FORMAT:
        words = f"the plan has format {values.get('format')!r}; this version reads {FORMAT}"
        raise UnreadableError(file, Problem(code="M004", words=words))
    return values


def _no_plan() -> Problem:
    hint = "peer-review cycle deploy plan CYCLE --definition FILE --out plan.json"
    return Problem(code="M004", words="this is no plan of a deployment", hint=hint)


def _plan(values: dict[str, object]) -> Plan:
    data = cast(dict[str, object], values["data"])
    before = cast(dict[str, object], values["before"])
    amendment = Amendment(
        cycle=str(values["cycle"]),
        definition=compile_definition(data, canonical_hash(data)),
        data=data,
        actor=str(values["actor"]),
        decision=cast(str | None, values["decision"]),
        for_all=values["applies_to"] == "all",
        names=cast(Names, values["names"]),
    )
    reviews = cast(list[dict[str, object]], values["reviews"])
    problems = cast(list[dict[str, str]], values["problems"])
    return Plan(
        amendment=amendment,
        before=(int(str(before["version"])), str(before["hash"])),
        size=int(str(values["log_size"])),
        today=str(values["today"]),
        reviews=tuple(_carried(review) for review in reviews),
        problems=tuple(Problem(**problem) for problem in problems),
    )


def _carried(values: dict[str, object]) -> Carried:
    steps = cast(list[list[str]], values["steps"])
    dates = cast(list[dict[str, object]], values["dates"])
    given = {
        **values,
        "steps": tuple((one, two, three) for one, two, three in steps),
        "dates": tuple(Changed(**date) for date in dates),  # type: ignore[arg-type]  # its own
        "stranded": tuple(cast(list[str], values["stranded"])),
    }
    return Carried(**given)  # type: ignore[arg-type]  # its own columns, the file is hashed
