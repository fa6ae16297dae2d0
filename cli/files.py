"""Files a user names: read as text, or hashed; what is wrong with one is told, exit code 2."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from workflow.errors import Problem, UnreadableError

if TYPE_CHECKING:
    from workflow.service.reviews import File

Pairs = Iterable[tuple[str, str]]
STDIN = "-"
_CHUNK = 1 << 20


def read_text(path: str) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        UnreadableError: it is not there, is a folder, may not be read, or is not UTF-8.
    """
    try:
        if path == STDIN:
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        words = f"is not text in UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
        hint = "save it as UTF-8"
        raise UnreadableError(path, Problem(code="F002", words=words, hint=hint)) from error
    except OSError as error:
        raise unreadable(path, error) from error


def filled_text(path: str) -> str:
    """The text of a file that must hold something; raises UnreadableError."""
    text = read_text(path)
    if not text.strip():
        raise UnreadableError(path, Problem(code="F003", words="is empty"))
    return text


def unreadable(path: str, error: OSError) -> UnreadableError:
    """The error that says in plain words why *path* cannot be read."""
    plain = {
        IsADirectoryError: "is a folder, not a file",
        FileNotFoundError: "is not there",
        PermissionError: "may not be read by you",
    }
    words = plain.get(type(error), f"cannot be read: {error.strerror or error}")
    return UnreadableError(path, Problem(code="F001", words=words))


def write_text(path: str, text: str) -> None:
    """Write a file; raises UnreadableError if it cannot be."""
    try:
        Path(path).write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: str, error: OSError) -> UnreadableError:
    words = f"cannot be written: {error.strerror or error}"
    return UnreadableError(path, Problem(code="F004", words=words))


def write_new(path: str, text: str, hint: str) -> None:
    """Write a new file, or standard output for `-`; *hint* says what to name instead.

    Raises:
        UnreadableError: it is there already, or cannot be written.
    """
    if path == "-":
        click.echo(text, nl=False)
        return
    must_be_new(path, hint)
    write_text(path, text)


def must_be_new(path: str, hint: str) -> None:
    """Raise UnreadableError if a file is there; *hint* says what to name instead."""
    if Path(path).exists():
        words = "is there already, and is not written over"
        raise UnreadableError(path, Problem(code="F006", words=words, hint=hint))
    click.echo(f"written: {path}")


def documents(
    pairs: Pairs, sections: Pairs, *, languages: Pairs = (), lengths: Pairs = ()
) -> "tuple[File, ...]":
    """Documents as handed in: hashed in chunks, never held in memory.

    Of several documents of one name, the first is in the first language given for that name,
    and has the first length; all have the sections given for it.

    Raises:
        UnreadableError: a file cannot be read, a length is no number, or an option names no
            document of the call.
    """
    named = tuple(pairs)
    having: dict[str, tuple[str, ...]] = {}
    for name, text in sections:
        listed = tuple(part.strip() for part in text.split(",") if part.strip())
        having[name] = (*having.get(name, ()), *listed)
    spoken, long = _in_turn(languages), _in_turn(lengths)
    for option, told in (("--section", having), ("--language", spoken), ("--length", long)):
        _check_named(option, told, {name for name, _ in named})
    return tuple(
        replace(
            _hashed(name, path, having.get(name, ())),
            language=_next(spoken, name),
            length=_whole(name, _next(long, name)),
        )
        for name, path in named
    )


def _in_turn(pairs: Pairs) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for name, text in pairs:
        told.setdefault(name, []).append(text.strip())
    return told


def _next(told: dict[str, list[str]], name: str) -> str | None:
    waiting = told.get(name)
    return waiting.pop(0) if waiting else None


def _whole(name: str, text: str | None) -> int | None:
    if text is None or (text.isascii() and text.isdecimal() and len(text) < 10):
        return None if text is None else int(text)
    words = f"--length of {name!r} is {text!r}, which is no number"
    hint = f"write the number alone, of words or pages as the definition counts: {name}=20"
    problem = Problem(code="F007", words=words, hint=hint)
    raise UnreadableError("", problem)


def _check_named(option: str, told: Iterable[str], names: set[str]) -> None:
    problems = [
        Problem(
            code="F005",
            words=f"{option} names the document {name!r}, which does not come with this act",
            hint=f"--document {name}=FILE",
        )
        for name in told
        if name not in names
    ]
    if problems:
        raise UnreadableError("", problems)


def _hashed(name: str, path: str, sections: tuple[str, ...]) -> "File":
    from workflow.service.reviews import File

    digest, size = hashlib.sha256(), 0
    try:
        for piece in _pieces(path):
            digest.update(piece)
            size += len(piece)
    except OSError as error:
        raise unreadable(path, error) from error
    file_name = "standard input" if path == STDIN else Path(path).name
    return File(
        name=name,
        file_name=file_name,
        sha256=digest.hexdigest(),
        size=size,
        sections=sections,
    )


def _pieces(path: str) -> Iterator[bytes]:
    if path == STDIN:
        yield from _read(sys.stdin.buffer)
    else:
        with Path(path).open("rb") as file:
            yield from _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_CHUNK):
        yield piece


def made_folder(folder: Path) -> None:
    """Make a folder, with those around it; raises UnreadableError if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(str(folder), error) from error
