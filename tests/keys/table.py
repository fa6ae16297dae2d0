"""The table of keys: `python -m tests.keys.table > docs/reference/keys.md`."""

import os
import sys
from collections.abc import Iterator
from functools import cache

from tests.keys.bench import Case, Outcome, outcome, shipped, the_stages
from tests.keys.cases import cases

_HEAD = """\
# Every key acts: a test for each

Made by `python -m tests.keys.table`; `tests/keys/test_keys.py` holds it equal. For each key of the
[language](language.md): a design in which it stands, what becomes of it there, the command that
then says something else, and the line that only one of the two answers has. *run* means that a
review was opened under the design, acts were recorded in it, and its file was read: `review
record`, `bind` and `meeting add`, then `review history`, `review show`, `deadline list`, `why` and
`outbox list`. The hash of a definition is not looked at.

Designs marked † are not shipped: they are those of the tests, for keys that no shipped design has
where a few acts reach them. The cases are data, in `tests/keys/cases.yaml`.

| key | where it stands | becomes | command | the line that differs |
|---|---|---|---|---|
"""
#: The terminal in which commands answer, for the page and its test alike.
WIDTH = "100"
_WIDEST = 150


def page() -> str:
    """The whole page."""
    rows = (_row(case, found(case.key)) for case in cases())
    return _HEAD + "".join(f"{row}\n" for row in rows)


@cache
def found(key: str) -> Outcome:
    """What the case of that key came to; run once."""
    (case,) = (case for case in cases() if case.key == key)
    return outcome(case, the_stages())


def _row(case: Case, answers: Outcome) -> str:
    design = case.design if shipped(case.design) else f"{case.design} †"
    command = case.ask if case.ask == "run" else f"definition {_command(case.ask)}"
    cells = (
        f"`{case.key}`",
        f"{design}: `{case.at}`",
        "taken away" if case.to is None else f"`{case.change}`",
        command,
        _told(case, answers),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _command(ask: str) -> str:
    return {"read": "check", "show --text, in brackets": "show --text"}.get(ask, ask)


def _told(case: Case, answers: Outcome) -> str:
    """The line, and whether it is the answer with the key as it is or as it was altered."""
    line = next(one for one in answers.differing if case.says in one)
    side = "before" if line in _stripped(answers.before) else "after"
    at = line.index(case.says)
    start = max(0, min(at - 40, len(line) - _WIDEST))
    cut = line[start : start + _WIDEST]
    words = ("… " if start else "") + cut + (" …" if start + _WIDEST < len(line) else "")
    return f"{side}: {words.replace('`', chr(39))}"


def _stripped(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines())


if __name__ == "__main__":
    os.environ["COLUMNS"] = WIDTH
    sys.stdout.write(page())
