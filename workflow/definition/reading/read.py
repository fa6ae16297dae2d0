"""YAML text → plain data, with the place of every key and every value.

One pass over the parser's events: no object is built that the text did not spell out, so
that nothing multiplies. Of what is read around (a key given twice, an alias) the path is
kept in `spoiled`, so that no later check speaks of what only follows from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from workflow.definition.findings import Finding, Path, Position, finding
from workflow.definition.reading.build import Builder
from workflow.definition.reading.text import decomposed, hidden_signs, too_large

_QUOTE = "put the text in quotes if it contains ': ', ' #', ',' or brackets"
#: What the parser says of a slip, and what to do about it.
_HINTS = {
    "cannot start any token": "indent with blanks, not with a tab; quote a text that begins so",
    "expected ',' or": "close the bracket, or put a text with ',' or brackets in quotes",
    "expected <block end>": "the line is indented otherwise than its neighbours: align it",
    "could not find expected ':'": "every row is 'key: value'; add ': ' or quote the text",
    "while scanning a quoted": "close the quotation mark",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """Plain data, positions of every path, what was found, and the paths not to speak of."""

    data: Mapping[str, object] | None
    positions: Mapping[Path, Position] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    spoiled: frozenset[Path] = frozenset()


def read_yaml(text: str, file: str, *, removing: bool = False) -> Readout:
    """Return the data of *text*, or what keeps it from being read.

    With *removing*, the word `null` is a value: what it stands for is taken away.
    """
    text = text.removeprefix("\ufeff")
    large = too_large(text, file)
    if large:
        return Readout(data=None, findings=(large,))
    unclean = (*hidden_signs(text, file), *decomposed(text, file))
    if any(one.code == "D009" for one in unclean):
        return Readout(data=None, findings=unclean)
    builder = Builder(file, removing=removing)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            _feed(builder, event)
            if builder.stopped:
                break
    except YAMLError as error:
        return Readout(data=None, findings=(*unclean, *builder.findings, _unreadable(error, file)))
    return _finished(builder, unclean, file)


def _feed(builder: Builder, event: Event) -> None:
    match event:
        case DocumentStartEvent():
            builder.document(event)
        case AliasEvent():
            builder.alias(event)
        case ScalarEvent():
            builder.scalar(event)
        case MappingStartEvent() | SequenceStartEvent():
            builder.open(event)
        case MappingEndEvent() | SequenceEndEvent():
            builder.close()


def _finished(builder: Builder, unclean: tuple[Finding, ...], file: str) -> Readout:
    findings = (*unclean, *builder.findings)
    root = builder.root
    if builder.stopped or any(one.code == "D009" for one in findings):
        return Readout(data=None, findings=findings)
    if not isinstance(root, dict):
        message = "the file is empty" if root is None else "the file is not a table of keys"
        hint = "begin with 'definition: NAME'"
        empty = finding("D006", message, hint, file=file, line=1, column=1)
        return Readout(data=None, findings=(*findings, empty))
    return Readout(
        data=root,
        positions=builder.positions,
        findings=findings,
        spoiled=frozenset(builder.spoiled),
    )


def _unreadable(error: YAMLError, file: str) -> Finding:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return finding("D001", str(error)[:200], _QUOTE, file=file, line=1, column=1)
    mark = error.problem_mark
    message = ", ".join(_told(error))
    line, column = mark.line + 1, mark.column + 1
    hint = next((hint for words, hint in _HINTS.items() if words in message), _QUOTE)
    return finding("D001", message, hint, file=file, line=line, column=column)


def _told(error: MarkedYAMLError) -> Iterator[str]:
    yield str(error.problem)
    if error.context and error.context_mark:
        yield f"{error.context} that begins in line {error.context_mark.line + 1}"
