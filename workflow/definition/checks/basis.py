"""Where each rule is said: every step, guard, fact, document and role has a basis.

A basis begins with a declared source or is `assumed`: what nobody said is ours, and shown
as ours wherever it acts. The brackets after a period or a rule of a team are basis too.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place, column_of
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences
from workflow.errors import DefinitionError, near
from workflow.model.compiling.roles import RULE_WORDS, role_kind, team_rule

ASSUMED = "assumed"
_SECTIONS = ("roles", "facts", "documents", "guards", "clusters")
_HINT = "write a source and its paragraphs, or 'assumed' if nobody said it"


def basis(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find rows without a basis, and a basis that names no source."""
    for section in _SECTIONS:
        for place in draft.rows(section):
            if "basis" not in place and not draft.touched((*place.path, "basis")):
                yield _without(place, section.removesuffix("s"))
    for state in draft.states():
        if state["final"] is not True and not _grounded(draft, state):
            yield _without(state, "step")
    for place in _all(draft):
        for path, text in place.lines("basis"):
            yield from _cited(draft, path, text, 0)
    for limit in sentences.limits:
        if limit.period.marks:
            first = limit.period.marks[0]
            yield from _source(draft, limit.path, first, limit.text.rfind("(") + 1)


def _without(place: Place, what: str) -> Found:
    return Found("D405", place.path, f"the {what} {place.name!r} has no basis", _HINT, at_key=True)


def _grounded(draft: Draft, state: Place) -> bool:
    """Whether the state, a state around it, or the brackets of its limit say a basis."""
    path = state.path
    if draft.touched((*path, "basis")) or draft.touched((*path, "final")):
        return True
    if "(" in str(state["due"] or ""):
        return True
    row: object = draft.data
    for step in path:
        row = row[step] if isinstance(row, dict) else {}
        if isinstance(row, dict) and "basis" in row:
            return True
    return any(draft.spoilt((*path[:length], "basis")) for length in range(4, len(path) + 1))


def _all(draft: Draft) -> Iterator[Place]:
    for section in (*_SECTIONS, "bodies", "meetings"):
        yield from draft.rows(section)
    yield from draft.states()
    yield from draft.events()
    for state in draft.states():
        yield Place((*state.path, "silence"), state.row.row("silence"))
        yield from state.inner("reminders")
    for section in ("variants", "lifted"):
        for place in draft.rows(section):
            yield place
            for name, row in place.row.row("alternatives").rows():
                yield Place((*place.path, "alternatives", name), row)
    yield Place(("time",), draft.top.row("time"))
    yield Place(("sources_allowed",), draft.top.row("sources_allowed"))


def _cited(draft: Draft, path: Path, text: str, offset: int) -> Iterator[Found]:
    first = text.split()[0] if text.split() else ""
    if not first:
        yield Found("D206", path, "the basis is empty", _HINT)
        return
    yield from _source(draft, path, first, offset + column_of(text, first))


def _source(draft: Draft, path: Path, key: str, offset: int) -> Iterator[Found]:
    sources = draft.known("sources")
    if sources is None or key == ASSUMED or key in sources:
        return
    hint = near(key, (*sorted(sources), ASSUMED))
    yield Found("D307", path, f"there is no source {key!r}", hint, offset=offset)


def roles(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find kinds of roles and rules of teams that cannot be read."""
    for role in draft.rows("roles"):
        for path, text in role.lines("is"):
            yield from _kind(path, text)
        for key in RULE_WORDS:
            if key in role:
                yield from _rule(draft, role, key)


def _kind(path: Path, text: str) -> Iterator[Found]:
    try:
        role_kind(text, "")
    except DefinitionError:
        kinds = ("party under review", "experts", "secretariat", "body", "reviewing parties")
        known = (*kinds, "regional organization", "person of ROLE")
        yield Found(
            "D104", path, f"'is' is {text!r}, which is not a kind of role", near(text, known)
        )


def _rule(draft: Draft, role: Place, key: str) -> Iterator[Found]:
    path, text = (*role.path, key), str(role[key])
    try:
        team_rule(key, text, basis="", where="")
    except DefinitionError:
        form = (
            "'none' or 'at most 1'"
            if key == "nationals"
            else "'at least 1', '4 to 5' or 'at most 5'"
        )
        yield Found("D205", path, f"{key!r} is {text!r}, which is not a rule", f"write {form}")
        return
    if "(" in text:
        marks = text.partition("(")[2].rstrip(")")
        yield from _source(draft, path, marks.split()[0], text.index("(") + 1)
