"""What is declared and never used, opened in a way it cannot be, or not run yet.

Use is asked only of a file in which nothing else was found: a misspelt name is used.
"""

import re
from collections.abc import Iterator

from workflow.definition.draft import Draft
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences
from workflow.model.compiling.roles import PERSON, owner
from workflow.model.grammar.expression import Has, Is, atoms

_HINT = "use it, or delete the row"


def use(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find roles, documents, guards and sources that nothing uses."""
    asked = _asked(sentences)
    roles = set(_roles(draft)) | asked
    documents = set(_values(draft, "with")) | asked | set(_values(draft, "derived_from"))
    for section, code, used in (
        ("roles", "D413", roles),
        ("documents", "D414", documents),
        ("guards", "D414", set(_values(draft, "guard"))),
    ):
        for place in draft.rows(section):
            if place.name not in used:
                message = f"the {section.removesuffix('s')} {place.name!r} is never used"
                yield Found(code, place.path, message, _HINT, at_key=True)
    yield from _sources(draft)


def _asked(sentences: Sentences) -> set[str]:
    """Every name that a condition or a period speaks of."""
    trees = [atom for condition in sentences.conditions for atom in atoms(condition.tree)]
    named = {atom.name for atom in trees if isinstance(atom, Is)}
    documents = {atom.document for atom in trees if isinstance(atom, Has)}
    anchors = {limit.period.anchor.name for limit in sentences.limits if limit.period.anchor}
    return named | documents | anchors


def _values(draft: Draft, key: str) -> Iterator[str]:
    for place in (*draft.states(), *draft.events(), *draft.rows("documents")):
        yield from (name for _, name in place.lines(key))


def _roles(draft: Draft) -> Iterator[str]:
    """Every role that some row speaks of, and those whose persons or members it does."""
    places = (*draft.states(), *draft.events(), *draft.rows("facts"), *draft.rows("documents"))
    for place in places:
        for key in ("holder", "by", "release", "binds", "seen_by"):
            for _, name in place.lines(key):
                yield from (name, name.rpartition(".")[2], owner(name) or name)
    for document in draft.rows("documents"):
        yield from (name for _, name in document.lines("from"))
    for reminder in (each for state in draft.states() for each in state.inner("reminders")):
        yield from (name for _, name in reminder.lines("to"))
    for role in draft.rows("roles"):
        person = PERSON.fullmatch(str(role["is"]))
        if person:
            yield person[1]
        if role["is"] == "reviewing parties" and any(
            chart["per"] == "reviewer" for chart in draft.rows("charts")
        ):
            yield role.name
    for state in draft.states():
        yield from (name.partition(" ")[0] for name in state.row.row("vote").names("by"))


def _sources(draft: Draft) -> Iterator[Found]:
    text = "\n".join(_texts(draft.data))
    for key in draft.top.row("sources").data:
        if not re.search(rf"(?<![\w]){re.escape(key)}(?![\w])", text):
            message = f"the source {key!r} is never cited"
            yield Found("D414", ("sources", key), message, _HINT, at_key=True)


def _texts(value: object, key: str = "") -> Iterator[str]:
    """Every text in which a source may be cited: bases, and brackets."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "sources":
                yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and (key == "basis" or "(" in value):
        yield value


def opened(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find charts that are never opened, and openings that cannot be."""
    known: set[str] = set()
    for place in (*draft.states(), *draft.events()):
        for path, chart in place.lines("opens"):
            known.add(chart)
            yield from _opening(draft, path, chart, by_event="from" in place)
    for row in draft.rows("charts"):
        if row["per"] not in (None, "party", "cycle") and row.name not in known:
            message = f"no step and no event opens the chart {row.name!r}"
            yield Found("D420", row.path, message, f"add 'opens: {row.name}'", at_key=True)
    yield from _consents(draft)


def shown(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find keys that are shown to people and that the engine does not act on."""
    places = (*((role, ("covers",)) for role in draft.rows("roles")),)
    for place, keys in places:
        for key in keys:
            if key in place:
                message = f"{key!r} of {place.name!r} is shown, and forbids or moves nothing"
                yield Found("D502", (*place.path, key), message, at_key=True)


def _opening(draft: Draft, path: Path, chart: str, *, by_event: bool) -> Iterator[Found]:
    row = draft.top.row("charts").data.get(chart)
    per = row.get("per", "party") if isinstance(row, dict) else None
    if per in ("party", "cycle"):
        message = f"the chart {chart!r} is per {per}, and nothing inside a review opens it"
        hint = (
            f"give it 'per: item', 'per: instrument' or 'per: reviewer', or delete 'opens: {chart}'"
        )
        yield Found("D419", path, message, hint, offset=0)
    if per == "cluster" and by_event:
        message = f"the chart {chart!r} is per cluster, and an event opens one item"
        yield Found("D419", path, message, "let a step open it, or give it 'per: item'", offset=0)


def _consents(draft: Draft) -> Iterator[Found]:
    for fact in draft.rows("facts"):
        by = fact["by"]
        if fact["is"] == "consent" and isinstance(by, list) and len(by) > 1:
            message = f"the consent {fact.name!r} is recorded by {len(by)} roles"
            hint = "a consent is one role's: declare one for each"
            yield Found("D416", (*fact.path, "by"), message, hint)
