"""Names: every step, role, fact, document, guard, chart, limit and source is declared.

Nothing is looked up when a review runs that was not looked up here.
"""

from collections.abc import Iterator

from workflow.definition.checks.conditions import limit_names
from workflow.definition.draft import Draft, Place, column_of
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Bound, Sentences, Target
from workflow.errors import near
from workflow.model.compiling.roles import PERSON
from workflow.model.compiling.tree import ANY

EVENT_ROLES = ("by", "release", "binds")
ANCHORS = ("review.started", "review.launched", "review.opened", "cycle.launched", "cycle.opened")
_WHAT = {
    "charts": ("D305", "chart"),
    "guards": ("D304", "guard"),
    "documents": ("D303", "document"),
}


def names(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find every name outside conditions that nobody declared."""
    yield from _role_uses(draft)
    yield from _step_uses(draft, sentences)
    yield from _row_uses(draft)
    yield from _brought(draft)
    yield from _limit_uses(draft)
    yield from _meetings(draft)
    for limit in sentences.limits:
        if limit.period.anchor:
            yield from _anchor(draft, Bound(limit.path, limit.text, limit.period.anchor))
    for meeting in sentences.meetings:
        yield from _anchor(draft, meeting)


def _role_uses(draft: Draft) -> Iterator[Found]:
    for place, keys in _with_roles(draft):
        for key in keys:
            for path, name in place.lines(key):
                if not draft.is_role(name) and not (key == "seen_by" and name in _AUDIENCES):
                    yield _no_role(draft, path, name)
    for role in draft.rows("roles"):
        person = PERSON.fullmatch(str(role["is"]))
        if person and not draft.is_role(person[1]):
            yield _no_role(draft, (*role.path, "is"), person[1], offset=person.start(1))


_AUDIENCES = ("public", "closed")


def _no_role(draft: Draft, path: Path, name: str, offset: int = 0) -> Found:
    message = f"there is no role {name!r}"
    return Found("D302", path, message, near(name, draft.role_names()), offset=offset)


def _with_roles(draft: Draft) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The rows that name roles, with the keys under which they do."""
    for fact in draft.rows("facts"):
        yield fact, ("by",)
    for document in draft.rows("documents"):
        yield document, ("seen_by", "from")
    for state in draft.states():
        yield state, ("holder",)
        yield from ((reminder, ("to", "for")) for reminder in state.inner("reminders"))
    for event in draft.events():
        yield event, EVENT_ROLES


def _step_uses(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    for target in sentences.targets:
        start = column_of(target.text, target.state)
        yield from _step(draft, target.chart, target.path, target.state, start)
        if target.history:
            yield from _history(draft, target, start)
    for event in draft.events():
        for path, name in event.lines("from"):
            if name != ANY:
                yield from _step(draft, event.chart, path, name)
    for chart in draft.rows("charts"):
        for path, name in chart.lines("initial"):
            yield from _step(draft, chart.name, path, name)
    for state in draft.states():
        yield from _child(state)
    for fact in draft.rows("facts"):
        yield from _until(draft, fact)


def _step(draft: Draft, chart: str, path: Path, name: str, offset: int = 0) -> Iterator[Found]:
    tree = draft.trees.get(chart)
    if tree is None or tree.find(name) is not None:
        return
    meant = tree.named(name)
    if meant:
        message = f"{name!r} means {len(meant)} steps of chart {chart!r}"
        yield Found("D311", path, message, f"write {' or '.join(map(repr, meant))}", offset)
        return
    known = list(dict.fromkeys([*tree.nodes, *(p.rpartition(".")[2] for p in tree.nodes)]))
    yield Found("D301", path, f"chart {chart!r} has no step {name!r}", near(name, known), offset)


def _history(draft: Draft, target: Target, offset: int) -> Iterator[Found]:
    tree = draft.trees.get(target.chart)
    path = tree.find(target.state) if tree else None
    if tree and path and not tree.nodes[path].children:
        message = f"the step {target.state!r} has no steps inside, and so no history"
        compounds = [name for name, node in tree.nodes.items() if node.children]
        hint = f"steps with steps inside: {', '.join(compounds) or 'none'}"
        yield Found("D203", target.path, message, hint, offset=offset)


def _child(state: Place) -> Iterator[Found]:
    inner = tuple(state.row.row("states").data)
    for path, name in state.lines("initial"):
        if inner and name not in inner:
            yield Found(
                "D301", path, f"{name!r} is not inside {state.name!r}", near(name, inner), 0
            )


def _until(draft: Draft, fact: Place) -> Iterator[Found]:
    if draft.known("charts") is None:
        return
    for path, name in fact.lines("until"):
        trees = draft.trees.values()
        if not any(name in tree.nodes or tree.named(name) for tree in trees):
            known = [step for tree in trees for step in tree.nodes]
            yield Found("D301", path, f"there is no step {name!r}", near(name, known), 0)


def _row_uses(draft: Draft) -> Iterator[Found]:
    for state in draft.states():
        yield from _declared(draft, state, "opens", "charts")
    for event in draft.events():
        yield from _declared(draft, event, "opens", "charts")
        yield from _declared(draft, event, "guard", "guards")
        yield from _undoes(draft, event)
    for document in draft.rows("documents"):
        yield from _declared(draft, document, "derived_from", "documents")


def _declared(draft: Draft, place: Place, key: str, section: str) -> Iterator[Found]:
    known = draft.known(section)
    code, what = _WHAT[section]
    for path, name in place.lines(key):
        if known is not None and name not in known:
            message = f"there is no {what} {name!r}"
            yield Found(code, path, message, near(name, sorted(known)), offset=0)


def _undoes(draft: Draft, event: Place) -> Iterator[Found]:
    known = tuple(draft.top.row("charts").row(event.chart).row("events").data)
    for path, name in event.lines("undoes"):
        if name not in known:
            message = f"chart {event.chart!r} has no event {name!r}"
            yield Found("D403", path, message, near(name, known), offset=0)


def _brought(draft: Draft) -> Iterator[Found]:
    facts, documents = draft.known("facts"), draft.known("documents")
    if facts is None or documents is None:
        return
    for event in draft.events():
        for path, name in event.lines("with"):
            if name not in facts and name not in documents:
                known = sorted(facts | documents)
                message = f"there is no fact or document {name!r}"
                yield Found("D303", path, message, near(name, known), offset=0)


def _limit_uses(draft: Draft) -> Iterator[Found]:
    known = limit_names(draft)
    for event in draft.events():
        for path, words in event.lines("sets"):
            name = words.partition(" if ")[0].removeprefix("due ").strip()
            if known is not None and name not in known:
                message = f"no step {name!r} has a time limit"
                offset = column_of(words, name)
                yield Found("D306", path, message, near(name, known), offset=offset)


def _meetings(draft: Draft) -> Iterator[Found]:
    bodies, main = draft.known("bodies"), draft.main()
    for meeting in draft.rows("meetings"):
        for path, name in meeting.lines("of"):
            if bodies is not None and name not in bodies:
                message = f"there is no body {name!r} under 'bodies'"
                yield Found("D302", path, message, near(name, sorted(bodies)), offset=0)
        for path, name in meeting.lines("for"):
            yield from _step(draft, main, path, name)


def _anchor(draft: Draft, bound: Bound) -> Iterator[Found]:
    """What a period is counted from must be something that can be dated."""
    anchor = bound.anchor
    sections = [draft.known(key) for key in ("documents", "facts", "meetings", "bodies")]
    if draft.partial or any(section is None for section in sections):
        return
    declared = frozenset[str]().union(*(section for section in sections if section))
    steps = [step for tree in draft.trees.values() for step in tree.nodes]
    known = (*ANCHORS, *sorted(declared), *steps)
    last = {step.rpartition(".")[2] for step in steps}
    if anchor.name not in known and anchor.name not in last:
        message = f"nothing called {anchor.name!r} can be dated"
        offset = column_of(bound.text, anchor.name)
        yield Found("D308", bound.path, message, near(anchor.name, known), offset=offset)
