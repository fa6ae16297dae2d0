"""Names and words in conditions: each declared, each word one that its name can be.

Offsets lead to the very word. A text can only be asked whether it is recorded: what is
recorded in confidence never decides where a review goes.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place, column_of
from workflow.definition.findings import Found
from workflow.definition.sentences import Condition, Sentences
from workflow.errors import near
from workflow.model.cycle_reviews import FINAL
from workflow.model.grammar.expression import (
    Atom,
    Charts,
    Compare,
    Deadline,
    Has,
    Is,
    Reviews,
    atoms,
    words,
)
from workflow.model.grammar.expression_parser import REVIEWS

DOCUMENT_WORDS = ("received", "circulated")
ROLE_WORDS = ("bound",)
_BY_KIND = {
    "consent": ("given", "withdrawn", "recorded"),
    "boolean": ("yes", "no", "recorded"),
    "yes_no": ("yes", "no", "recorded"),
    "instruments": ("recorded",),
}
_ORDERED = {"number": int, "date": str}
_EQUAL = {"choice": str, "boolean": bool, "yes_no": bool, **_ORDERED}


def conditions(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find names in conditions that nobody declared, and words that do not fit."""
    for condition in sentences.conditions:
        cursor = _begin(condition)
        for atom in atoms(condition.tree):
            first = _first(atom)
            cursor = column_of(condition.text, first, cursor)
            yield from _atom(draft, condition, atom, cursor)
            cursor += len(first)


def _begin(condition: Condition) -> int:
    """Where the condition begins in its text: after `if` in a line of a target."""
    in_target = condition.path[-1] != "that"
    return column_of(condition.text, "if") if in_target else 0


def _first(atom: Atom) -> str:
    match atom:
        case Reviews():
            return REVIEWS
        case Charts():
            return atom.chart
        case Has():
            return atom.document
        case _:
            return atom.name


def _atom(draft: Draft, condition: Condition, atom: Atom, at: int) -> Iterator[Found]:
    match atom:
        case Is():
            yield from _is(draft, condition, atom, at)
        case Charts():
            yield from _charts(draft, condition, atom, at)
        case Reviews():
            chart = Charts("all", draft.main(), atom.state)
            yield from _charts(draft, condition, chart, at) if chart.chart else ()
        case Has():
            yield from _has(draft, condition, atom, at)
        case Deadline(name, _):
            yield from _deadline(draft, condition, name, at)
        case Compare():
            yield from _compare(draft, condition, atom, at)


def _undeclared(condition: Condition, name: str, known: tuple[str, ...], at: int) -> Found:
    message = f"{name!r} is not declared"
    return Found("D309", condition.path, message, near(name, known), offset=at)


def _is(draft: Draft, condition: Condition, atom: Is, at: int) -> Iterator[Found]:
    fitting = words_for(draft, atom.name)
    if fitting is None:
        known = _names(draft)
        if known is not None:
            yield _undeclared(condition, atom.name, known, at)
    elif fitting and atom.word not in fitting:
        offset = column_of(condition.text, atom.word, at + len(atom.name))
        message = f"{atom.name!r} cannot be {atom.word!r}"
        hint = near(atom.word, fitting)
        yield Found("D310", condition.path, message, hint, offset=offset)


def words_for(draft: Draft, name: str) -> tuple[str, ...] | None:
    """The words that may follow `NAME is`; empty if they cannot be told, None if undeclared."""
    for section, fitting in (("documents", DOCUMENT_WORDS), ("roles", ROLE_WORDS)):
        if name in draft.top.row(section).data:
            return fitting
    facts = draft.top.row("facts")
    if name in facts.data:
        fact = facts.row(name)
        kind = str(fact.data.get("is", ""))
        if kind == "choice":
            return (*fact.names("of"), "recorded") if "of" in fact.data else ()
        return _BY_KIND.get(kind, ("recorded",)) if kind else ()
    return ROLE_WORDS if draft.is_role(name) and not draft.partial else None


def _names(draft: Draft) -> tuple[str, ...] | None:
    """Every name that `NAME is` may begin with; None if they cannot be told."""
    sections = [draft.known(section) for section in ("facts", "documents", "roles")]
    if any(section is None for section in sections):
        return None
    return tuple(sorted(name for section in sections if section for name in section))


def _charts(draft: Draft, condition: Condition, atom: Charts, at: int) -> Iterator[Found]:
    known = draft.known("charts")
    if known is not None and atom.chart not in known:
        message = f"there is no chart {atom.chart!r}"
        hint = near(atom.chart, tuple(sorted(known)))
        yield Found("D305", condition.path, message, hint, offset=at)
        return
    if atom.chart == draft.main() and atom.state == FINAL:
        return
    tree = draft.trees.get(atom.chart)
    if tree and not tree.named(atom.state) and atom.state not in tree.nodes:
        offset = column_of(condition.text, atom.state, at + 1)
        message = f"chart {atom.chart!r} has no step {atom.state!r}"
        yield Found("D301", condition.path, message, near(atom.state, list(tree.nodes)), offset)


def _has(draft: Draft, condition: Condition, atom: Has, at: int) -> Iterator[Found]:
    known = draft.known("documents")
    if known is None:
        return
    if atom.document not in known:
        yield _undeclared(condition, atom.document, tuple(sorted(known)), at)
        return
    row = draft.top.row("documents").row(atom.document)
    sections = (*row.names("sections"), *row.names("may_have"))
    if atom.section not in sections and not draft.touched(("documents", atom.document)):
        offset = column_of(condition.text, atom.section, at + len(atom.document))
        message = f"{atom.document!r} has no section {atom.section!r}"
        yield Found("D312", condition.path, message, near(atom.section, sections), offset)


def _deadline(draft: Draft, condition: Condition, name: str, at: int) -> Iterator[Found]:
    known = limit_names(draft)
    if known is not None and name not in known:
        message = f"no step {name!r} has a time limit"
        yield Found("D306", condition.path, message, near(name, known), offset=at)


def limit_names(draft: Draft) -> tuple[str, ...] | None:
    """The names of all time limits; None if they cannot be told."""
    if draft.known("charts") is None:
        return None
    states = tuple(draft.states())
    if any(draft.spoilt((*state.path, "due")) for state in states):
        return None
    limits = (state.name for state in states if limited(state))
    bookings = (meeting.name for meeting in draft.rows("meetings"))
    return tuple(dict.fromkeys((*limits, *bookings)))


def limited(state: Place) -> bool:
    """Whether *state* has a time limit: its own, its window's, or that of its poll."""
    own = {"due", "window", "silence"} & set(state.row.data)
    return bool(own) or "closes" in state.row.row("vote").data


def _literal(atom: Compare) -> str:
    return words(atom).removeprefix(f"{atom.name} {atom.operator} ")


def _compare(draft: Draft, condition: Condition, atom: Compare, at: int) -> Iterator[Found]:
    facts = draft.known("facts")
    if facts is None:
        return
    if atom.name not in facts:
        yield _undeclared(condition, atom.name, tuple(sorted(facts)), at)
        return
    kind = str(draft.top.row("facts").row(atom.name).data.get("is", ""))
    table = _EQUAL if atom.operator in {"==", "!="} else _ORDERED
    if not kind or type(atom.value) is table.get(kind):
        return
    message = f"{atom.name!r} is a {kind}: '{atom.operator} {_literal(atom)}' does not fit it"
    hint = f"ask '{atom.name} is {(words_for(draft, atom.name) or ('recorded',))[0]}'"
    yield Found("D310", condition.path, message, hint, offset=at)
