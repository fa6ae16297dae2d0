"""The page on the language: its examples are read, its tables say what the schema says."""

import re
from pathlib import Path

import pytest

from workflow.definition.checks.check import check, compiled
from workflow.definition.codes import CODES
from workflow.definition.findings import Found
from workflow.definition.reading.read import read_yaml
from workflow.definition.shapes import chart as models_chart
from workflow.definition.shapes import models
from workflow.definition.shapes.chart import Row

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
ROWS: tuple[type[Row], ...] = (
    models.Definition,
    models.Time,
    models.Role,
    models.Fact,
    models.Document,
    models.SourcesAllowed,
    models.Cluster,
    models.Guard,
    models.Body,
    models.Meeting,
    models_chart.Chart,
    models_chart.State,
    models_chart.Reminder,
    models_chart.Event,
    models_chart.Vote,
    models_chart.Silence,
)


def plain(text: str) -> dict[str, object]:
    """The data of one example."""
    readout = read_yaml(text, "language.md")
    assert readout.findings == ()
    return dict(readout.data or {})


def laid_over(base: object, change: object) -> object:
    """*base* with the rows of *change* in their places; a row that has a kind is replaced."""
    rows = isinstance(base, dict) and isinstance(change, dict)
    if not rows or {"is", "holder", "from"} & set(change):  # type: ignore[call-overload]
        return change
    return {**base, **{key: laid_over(base.get(key), value) for key, value in change.items()}}


def errors(found: tuple[Found, ...]) -> list[Found]:
    return [one for one in found if CODES[one.code].severity == "error"]


def test_the_small_definition_has_no_finding_at_all() -> None:
    """What everything else is laid over is clean."""
    data = plain(BLOCKS[0])

    assert check(data, frozenset()) == ()
    assert compiled(data, "0" * 64)[1] == ()


@pytest.mark.parametrize("number", range(1, len(BLOCKS)))
def test_every_example_is_read_without_error(number: int) -> None:
    """Laid over the small definition, each example is a definition; one without charts is whole."""
    example = plain(BLOCKS[number])
    data = example if example.get("charts") == {} else laid_over(plain(BLOCKS[0]), example)
    assert isinstance(data, dict)

    assert errors(check(data, frozenset())) == []
    definition, notes = compiled(data, "0" * 64)
    assert definition is not None
    assert {note.code for note in notes} <= {"D501"}


def test_every_key_has_its_line_with_the_words_of_the_schema() -> None:
    """The hover text of an editor and the page are the same text."""
    page = PAGE.read_text(encoding="utf-8")
    lines = [
        f"| `{info.alias or name}` | {info.description}"
        for model in ROWS
        for name, info in model.model_fields.items()
    ]

    assert [line for line in lines if line not in page] == []


def test_every_key_stands_in_an_example() -> None:
    """No key is described and never shown, but for the two that change another file."""
    examples = "\n".join(BLOCKS)
    keys = {info.alias or name for model in ROWS for name, info in model.model_fields.items()}

    unshown = {key for key in keys if not re.search(rf"(?m)(^|[ {{])({key}):", examples)}
    assert unshown == {"extends", "positions"}
