"""Run the console blocks of a document, and compare what they print.

In a block fenced as ```console a line `$ command` is run by bash, in order, all blocks of one
document in one empty folder, with `cd`, `export` and `$?` kept from command to command. A command
goes on over a line that ends in a backslash, and over lines that begin with `> `. The lines after
it are what a person sees: the command writes to a terminal of 100 columns without colours.

In the expected lines `…` stands for anything; a line that is only `…` for any number of lines.
A block fenced as ```yaml file=NAME (or any other language) is written to NAME before what follows.

`python -m tests.house.console DOCUMENT` prints what the commands of a document really print.
"""

import difflib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = 100
#: Seconds that a command may be silent.
PATIENCE = 120
#: A line of dots like this stands for any number of lines.
ANYTHING = "…"

_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^`]*)$")
_FILE = re.compile(r"\bfile=(?P<name>\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that the document shows and the commands use."""

    line: int  # 1-based, of the fence
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, and the lines the document says it prints."""

    line: int  # 1-based
    text: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a command really did."""

    command: Command
    printed: str
    code: int

    @property
    def as_told(self) -> bool:
        """Whether the document tells the truth; no exit code of a bug is ever the truth."""
        return self.code < 70 and matches(self.command.expected, self.printed)


@dataclass(slots=True, kw_only=True)
class Shell:
    """A terminal in one folder, where a command finds what the command before it left."""

    folder: Path
    binaries: Path
    state: Path  # a folder apart, for what is kept between commands
    _code: int = 0

    def run(self, command: str) -> tuple[str, int]:
        """Run *command*; return what it printed and its exit code.

        Raises:
            TimeoutError: it printed nothing for `PATIENCE` seconds and did not end.
        """
        kept = self.state / "kept"
        lines = [
            f"[ ! -e '{kept}' ] || . '{kept}'",
            f'trap \'{{ export -p; echo cd "$(printf %q "$PWD")"; }} > {kept}\' EXIT',
            f"(exit {self._code})",
            command,
        ]
        script = self.state / "script"
        script.write_text("\n".join(lines) + "\n")
        printed, self._code = _on_a_terminal(script, self.folder, self._environment())
        return printed, self._code

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.binaries}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "COLUMNS": str(COLUMNS),
        }


def blocks(text: str) -> Iterator[File | Command]:
    """Yield the files and the commands of a Markdown document, in order."""
    lines = text.splitlines()
    position = 0
    while position < len(lines):
        fence = _FENCE.match(lines[position])
        position += 1
        if fence is None:
            continue
        start, body = position, []
        while position < len(lines) and lines[position].rstrip() != fence["ticks"]:
            body.append(lines[position])
            position += 1
        position += 1
        yield from _block(fence["info"].strip(), start, body)


def _block(info: str, start: int, body: Sequence[str]) -> Iterator[File | Command]:
    """Yield what one fenced block means; *start* is the line of its fence, 1-based."""
    named = _FILE.search(info)
    if named:
        yield File(line=start, name=named["name"], text="".join(f"{line}\n" for line in body))
    elif info.split()[:1] == ["console"]:
        yield from _commands(start, body)


def _commands(start: int, body: Sequence[str]) -> Iterator[Command]:
    position = 0
    while position < len(body):
        first = position
        if not body[position].startswith("$ "):
            raise ValueError(f"line {start + 1 + position}: a console block begins with '$ '")
        typed = [body[position][2:]]
        position += 1
        while position < len(body) and (typed[-1].endswith("\\") or body[position][:2] == "> "):
            typed.append(body[position].removeprefix("> "))
            position += 1
        told = position
        while position < len(body) and not body[position].startswith("$ "):
            position += 1
        yield Command(
            line=start + 1 + first, text="\n".join(typed), expected=tuple(body[told:position])
        )


def matches(expected: Sequence[str], printed: str) -> bool:
    """Return whether *printed* is what *expected* says, ends of lines and last blanks aside."""
    pattern = "".join(
        r"(?:.*\n)*?"
        if line.strip() == ANYTHING
        else ".*".join(re.escape(part) for part in line.rstrip().split(ANYTHING)) + "\n"
        for line in _trimmed(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(printed))) is not None


def run(document: Path, folder: Path, binaries: Path) -> Iterator[Result]:
    """Run the commands of *document* in *folder*, with *binaries* first on the path."""
    with tempfile.TemporaryDirectory(prefix="console-") as state:
        shell = Shell(folder=folder, binaries=binaries, state=Path(state))
        for part in blocks(document.read_text(encoding="utf-8")):
            if isinstance(part, File):
                path = folder / part.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(part.text, encoding="utf-8")
            else:
                printed, code = shell.run(part.text)
                yield Result(command=part, printed=printed, code=code)


def difference(document: str, result: Result) -> str:
    """Return where the document differs from what was printed, for a person to mend."""
    where = f"{document}:{result.command.line}"
    told, seen = _trimmed(result.command.expected), _lines(result.printed)
    lines = difflib.unified_diff(told, seen, "told", "printed", lineterm="", n=2)
    head = f"{where}: $ {result.command.text}  (exit code {result.code})"
    return "\n".join([head, *lines])


def _lines(printed: str) -> list[str]:
    return _trimmed(printed.replace("\r\n", "\n").split("\n"))


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Return *lines* without blanks at their ends, and without blank lines at the end."""
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _on_a_terminal(script: Path, folder: Path, environment: dict[str, str]) -> tuple[str, int]:
    """Run *script* with its output on a terminal; return the output and the exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    try:
        shell = subprocess.Popen(
            ["bash", str(script)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        )
    finally:
        os.close(theirs)
    try:
        printed = _everything(ours)
        return printed.decode("utf-8", "replace"), shell.wait(PATIENCE)
    except (TimeoutError, subprocess.TimeoutExpired):
        shell.kill()
        shell.wait()
        raise
    finally:
        os.close(ours)


def _everything(terminal: int) -> bytes:
    """Read until the last process has closed the terminal."""
    pieces = []
    while True:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise TimeoutError(f"a command printed nothing for {PATIENCE} seconds")
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)


def _main(document: str) -> None:
    """Print each command of *document* and what it really prints."""
    with tempfile.TemporaryDirectory(prefix="console-") as folder:
        for result in run(Path(document), Path(folder), Path(sys.executable).parent):
            mark = "" if result.as_told else f"   # line {result.command.line}: not as told"
            sys.stdout.write(f"$ {result.command.text}{mark}\n")
            sys.stdout.writelines(f"{line}\n" for line in _lines(result.printed))


if __name__ == "__main__":
    _main(sys.argv[1])
