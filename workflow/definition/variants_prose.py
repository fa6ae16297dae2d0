"""Draft terms of reference with their brackets: "within [2][3] weeks".

Decisions that live here: brackets stand around the words that differ and no others; a
paragraph that only some alternatives have is in brackets as a whole; below a paragraph
with brackets each text on the table has its proposer and its paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from workflow.definition.composing.resolve import Whole
from workflow.definition.prose import Paragraph, Part, parts_of
from workflow.definition.variants import OpenPlace, Reading, alone, places_of, readings, whole_of
from workflow.model.compiling.compiled import compile_definition

if TYPE_CHECKING:
    from workflow.definition.read import Loaded

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
Sentences = Mapping[tuple[str, str], Paragraph]  # by heading and key


@dataclass(frozen=True, slots=True)
class _Told:
    """One open place, and every paragraph as each of its alternatives has it."""

    place: OpenPlace
    versions: tuple[Sentences, ...]

    def texts(self, key: tuple[str, str]) -> list[str]:
        """The paragraph in each version; empty where there is none."""
        return [one[key].sentence if key in one else "" for one in self.versions]

    def touches(self, key: tuple[str, str]) -> bool:
        return len(set(self.texts(key))) > 1


def parts_with_brackets(loaded: "Loaded") -> tuple[Part, ...]:
    """The parts of a definition without errors; without open places as they always are.

    Raises:
        DefinitionError: it has errors.
    """
    first = parts_of(loaded.require())
    read = whole_of(loaded)
    told = [
        _Told(place, tuple(_sentences(one) for one in alone(read, place, loaded.file)))
        for place in places_of(loaded.data)
    ]
    if not told:
        return first
    every = _ordered([_of(first), *(version for one in told for version in one.versions)])
    found = {key: _paragraph(key, every[key], told, (read, loaded.file)) for key in every}
    headings = dict.fromkeys(heading for heading, _ in found)
    return tuple(
        Part(heading, tuple(one for (under, _), one in found.items() if under == heading))
        for heading in headings
    )


def _sentences(reading: Reading) -> Sentences:
    return _of(parts_of(compile_definition(reading.whole.data, "")))


def _of(parts: Sequence[Part]) -> Sentences:
    return {(part.heading, one.key): one for part in parts for one in part.paragraphs}


def _ordered(versions: Sequence[Sentences]) -> Sentences:
    """Every paragraph once; one that only a later version has stands behind its neighbour."""
    keys = list(versions[0])
    found = dict(versions[0])
    for version in versions[1:]:
        before = -1
        for key, one in version.items():
            if key not in found:
                keys.insert(before + 1, key)
                found[key] = one
            before = keys.index(key)
    return {key: found[key] for key in keys}


def _paragraph(
    key: tuple[str, str], one: Paragraph, told: Sequence[_Told], of: tuple[Whole, str]
) -> Paragraph:
    touching = [each for each in told if each.touches(key)]
    if not touching:
        return one
    texts = touching[0].texts(key)
    if len(touching) > 1:
        every = [_sentences(reading) for reading in readings(*of)]
        texts = [version[key].sentence if key in version else "" for version in every]
    notes = tuple(note for each in touching for note in _notes(each.place))
    return replace(one, sentence=bracketed(texts), open=notes)


def _notes(place: OpenPlace) -> Iterator[str]:
    yield f"Open: {place.name}"
    yield from (f"- {one}" for one in place.alternatives.values())


def bracketed(texts: Sequence[str]) -> str:
    """One sentence for all *texts*, in brackets where they differ; none has no bracket."""
    parts = [_TOKEN.findall(text) for text in dict.fromkeys(texts)]
    start = _alike(parts)
    rests = [part[start:] for part in parts]
    end = _alike([rest[::-1] for rest in rests])
    middles = ["".join(rest[: len(rest) - end]) for rest in rests]
    open_ = "".join(f"[{middle}]" for middle in middles if middle)
    return "".join([*parts[0][:start], open_, *rests[0][len(rests[0]) - end :]])


def _alike(parts: Sequence[Sequence[str]]) -> int:
    """With how many equal tokens all *parts* begin."""
    columns = zip(*parts, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
