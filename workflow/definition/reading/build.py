"""From the parser's events to plain data with positions; refuses what is not plain.

Not plain: a key given twice, an anchor or alias, a tag, a second document, a key that is
no text, more than 30 levels, more than 10,000 values. The first five are read around, so
that the rest of the file is still checked; the last two end the reading.
"""

from dataclasses import dataclass, field

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from workflow.definition.findings import Finding, Path, Position, finding
from workflow.definition.reading.scalars import ELSEWHERE_TRUTH, NumberError, value_of
from workflow.definition.reading.text import hidden_value

DEEPEST = 30
MOST_VALUES = 10_000


@dataclass(slots=True)
class _Frame:
    """A table or list being filled. `dead` ones belong to a key given twice: read, not kept."""

    path: Path
    into: dict[str, object] | list[object]
    dead: bool
    key: str | None = None
    key_place: tuple[int, int] = (1, 1)
    awaiting_key: bool = True
    skip_value: bool = False


@dataclass(slots=True)
class Builder:
    """Takes events in order; afterwards `root`, `positions`, `findings`, `spoiled` are whole."""

    file: str
    removing: bool = False
    root: object = None
    positions: dict[Path, Position] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    stopped: bool = False
    _frames: list[_Frame] = field(default_factory=list)
    _documents: int = 0
    _values: int = 0
    _complex: int = 0

    def document(self, event: DocumentStartEvent) -> None:
        """A document begins: the first is the definition, a second is a finding."""
        self._documents += 1
        if self._documents > 1:
            self.stopped = True
            self._find("D006", event, "a second document begins here", "one file, one definition")
        elif event.version or event.tags:
            hint = "take the '%' line away: the file is YAML 1.2"
            self._find("D005", event, "a directive stands before the definition", hint)

    def alias(self, event: AliasEvent) -> None:
        """An alias stands where a value belongs: nothing is multiplied."""
        hint = "write the rows out; a row said once is read once"
        self._find("D004", event, f"'*{event.anchor}' repeats another part of the file", hint)
        if self._expects_key():
            self._complex_key(event, nested=False)
        else:
            self.spoiled.add(self._place(event, None))
            self._keep(None)

    def scalar(self, event: ScalarEvent) -> None:
        """A key or a value."""
        if self._complex:
            return
        self._plain(event)
        self._visible(event)
        if self._expects_key():
            self._key(event)
            return
        path = self._place(event, self._text_column(event))
        if event.tag:
            self.spoiled.add(path)
        self._keep(self._value(event, path))

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        """A table or a list begins."""
        if self._complex or self._expects_key():
            self._complex_key(event, nested=True)
            return
        self._plain(event)
        if len(self._frames) >= DEEPEST:
            self.stopped = True
            hint = "a definition needs five or six levels"
            self._find("D007", event, f"more than {DEEPEST} levels inside one another", hint)
            return
        dead = bool(self._frames) and (self._frames[-1].dead or self._frames[-1].skip_value)
        path = self._place(event, None)
        if event.tag:
            self.spoiled.add(path)
        into: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
        self._keep(into)
        self._frames.append(_Frame(path, into, dead))

    def close(self) -> None:
        """A table or a list ends."""
        if self._complex:
            self._complex -= 1
            return
        self._frames.pop()

    def _expects_key(self) -> bool:
        frame = self._frames[-1] if self._frames else None
        return frame is not None and isinstance(frame.into, dict) and frame.awaiting_key

    def _complex_key(self, event: Event, *, nested: bool) -> None:
        """Read around a key that is a table, a list or an alias; report it once."""
        if self._complex == 0:
            self._find("D008", event, "a key here is not a text", "write a name as the key")
            frame = self._frames[-1]
            frame.key, frame.awaiting_key, frame.skip_value = "", False, True
        self._complex += nested
        self.stopped = self._complex > DEEPEST

    def _key(self, event: ScalarEvent) -> None:
        frame = self._frames[-1]
        name = event.value
        frame.key, frame.awaiting_key = name, False
        frame.key_place = (event.start_mark.line + 1, event.start_mark.column + 1)
        frame.skip_value = frame.dead or self._wrong_key(event, frame)

    def _wrong_key(self, event: ScalarEvent, frame: _Frame) -> bool:
        name = event.value
        if name == "<<":
            hint = "write the rows out; a row said once is read once"
            self._find("D004", event, "'<<' merges another part of the file", hint)
            return True
        bare = not event.style
        if bare and (name in ELSEWHERE_TRUTH or not _is_text(name)):
            hint = f'write the key in quotes, "{name}", or choose another name'
            self._find("D008", event, f"{name!r} as a key is not a text to every reader", hint)
            return not _is_text(name)
        if name in frame.into:
            first = self.positions[(*frame.path, name)].key_line
            hint = f"it stands in line {first} already: keep one of the two"
            self._find("D003", event, f"the key {name!r} is given twice", hint)
            return True
        return False

    def _value(self, event: ScalarEvent, path: Path) -> object:
        if event.style or event.tag:
            return event.value
        try:
            value = value_of(event.value)
        except NumberError as error:
            self._find(
                "D011", event, f"{event.value[:40]!r} is not a plain whole number", str(error)
            )
            self.spoiled.add(path)
            return event.value
        if value is None and not (self.removing and event.value == "null"):
            self._nothing(event, path)
        return value

    def _nothing(self, event: ScalarEvent, path: Path) -> None:
        """A key without a value, most often a comma inside a text in curly brackets."""
        self.spoiled.add(path)
        place = self.positions.get(path)
        if self._frames and place:
            hint = "write its value or delete it; inside {…} a comma ends a text: put it in quotes"
            message = f"{path[-1]!r} has no value" if path else "there is no value here"
            self.findings.append(
                finding(
                    "D012",
                    message,
                    hint,
                    file=self.file,
                    line=place.key_line,
                    column=place.key_column,
                    path=path,
                )
            )

    def _plain(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        """Find an anchor or a tag on a value."""
        if event.anchor:
            hint = f"take '&{event.anchor}' away and write the rows out where they are needed"
            self._find("D004", event, f"'&{event.anchor}' names a part of the file", hint)
        if event.tag:
            hint = "take it away: the language says the type of every key"
            self._find("D005", event, f"the tag {str(event.tag)[:60]!r} on a value", hint)

    def _visible(self, event: ScalarEvent) -> None:
        """Find a sign that an escape made and nobody sees; a text over lines may have line ends."""
        over_lines = event.start_mark.line != event.end_mark.line
        unseen = hidden_value(event.value, block=event.style in ("|", ">") or over_lines)
        if unseen:
            self._find("D009", event, unseen, "take the escape away; a long text is a block: '|'")

    def _place(self, event: Event, text_column: int | None) -> Path:
        """Note where the value that begins with *event* stands; return its path."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if not self._frames:
            path: Path = ()
            key_place = (line, column)
        else:
            frame = self._frames[-1]
            inside = isinstance(frame.into, dict)
            last = frame.key or "" if inside else len(frame.into)
            path = (*frame.path, last)
            key_place = frame.key_place if inside else (line, column)
            if frame.dead or frame.skip_value:
                return path
        self.positions[path] = Position(line, column, *key_place, text_column)
        return path

    def _keep(self, value: object) -> None:
        self._values += 1
        if self._values == MOST_VALUES:
            self.stopped = True
            hint = "a definition has some hundred values"
            message = f"the file has more than {MOST_VALUES:,} values"
            self.findings.append(finding("D002", message, hint, file=self.file, line=1, column=1))
        if not self._frames:
            self.root = value
            return
        frame = self._frames[-1]
        if isinstance(frame.into, list):
            frame.into.append(value)
            return
        if not frame.skip_value:
            frame.into[frame.key or ""] = value
        frame.awaiting_key, frame.skip_value = True, False

    @staticmethod
    def _text_column(event: ScalarEvent) -> int | None:
        """Where the text begins, if the file has it sign for sign in one line."""
        start, end = event.start_mark, event.end_mark
        quotes = 1 if event.style in ("'", '"') else 0
        simple = start.line == end.line and end.column - start.column - 2 * quotes == len(
            event.value
        )
        return start.column + 1 + quotes if simple and event.style not in ("|", ">") else None

    def _find(self, code: str, event: Event, message: str, hint: str) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.findings.append(finding(code, message, hint, file=self.file, line=line, column=column))


def _is_text(word: str) -> bool:
    try:
        return isinstance(value_of(word), str)
    except NumberError:
        return False
