"""The cases, read; and the keys that there are, as the schema has them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast

from tests.keys.bench import Case
from workflow.definition.reading.read import read_yaml
from workflow.definition.shapes.schema import schema

_FILE = Path(__file__).parent / "cases.yaml"
Rows = Mapping[str, object]


@cache
def cases() -> tuple[Case, ...]:
    """Every case, in the order of the file."""
    data = read_yaml(_FILE.read_text(encoding="utf-8"), _FILE.name, removing=True).data
    assert data is not None
    scripts = cast(Mapping[str, Sequence[str]], data["scripts"])
    return tuple(_case(row, scripts) for row in cast(Sequence[Rows], data["cases"]))


def _case(row: Rows, scripts: Mapping[str, Sequence[str]]) -> Case:
    return Case(
        key=str(row["key"]),
        design=str(row["in"]),
        at=str(row["at"]),
        to=row.get("to"),
        given=cast(Rows, row.get("given", {})),
        ask=str(row.get("ask", "run")),
        acts=tuple(_acts(cast(Sequence[str], row.get("acts", ())), scripts)),
        says=str(row["says"]),
    )


def _acts(lines: Sequence[str], scripts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for line in lines:
        if line.startswith("@"):
            yield from _acts(scripts[line[1:]], scripts)
        else:
            yield line


def keys() -> tuple[str, ...]:
    """Every key of the language: those of the top by name, others as `table.key`."""
    found = schema()
    top = cast(Rows, cast(Rows, found["else"])["properties"])
    tables = cast(Mapping[str, Rows], found["$defs"])
    inner = (
        f"{name.lower()}.{key}"
        for name, table in tables.items()
        if not name.startswith("Change")
        for key in cast(Rows, table["properties"])
    )
    return (*top, *inner)
