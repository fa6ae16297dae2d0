"""A base and positions laid over it: one flat design that says whose each element is.

Decisions that live here: positions are laid on in alphabetical order, so that the order in
which they were named changes nothing; what a position does not speak of stays the base's;
two positions that would write different things in one place are a conflict of rows, not a
race. A composed design is a proposal, or deferred if a position says so, and never active.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflow.definition.composing.axes import Axes, Statement, axes, statements
from workflow.definition.composing.compose_axes import with_statements
from workflow.definition.composing.compose_pairs import conflict, met, preferences, set_aside, told
from workflow.definition.composing.compose_position import Change, Element, Overlay
from workflow.definition.composing.resolve import Resolved, resolved
from workflow.definition.composing.resolve_merge import Merged, Source, laid_over
from workflow.definition.composing.resolve_text import flat_text
from workflow.definition.findings import Path
from workflow.definition.read import Loaded, read_definition
from workflow.errors import DefinitionError, Problem

_DROPPED = frozenset(("decision", "extends", "composed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A composed design.

    `text` is the flat file, read back into `loaded`; `tensions` are notes with both
    paragraphs; `recorded` says of each element whether it acts in this base, and what does
    not; `aside` what prevails over what was set aside.
    """

    name: str
    resolved: Resolved
    text: str
    loaded: Loaded
    tensions: tuple[str, ...]
    recorded: tuple[str, ...]
    aside: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    """The design while it is being composed."""

    base: Loaded
    overlays: tuple[Overlay, ...]
    known: Axes
    merged: Merged
    said: tuple[Statement, ...] = ()
    aside: dict[tuple[str, str], str] = field(default_factory=dict)
    recorded: list[str] = field(default_factory=list)
    written: dict[Path, tuple[object, str]] = field(default_factory=dict)
    collisions: list[Problem] = field(default_factory=list)


def compose(
    base: Loaded,
    overlays: Sequence[Overlay],
    *,
    prefer: Iterable[str] = (),
    name: str | None = None,
) -> Composed:
    """Return *base* with *overlays*.

    Args:
        prefer: lines such as `X4=canada`: whose side prevails in a conflict.
        name: the name of the design; made of the others' if not given.

    Raises:
        DefinitionError: contradictory positions, each conflict with both sides; or the base
            or the result has errors. UnreadableError: a preference that means nothing here.
    """
    return _finished(_worked(base, overlays, tuple(prefer), name))


def composed_data(
    base: Loaded, overlays: Sequence[Overlay], *, prefer: Iterable[str] = ()
) -> Mapping[str, object]:
    """Return the data of the design that `compose` would make, unchecked; raises as it does."""
    return _worked(base, overlays, tuple(prefer), None).merged.data


def _worked(
    base: Loaded, overlays: Sequence[Overlay], prefer: tuple[str, ...], name: str | None
) -> _Work:
    base.require()
    wanted = tuple(sorted({one.name: one for one in overlays}.values(), key=lambda one: one.name))
    work = _Work(base, wanted, axes(), _base(base))
    _judge(work, prefer)
    _lay(work)
    called = name or "-".join((str(base.data["definition"]), "with", *(o.name for o in wanted)))
    _head(work, called, prefer)
    return work


def _base(base: Loaded) -> Merged:
    own = Source(base.file, str(base.data["definition"]))
    data = {key: value for key, value in base.data.items() if key not in _DROPPED}
    sources = dict.fromkeys(base.positions, own) | dict(base.sources)
    return Merged(data, dict(base.positions), sources)


def _judge(work: _Work, prefer: tuple[str, ...]) -> None:
    """Find what is set aside; raise if conflicts are left."""
    base = tuple(statements(work.base.data, str(work.base.data["definition"])))
    said = (*base, *(s for overlay in work.overlays for s in overlay.statements()))
    work.aside = set_aside(preferences(prefer, work.known), said, work.known)
    for overlay in work.overlays:
        for element in overlay.elements:
            _whole_element(element, overlay.name, work)
    work.said = tuple(replace(s, set_aside=_aside(s, work)) for s in said)
    left = tuple(met(work.known.conflicts, work.said))
    if left:
        problems = (conflict(pair, sides, work.known) for pair, sides in left)
        raise DefinitionError(str(work.base.data["definition"]), problems)


def _aside(statement: Statement, work: _Work) -> str:
    return work.aside.get((statement.key, statement.of), statement.set_aside)


def _whole_element(element: Element, of: str, work: _Work) -> None:
    """What is said in one breath is set aside in one."""
    keys = [(statement.key, of) for statement in element.statements(of)]
    words = next((work.aside[key] for key in keys if key in work.aside), "")
    if words:
        work.aside.update(dict.fromkeys(keys, words))


