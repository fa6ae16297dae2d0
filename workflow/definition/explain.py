"""What a key of the language means, found by its path: the words an editor shows, in a terminal.

Read off the JSON Schema, so that a key has one description. Names of rows may stand in a
path or be left out: `charts.review.states.due`, `charts.states.due` and `states.due` are one key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from workflow.definition.shapes.schema import Json, schema
from workflow.errors import Problem, UnknownError, near

NAME = "NAME"
#: Deeper than this a table only holds itself again: steps inside steps.
_DEEPEST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of the language: where it stands, what it means, what a row of it holds."""

    path: tuple[str, ...]  # with NAME for the name of a row
    words: str
    type: str
    examples: tuple[object, ...]
    needed: bool
    inside: str  # what the row around it is, in words
    keys: tuple[tuple[str, str], ...]  # of a table: each key and its words

    @property
    def spelt(self) -> tuple[str, ...]:
        """The path without the names of rows."""
        return tuple(step for step in self.path if step != NAME)


def explain(path: str) -> tuple[Key, ...]:
    """Every key that *path* may mean: one if it says enough; all that end so otherwise.

    Raises:
        UnknownError: the language has no such key; with near names.
    """
    asked = tuple(part for part in path.strip(". ").split(".") if part)
    known = tuple(keys())
    found = _meant(asked, known)
    if not found and len(asked) > 1 and not _slip(asked, known):
        found = tuple(key for key in _meant(asked[:-1], known) if key.path[-1] == NAME)
    if not found:
        raise UnknownError("", _no_such(path, asked, known))
    return found


def keys() -> Iterator[Key]:
    """Every key of the language, tables of rows before the keys of a row."""
    whole = schema()
    rows = cast(Json, whole["$defs"])
    yield from _keys(cast(Json, whole["else"]), rows, (), frozenset())


def _meant(asked: tuple[str, ...], known: tuple[Key, ...]) -> tuple[Key, ...]:
    full = [key for key in known if asked and _names_only_added(key.spelt, asked)]
    if full:
        longest = max(len(key.spelt) for key in full)
        return tuple(key for key in full if len(key.spelt) == longest)[:1]
    ending = [key for key in known if asked and key.spelt[-len(asked) :] == asked]
    first = {(key.spelt[-1], key.inside): key for key in reversed(ending)}
    return tuple(key for key in ending if not _nested(key) or key in first.values())


def _nested(key: Key) -> bool:
    """Whether the key is that of a table inside a table of the same kind."""
    return len(set(key.spelt)) < len(key.spelt)


def _names_only_added(spelt: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Whether *asked* is *spelt* with names of rows between its keys."""
    if not asked or spelt[-1] != asked[-1] or spelt[0] != asked[0]:
        return False
    rest = iter(asked)
    return all(step in rest for step in spelt)


def _slip(asked: tuple[str, ...], known: tuple[Key, ...]) -> bool:
    """Whether the last step looks like a key that was misspelt, and not like a name."""
    inside = [key.spelt[-1] for key in known if key.spelt[:-1] and key.spelt[-2] in asked[:-1]]
    return near(asked[-1], inside).startswith("did you mean")


def _no_such(path: str, asked: tuple[str, ...], known: tuple[Key, ...]) -> Problem:
    above = {key.spelt[-1] for key in known if len(key.spelt) > 1 and key.spelt[-2] in asked[:-1]}
    names = sorted(above) or sorted({key.spelt[-1] for key in known})
    last = asked[-1] if asked else ""
    words = f"the language has no key {path!r}"
    return Problem(code="T001", words=words, hint=near(last, names))


def _keys(row: Json, rows: Json, path: tuple[str, ...], above: frozenset[str]) -> Iterator[Key]:
    needed = set(cast(list[str], row.get("required", [])))
    properties = cast(Mapping[str, Json], row.get("properties", {}))
    for name, told in properties.items():
        table, reference = _table(told)
        here = (*path, name, NAME) if table else (*path, name)
        inner = cast(Json, rows.get(reference, {}))
        yield Key(
            path=here,
            words=str(told.get("description", "")),
            type=_type(told),
            examples=tuple(cast(list[object], told.get("examples", []))),
            needed=name in needed,
            inside=str(row.get("description", "")),
            keys=tuple(_listed(inner)),
        )
        if inner and reference not in above and len(here) < _DEEPEST:
            yield from _keys(inner, rows, here, above | {reference})


def _listed(row: Json) -> Iterator[tuple[str, str]]:
    for name, told in cast(Mapping[str, Json], row.get("properties", {})).items():
        yield name, str(told.get("description", ""))


def _table(told: Json) -> tuple[bool, str]:
    """Whether a key holds rows by name, and which row it holds, if any."""
    many = told.get("additionalProperties") or next(
        iter(cast(Json, told.get("patternProperties", {})).values()), None
    )
    if isinstance(many, dict):
        return True, _reference(many)
    return False, _reference(told)


def _reference(told: Json) -> str:
    return str(told.get("$ref", "")).rpartition("/")[2]


def _type(told: Json) -> str:
    """The type of a value in words."""
    forms = told.get("anyOf")
    if isinstance(forms, list):
        return " or ".join(dict.fromkeys(_type(cast(Json, form)) for form in forms))
    if "enum" in told or "const" in told:
        words = cast(list[object], told.get("enum", [told.get("const")]))
        return f"one of {', '.join(map(str, words))}" if len(words) > 1 else f"the word {words[0]}"
    if told.get("$ref"):
        return "a table of keys"
    plain = {
        "string": "a name" if "pattern" in told else "a text",
        "boolean": "true or false",
        "integer": "a whole number",
        "object": "a table of rows by name",
    }
    if told.get("type") == "array":
        return f"a list, each {_type(cast(Json, told.get('items', {})))}"
    return plain.get(str(told.get("type")), "any value")
