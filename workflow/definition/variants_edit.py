"""Revisions: an alternative added or amended, brackets lifted, and the file of the next version.

Decisions that live here: a revision keeps the author's file, comments and layout, where the
changed file reads back as exactly the new data; else it is written flat. Who proposed what
stays in the file when brackets are lifted (`lifted`), so that a later reader can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.definition.composing.resolve import Resolved
from workflow.definition.composing.resolve_text import flat_text
from workflow.definition.reading.read import read_yaml
from workflow.definition.variants import OpenPlace, Rows, filled, places_of, whole_of
from workflow.definition.variants_keep import kept
from workflow.errors import Problem, UnknownError, UnreadableError, near

if TYPE_CHECKING:
    from workflow.definition.read import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A definition without errors, and its text."""

    loaded: "Loaded"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who said it, and where; empty where nobody is named."""

    by: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A text for an open place. `value` and `rows` as they would stand in the file."""

    name: str
    value: object
    rows: object
    amends: str = ""


def lifted(source: Source, choices: Mapping[str, str], said: Said, version: int | None) -> str:
    """Return the file in which the places in *choices* have the alternatives chosen.

    Args:
        version: of the new file; one more if not given.

    Raises:
        UnknownError: there is no such place or alternative. DefinitionError: what is left
            has errors.
    """
    data = source.loaded.data
    for place, name in choices.items():
        _alternative(_place(data, place), name)
    changed = dict(filled(whole_of(source.loaded), choices, source.loaded.file).data)
    version = version or _version(data) + 1
    history = dict(_table(data, "lifted"))
    for place, name in choices.items():
        history[place] = _history(_table(data, "variants")[place], name, said, version)
    left = {k: v for k, v in _table(data, "variants").items() if k not in choices}
    del changed["variants"]
    changed |= {"version": version, **({"variants": left} if left else {}), "lifted": history}
    return _revision(source, changed)


def amended(source: Source, place: str, proposal: Proposal, said: Said, version: int | None) -> str:
    """Return the file with one more alternative for *place*.

    Raises:
        UnknownError: no such place, or nothing there to amend. UnreadableError: there is an
            alternative of that name. DefinitionError: a reading with it has errors.
    """
    data = source.loaded.data
    open_ = _place(data, place)
    if proposal.amends:
        _alternative(open_, proposal.amends)
    if proposal.name in open_.alternatives:
        words = f"{place!r} has an alternative {proposal.name!r} already"
        hint = f"--amends {proposal.name}, under another name"
        raise UnreadableError("", Problem(code="T022", words=words, hint=hint))
    variants = dict(_table(data, "variants"))
    row = dict(_table(variants, place))
    row["alternatives"] = {**_table(row, "alternatives"), proposal.name: _row(proposal, said)}
    variants[place] = row
    version = version or _version(data) + 1
    return _revision(source, {**data, "version": version, "variants": variants})


def value_of(text: str) -> object:
    """A value as it would stand in a file: `2 weeks`, `[a, b]`, `{guard: agreed}`.

    Raises:
        UnreadableError: it cannot be read.
    """
    readout = read_yaml(f"value: {text}", "")
    found = readout.findings
    if found or readout.data is None:
        words = f"{text!r} cannot be read: {found[0].message}"
        hint = found[0].hint or "as in a file: '2 weeks', '[a, b]', '{guard: agreed}'"
        raise UnreadableError("", Problem(code="T023", words=words, hint=hint))
    return readout.data.get("value")


def _row(proposal: Proposal, said: Said) -> Rows:
    by = list(said.by) if len(said.by) > 1 else said.by[0]
    told = {"value": proposal.value, "rows": proposal.rows, "by": by, "basis": said.basis}
    row = {key: value for key, value in told.items() if value is not None}
    return {**row, **({"amends": proposal.amends} if proposal.amends else {})}


def _history(row: object, chosen: str, said: Said, version: int) -> Rows:
    """What is kept of a place whose brackets are lifted."""
    told = row if isinstance(row, Mapping) else {}
    by = list(said.by) if len(said.by) > 1 else "".join(said.by)
    who = {key: value for key, value in (("by", by), ("basis", said.basis)) if value}
    alternatives = told.get("alternatives")
    return {
        "at": told.get("at"),
        "chosen": chosen,
        **who,
        "in": version,
        "alternatives": alternatives,
    }


def _place(data: Rows, name: str) -> OpenPlace:
    places = {place.name: place for place in places_of(data)}
    if name not in places:
        words = f"no place {name!r} is open in {data.get('definition')!r}"
        raise UnknownError("", Problem(code="T020", words=words, hint=near(name, tuple(places))))
    return places[name]


def _alternative(place: OpenPlace, name: str) -> None:
    if name not in place.alternatives:
        words = f"{place.name!r} has no alternative {name!r}"
        hint = near(name, tuple(place.alternatives))
        raise UnknownError("", Problem(code="T021", words=words, hint=hint))


def _version(data: Rows) -> int:
    version = data.get("version")
    return version if isinstance(version, int) else 0


def _table(data: Rows, key: str) -> Rows:
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def _revision(source: Source, data: Rows) -> str:
    """The text of the new version; checked before it is handed out."""
    from workflow.definition.read import read_definition

    flat = flat_text(Resolved(data=data, origins={}))
    text = kept(source.text, source.loaded.data, data) or flat
    read_definition(text, file=source.loaded.file).require()
    return text
