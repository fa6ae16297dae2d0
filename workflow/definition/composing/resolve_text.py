"""A resolved definition as flat YAML, each row with where it comes from as a comment.

What is printed can be read again and is the same data. Decisions that live here: a row
that fits in a line stands in a line; where a key of a row comes from another file than the
row, the key has its own comment.
"""

import json
import re
from collections.abc import Iterator, Mapping

from workflow.definition.composing.resolve import Origin, Resolved
from workflow.definition.findings import Path
from workflow.definition.reading.scalars import ELSEWHERE_TRUTH, NumberError, value_of

WIDEST = 96
ORDER = (
    "definition",
    "version",
    "language",
    "title",
    "status",
    "decision",
    "awaits",
    "composed",
    "sources",
    "instruments",
    "clusters",
    "time",
    "axes",
    "roles",
    "bodies",
    "meetings",
    "facts",
    "documents",
    "guards",
    "charts",
    "variants",
    "lifted",
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_ ./()'@=<>!-]*")
Table = Mapping[str, object]


def flat_text(resolved: Resolved, *, head: str = "") -> str:
    """Return *resolved* as YAML; *head* is said in comments above it."""
    comments = [f"# {line}".rstrip() for line in head.splitlines()]
    body = _table(resolved.data, (), 0, resolved.origins)
    return "\n".join([*comments, *body]) + "\n"


def _table(data: Table, at: Path, indent: int, origins: Mapping[Path, Origin]) -> Iterator[str]:
    for key in _ordered(data, top=not at):
        path, value = (*at, key), data[key]
        space = " " * indent
        if not at and isinstance(value, Mapping):
            yield ""
        if isinstance(value, Mapping) and not _in_line(value, path, indent, origins):
            yield _said(f"{space}{_text(key)}:", _of_row(value, path, origins))
            yield from _table(value, path, indent + 2, origins)
        else:
            yield _said(f"{space}{_text(key)}: {in_line(value)}", _comment(value, path, origins))


def _ordered(data: Table, *, top: bool) -> list[str]:
    if not top:
        return list(data)
    return [*(key for key in ORDER if key in data), *(key for key in data if key not in ORDER)]


def _in_line(row: Table, path: Path, indent: int, origins: Mapping[Path, Origin]) -> bool:
    """Whether the row has no tables inside, one origin, and room in a line."""
    if any(isinstance(value, Mapping) for value in row.values()):
        return False
    if len({_where(origins.get(p)) for p in _inside(row, path) if p in origins}) > 1:
        return False
    return indent + len(str(path[-1])) + 2 + len(in_line(row)) <= WIDEST


def _inside(value: object, path: Path) -> Iterator[Path]:
    yield path
    items = value.items() if isinstance(value, Mapping) else ()
    for key, inner in items:
        yield from _inside(inner, (*path, key))
    for n in range(len(value) if isinstance(value, list) else 0):
        yield (*path, n)


def _where(origin: Origin | None) -> tuple[str, str]:
    return (origin.file, origin.position) if origin else ("", "")


def _comment(value: object, path: Path, origins: Mapping[Path, Origin]) -> str:
    """The origin of a row in a line, or of a key that is not from where its row is."""
    if isinstance(value, Mapping):
        return str(origins.get(path, ""))
    around = _where(origins.get(path[:-1]))
    found = {_where(origins[p]): origins[p] for p in _inside(value, path) if p in origins}
    if len(path) < 2 or set(found) <= {around}:
        return ""
    return "; ".join(str(origin) for origin in found.values())


def _of_row(row: Table, path: Path, origins: Mapping[Path, Origin]) -> str:
    """The origin of a row in several lines; a table of rows has none of its own."""
    is_row = any(not isinstance(value, Mapping) for value in row.values())
    return str(origins.get(path, "")) if is_row and len(path) > 1 else ""


def _said(line: str, comment: str) -> str:
    return f"{line}  # {comment}" if comment else line


def in_line(value: object) -> str:
    """A value as it stands in one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_text(key)}: {in_line(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(in_line(one) for one in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    """A text as it stands in the file: bare where every reader takes it for a text."""
    return text if bare(text) else json.dumps(text, ensure_ascii=False)


def bare(text: str) -> bool:
    """Whether *text* needs no quotation marks."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text not in ELSEWHERE_TRUTH
    return bool(plain) and _is_text(text)


def _is_text(text: str) -> bool:
    try:
        return value_of(text) == text
    except NumberError:
        return False
