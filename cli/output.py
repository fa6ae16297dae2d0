"""Lists and texts on standard output: a table on a terminal, TSV on a pipe, or JSON.

Decisions that live here: a table is folded to the terminal's width, TSV never is; days
carry their weekday for people and none for machines; `"format": 0` stands in every JSON
until its shape is promised; every JSON names its audience.
"""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import wrap

import click

from cli.state import State

FORMAT = 0
#: English on purpose: what `strftime` says depends on the machine's locale.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_NARROWEST = 8
#: `wrap` breaks after hyphens; our names have underscores there.
_FIXED_SPACE = "\N{NO-BREAK SPACE}"
_TO_WRAP = str.maketrans("_-", "-\N{FIGURE DASH}")
_WRAPPED = str.maketrans("-\N{FIGURE DASH}", "_-")


Cell = object
Record = Mapping[str, Cell]


def day(text: str | None) -> str:
    """An ISO day with its weekday in front; `-` where there is none."""
    if not text:
        return "-"
    return f"{_DAYS[date.fromisoformat(text[:10]).weekday()]} {text[:10]}"


def one_line(text: str) -> str:
    """*text* as one line: a line end is `␤`, every other sign that nobody sees is its number.

    A clear text (a fact, a reason, a name of a file) forges no line and moves no cursor.
    """
    if text.isprintable():
        return text
    return "".join(map(_seen, text.replace("\r\n", "\n")))


def _seen(sign: str) -> str:
    if sign == "\n":
        return "␤"
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")
    return f"\\u{ord(sign):04x}" if hidden else sign


def say_lines(lines: Iterable[str]) -> None:
    """Print each as one line, whatever texts it holds."""
    for line in lines:
        click.echo(one_line(line))


def long_day(value: date) -> str:
    """A day as it is written in a text: `21 March 2014`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def form_of(state: State) -> str:
    """`json`, `tsv` or `table`: what was asked for, else what standard output is."""
    return state.form or ("table" if sys.stdout.isatty() else "tsv")


def show_list(
    state: State,
    noun: str,
    columns: Sequence[str],
    records: Sequence[Record],
    empty: str = "",
    *,
    narrow: Sequence[str] = (),
) -> None:
    """Print *records*; `_on` columns are days. *empty* is said where there is none.

    *narrow*: the columns of a table on a terminal, where not all of them fit.
    """
    form = form_of(state)
    if form == "json":
        plain = [{name: record.get(name) for name in columns} for record in records]
        show_json(state, {noun: plain})
    elif form == "tsv":
        click.echo("\t".join(columns))
        for record in records:
            click.echo("\t".join(_flat(record.get(name)) for name in columns))
    elif records:
        click.echo("\n".join(table(narrow or columns, records)))
    elif empty:
        click.echo(empty, err=True)


def show_json(state: State, data: Mapping[str, object]) -> None:
    """Print *data* as JSON, with its format, audience and whether it is a rehearsal."""
    head = {"format": FORMAT, "audience": state.audience, "rehearsal": state.rehearsal}
    click.echo(json.dumps({**head, **data}, ensure_ascii=False, indent=2, default=str))


def wants_json(state: State) -> bool:
    """Whether JSON was asked for."""
    return state.form == "json"


def _flat(value: Cell) -> str:
    return one_line(" ".join(_text(value).split()))


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _shown(name: str, value: Cell) -> str:
    if name.endswith("_on"):
        return day(str(value)).replace(" ", _FIXED_SPACE) if value else "-"
    return one_line(" ".join(_text(value).split())) or "-"


def table(columns: Sequence[str], records: Sequence[Record]) -> list[str]:
    """The lines of a table that is no wider than the terminal, if that can be."""
    heads = [name.removesuffix("_on").replace("_", " ") for name in columns]
    rows = [[_shown(name, record.get(name)) for name in columns] for record in records]
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(columns))]
    words = [max(_longest_word(row[at]) for row in (heads, *rows)) for at in range(len(columns))]
    widths = _fitted(widths, words, shutil.get_terminal_size((100, 24)).columns - 2 * len(columns))
    ruler = ["-" * width for width in widths]
    return [line for row in (heads, ruler, *rows) for line in _lines(row, widths)]


def _fitted(widths: list[int], words: list[int], room: int) -> list[int]:
    """Take from the widest column until the sum fits; words are broken only if they must be."""
    fitted = list(widths)
    for least in (words, [_NARROWEST] * len(widths)):
        while sum(fitted) > room:
            spare = [width - floor for width, floor in zip(fitted, least, strict=True)]
            loose = [at for at, more in enumerate(spare) if more > 0]
            if not loose:
                break
            fitted[max(loose, key=lambda at: fitted[at])] -= 1
    return fitted


def _longest_word(cell: str) -> int:
    return max(
        (len(word) for word in cell.translate(_TO_WRAP).replace("-", "- ").split(" ")), default=0
    )


def _folded(cell: str, width: int) -> list[str]:
    """The lines of a cell; a name breaks after an underscore, an id or a date does not."""
    return [line.translate(_WRAPPED) for line in wrap(cell.translate(_TO_WRAP), width)] or [""]


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [
        _folded(cell, width) if len(cell) > width else [cell]
        for cell, width in zip(row, widths, strict=True)
    ]
    height = max(len(cell) for cell in cells)
    return [
        "  ".join(
            (cell[at] if at < len(cell) else "").ljust(width)
            for cell, width in zip(cells, widths, strict=True)
        )
        .replace(_FIXED_SPACE, " ")
        .rstrip()
        for at in range(height)
    ]
