"""Votes and silence procedures: each can be read, held and ended, and each act in it counts.

Sentences first (D208), then whether the step and its events fit together (D423). Where a step of
the result leads is checked with every other target.
"""

from collections.abc import Callable, Iterator

from workflow.definition.draft import Draft, Place, state_path
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences
from workflow.errors import near
from workflow.model.compiling.polls import ABSTENTIONS, parse_closing, parse_start
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.members import MEMBER
from workflow.model.polling.poll_rules import (
    AGAINST,
    CHOICES,
    FOR,
    RESULTS,
    SILENCES,
    parse_electorate,
    parse_line,
    parse_objections,
    parse_quorum,
)

_READERS: dict[str, Callable[[str], object]] = {
    "by": parse_electorate,
    "quorum": parse_quorum,
    "carried": parse_line,
    "closes": parse_closing,
    "starts": parse_start,
    "broken_by": parse_objections,
}
_BOTH = "a step has a vote or a silence procedure, not both"


def polls(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find votes and silences that cannot be read, held or ended."""
    for state in draft.states():
        for key, results in (("vote", RESULTS), ("silence", SILENCES)):
            if key in state:
                poll = Place((*state.path, key), state.row.row(key), state.chart)
                yield from _read(draft, poll)
                yield from _results(draft, poll, results)
                yield from _step(draft, state, key)
    for event in draft.events():
        yield from _event(draft, event)


def _read(draft: Draft, poll: Place) -> Iterator[Found]:
    for key, parse in _READERS.items():
        for path, text in poll.lines(key):
            try:
                found = parse(text)
            except GrammarError as error:
                yield Found("D208", path, error.message, error.hint, error.column - 1)
                continue
            if key == "by":
                role = str(found[0])  # type: ignore[index]  # the role and whether narrowed
                if not draft.is_role(role):
                    hint = near(role, draft.role_names())
                    yield Found("D302", path, f"there is no role {role!r}", hint, 0)
            if key == "starts":
                yield from _starts(draft, path, text)
    word = poll["abstentions"]
    if word is not None and word not in ABSTENTIONS:
        path = (*poll.path, "abstentions")
        message = f"{word!r} does not say whether an abstention is cast"
        yield Found("D208", path, message, f"write {' or '.join(map(repr, ABSTENTIONS))}", 0)


def _starts(draft: Draft, path: Path, text: str) -> Iterator[Found]:
    """What a silence runs from is declared; languages are counted where they are listed."""
    name, _, word = text.partition(" is ")
    document = draft.top.row("documents").data.get(name)
    if word.startswith("out in") and isinstance(document, dict) and "languages" not in document:
        message = f"the document {name!r} lists no languages"
        yield Found("D423", path, message, "add 'languages: [en, fr]' to it", 0)


def _results(draft: Draft, poll: Place, results: tuple[str, ...]) -> Iterator[Found]:
    steps, path = poll.row.row("then").data, (*poll.path, "then")
    needed = results if "quorum" in poll or results == SILENCES else results[:2]
    for result in needed:
        if result not in steps and not draft.spoilt((*path, result)):
            message = f"'then' does not say where {result!r} leads"
            yield Found("D423", path, message, f"add '{result}: ' and a step", at_key=True)
    for result in steps:
        if result not in results:
            message = f"{result!r} is no result"
            yield Found("D423", (*path, result), message, near(result, results), at_key=True)


def _step(draft: Draft, state: Place, key: str) -> Iterator[Found]:
    if key == "silence" and "vote" in state:
        yield Found("D423", (*state.path, key), _BOTH, "make them two steps", at_key=True)
    ends = key == "silence" or "closes" in state.row.row(key).data
    for limit in ("due", "window"):
        if ends and limit in state:
            message = f"time ends the {key} already; {limit!r} says it again"
            yield Found("D423", (*state.path, limit), message, f"delete {limit!r}", at_key=True)
    acts = [event for event in draft.events() if _starts_in(draft, event, state)]
    if key == "silence" and not any(_objects(event) for event in acts):
        hint = "add an event by 'member of …' from it, without 'to'"
        message = f"in the step {state.name!r} nobody can object"
        yield Found("D423", (*state.path, key), message, hint, at_key=True)
    if key == "vote" and "silence" not in state:
        yield from _voters(draft, state, acts)


def _voters(draft: Draft, state: Place, acts: list[Place]) -> Iterator[Found]:
    """Whether those who vote in *state* can: its members, by an event with a choice."""
    votes = [event for event in acts if "choice" in event]
    if not votes:
        hint = "add an event with 'choice: [for, against, abstain]' from it"
        message = f"in the step {state.name!r} nobody can vote"
        yield Found("D423", (*state.path, "vote"), message, hint, at_key=True)
    role = str(state.row.row("vote").data.get("by", "")).partition(" ")[0]
    body = role in draft.top.row("bodies").data or (
        draft.top.row("roles").row(role).data.get("is") == "body"
    )
    may = f"{MEMBER}{role}" if body else role
    for event in votes:
        if draft.is_role(role) and may not in [name for _, name in event.lines("by")]:
            message = f"{event.name!r} is no vote of those who vote here"
            yield Found("D423", (*event.path, "by"), message, f"write 'by: {may}'", at_key=True)


def _starts_in(draft: Draft, event: Place, state: Place) -> bool:
    """Whether *event* can be recorded in *state*, or inside it."""
    tree = draft.trees.get(event.chart)
    if event.chart != state.chart or tree is None:
        return False
    found = (tree.find(name) for _, name in event.lines("from"))
    path = state_path(state)
    return any(name is not None and f"{name}.".startswith(f"{path}.") for name in found)


def _objects(event: Place) -> bool:
    by = [name for _, name in event.lines("by")]
    other = {"to", "undoes", "choice", "closes"} & set(event.row.data)
    return bool(by) and all(name.startswith(MEMBER) for name in by) and not other


def _event(draft: Draft, event: Place) -> Iterator[Found]:
    counted = {key for key in ("choice", "undoes", "closes") if key in event}
    if counted and "to" in event:
        hint = "the result leads on, by 'then': delete 'to'"
        message = f"{event.name!r} is an act in a vote or silence and leads nowhere itself"
        yield Found("D423", (*event.path, "to"), message, hint, at_key=True)
    for key in ("choice", "closes"):
        if key in event and not _in_vote(draft, event):
            message = f"{event.name!r} starts from a step without a vote"
            yield Found("D423", (*event.path, key), message, "add 'vote:' to it", at_key=True)
    yield from _cleared(draft, event)
    yield from _choices(event)
    yield from _undone(draft, event)


def _cleared(draft: Draft, event: Place) -> Iterator[Found]:
    """A ballot is one member's own: nobody else's word makes it count."""
    if "release" not in event:
        return
    undone = [name for _, name in event.lines("undoes")]
    rows = [e for e in draft.events() if e.chart == event.chart and e.name in undone]
    own = [e for e in (event, *rows) if "choice" in e or _ballots(draft, e)]
    if own:
        message = f"{event.name!r} is one member's own act, and is released by nobody else"
        hint = "delete 'release': the member acts once, alone"
        yield Found("D423", (*event.path, "release"), message, hint, at_key=True)


def _ballots(draft: Draft, event: Place) -> bool:
    """Whether *event* objects in a silence."""
    silent = [state for state in draft.states() if "silence" in state]
    return _objects(event) and any(_starts_in(draft, event, state) for state in silent)


def _in_vote(draft: Draft, event: Place) -> bool:
    """Whether each step that *event* starts from has a vote, itself or around it."""
    around = [s for s in draft.states() if s.chart == event.chart and "vote" in s]
    names = [name for _, name in event.lines("from")]
    tree = draft.trees.get(event.chart)
    paths = [tree.find(name) for name in names] if tree else []
    steps = [f"{state_path(state)}." for state in around]
    return (
        all(path is None or any(f"{path}.".startswith(step) for step in steps) for path in paths)
        and "any" not in names
    )


def _choices(event: Place) -> Iterator[Found]:
    words = [word for _, word in event.lines("choice")]
    for path, word in event.lines("choice"):
        if word not in CHOICES:
            message = f"{word!r} is no choice that a vote counts"
            yield Found("D423", path, message, near(word, CHOICES), 0)
    for word in (FOR, AGAINST):
        if words and word not in words:
            message = f"nobody can vote {word!r}"
            hint = "write 'choice: [for, against, abstain]'"
            yield Found("D423", (*event.path, "choice"), message, hint, at_key=True)


def _undone(draft: Draft, event: Place) -> Iterator[Found]:
    for path, name in event.lines("undoes"):
        rows = (e for e in draft.events() if e.chart == event.chart and e.name == name)
        other = next(rows, None)
        documents = draft.top.row("documents").data
        brings = other is not None and any(word in documents for _, word in other.lines("with"))
        if other is not None and not (brings or "choice" in other or _objects(other)):
            message = f"{name!r} is no vote, no objection, and brings no document"
            yield Found("D423", path, message, "name the event that is taken back", 0)