def _lay(work: _Work) -> None:
    """Lay every element over the base that is not set aside."""
    for overlay in work.overlays:
        for element in overlay.elements:
            of = f"{overlay.name}: {element.words} [{element.basis}]"
            if any((s.key, overlay.name) in work.aside for s in element.statements(overlay.name)):
                work.recorded.append(f"set aside · {of}")
                continue
            acting = [c for c in element.changes if _fits(c, work.base.data)]
            for change in acting:
                _note_written(change, overlay.name, work)
                work.merged = laid_over(work.merged, change.rows)
            work.recorded.append(f"{'acts' if acting else 'recorded, moves nothing'} · {of}")
            work.recorded.extend(f"  {note}" for note in element.notes)
    if work.collisions:
        raise DefinitionError(str(work.base.data["definition"]), work.collisions)


def _fits(change: Change, data: Mapping[str, object]) -> bool:
    return all(has(data, path) for path in change.needs) and not any(
        has(data, path) for path in change.without
    )


def has(data: Mapping[str, object], dotted: str) -> bool:
    """Whether *data* has something at the path *dotted*."""
    here: object = data
    for step in dotted.split("."):
        if not isinstance(here, Mapping) or step not in here:
            return False
        here = here[step]
    return True


def _note_written(change: Change, whose: str, work: _Work) -> None:
    """Remember each value a position writes; another value in its place is a collision."""
    for path, value in _leaves(change.rows.data, ()):
        before, by = work.written.setdefault(path, (value, whose))
        if before != value:
            words = f"{'.'.join(map(str, path))}: {by} writes {before!r}, {whose} writes {value!r}"
            hint = "take one of the positions out, or write the row by hand"
            work.collisions.append(Problem(code="E133", words=words, hint=hint))


def _leaves(rows: object, at: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(rows, Mapping):
        for key, value in rows.items():
            if not str(key).endswith(("+", "-")):
                yield from _leaves(value, (*at, key))
    else:
        yield at, rows


def _head(work: _Work, name: str, prefer: tuple[str, ...]) -> None:
    """What the design is called, what it is composed of, and what was said on each axis."""
    data, base = work.merged.data, str(work.base.data["definition"])
    holders = ", ".join(sorted({who for overlay in work.overlays for who in overlay.of}))
    deferred = data["status"] == "deferred"
    composed = {"base": base, "with": [overlay.name for overlay in work.overlays]}
    data |= {
        "definition": name,
        "version": 1,
        "title": f"{work.base.data['title']}, with what was said by: {holders}",
        "status": "deferred" if deferred else "proposal",
        "composed": {**composed, **({"prefer": list(prefer)} if prefer else {})},
        "sources": _sources(work),
    }
    for key in ("definition", "version", "title", "status", "composed"):
        work.merged.sources.pop((key,), None)
    with_statements(work.merged, work.said, work.overlays)


def _sources(work: _Work) -> dict[str, object]:
    """The sources of all; two of one key and different titles cannot stand in one file."""
    found = work.base.data.get("sources")
    titles: dict[str, object] = dict(found) if isinstance(found, Mapping) else {}
    for overlay in work.overlays:
        for key, title in overlay.sources.items():
            if titles.setdefault(key, title) != title:
                words = (
                    f"source {key!r} is {titles[key]!r} in the base, {title!r} in {overlay.name}"
                )
                raise DefinitionError(overlay.file, Problem(code="E133", words=words))
    return titles


def _finished(work: _Work) -> Composed:
    name = str(work.merged.data["definition"])
    own = Source("", name)
    result = resolved(work.merged.data, work.merged.positions, work.merged.sources, own)
    tensions = tuple(
        f"{pair.id} {told(pair, sides, work.known)}"
        for pair, sides in met(work.known.tensions, work.said)
    )
    aside = tuple(dict.fromkeys(work.aside.values()))
    text = flat_text(result, head=_explained(work, tensions, aside))
    loaded = read_definition(text, file=f"{name}.yaml")
    loaded.require()
    return Composed(
        name=name,
        resolved=result,
        text=text,
        loaded=loaded,
        tensions=tensions,
        recorded=tuple(work.recorded),
        aside=aside,
    )


def _explained(work: _Work, tensions: tuple[str, ...], aside: tuple[str, ...]) -> str:
    """The comment at the top of the flat file."""
    names = ", ".join(overlay.name for overlay in work.overlays) or "no position"
    said = [f"Composed of {work.base.data['definition']} with {names}.", "", *work.recorded]
    said += ["", "Tensions: both can hold, if the design says how.", *tensions] if tensions else []
    said += ["", "Set aside.", *aside] if aside else []
    return "\n".join(said)
