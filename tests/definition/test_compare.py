"""Designs side by side: neutral, in alphabetical order, with paragraphs."""

from collections.abc import Sequence
from pathlib import Path

from workflow.definition.composing.compare import (
    Line,
    column_of_design,
    column_of_position,
    compare,
)
from workflow.definition.composing.compose import compose
from workflow.definition.composing.compose_position import find_position, shipped_positions
from workflow.definition.find import find_definition
from workflow.definition.read import read_definition

FOLDER = Path(__file__).parents[1] / "keys" / "designs"


def compared(*names: str) -> dict[str, Line]:
    columns = [
        column_of_position(find_position(name))
        if name in shipped_positions()
        else column_of_design(find_definition(name))
        for name in names
    ]
    return {line.axis: line for line in compare(columns)}


def row(lines: dict[str, Line], axis: str) -> dict[str, str]:
    return {cell.column: cell.words() for cell in lines[axis].cells}


def names(lines: dict[str, Line]) -> Sequence[str]:
    return [cell.column for cell in lines["X1"].cells]


def test_columns_are_in_alphabetical_order_whatever_was_asked() -> None:
    """No design comes first because it was named first."""
    one = compared("france-2009", "finland-2009", "canada")
    other = compared("canada", "france-2009", "finland-2009")

    assert names(one) == ["canada", "finland-2009", "france-2009"]
    assert one == other


def test_every_axis_has_a_row() -> None:
    """X1 to X14, X8 in two, and what stands beside them."""
    assert list(compared("france-2009")) == [
        *("X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8a", "X8b", "X9"),
        *("X10", "X11", "X12", "X13", "X14", "R"),
    ]


def test_a_value_has_its_holder_and_its_paragraph() -> None:
    """As the two designs differ on the visit."""
    assert row(compared("france-2009", "finland-2009"), "X5") == {
        "finland-2009": "the rule, unless exceptionally unnecessary (Finland [14])",
        "france-2009": (
            "could take place as necessary, with the agreement of the State (France [15])"
        ),
    }


def test_what_a_design_needs_and_nobody_said_is_filled_in_by_us() -> None:
    """What is not there is not mentioned; a position needs nothing."""
    lines = compared("skeleton-2009", "finland-2009", "romania")

    assert row(lines, "X2")["skeleton-2009"] == "filled in by us"
    assert row(lines, "X5")["skeleton-2009"] == "filled in by us"
    assert row(lines, "X5")["romania"] == "not mentioned"
    assert row(lines, "X6")["finland-2009"] == "not mentioned"
    assert row(lines, "X14")["skeleton-2009"] == "not mentioned"


def test_a_quantifier_stays_with_its_value() -> None:
    """Majority and some."""
    lines = compared("baseline-2009", "panama")

    assert row(lines, "X1") == {
        "baseline-2009": "one mechanism for all four instruments (great majority [9])",
        "panama": "one mechanism with sub-mechanisms or chapters (some: Panama [10])",
    }


def test_what_was_set_aside_is_shown_as_set_aside() -> None:
    """It comes last."""
    base = find_definition("finland-2009")
    made = compose(base, [find_position("china")], prefer=["X4=china"])
    [line] = [one for one in compare([column_of_design(made.loaded)]) if one.axis == "X4"]

    assert line.cells[0].words().endswith("(Finland [20], set aside)")


def test_all_positions_can_be_compared() -> None:
    """Twenty-one columns and two designs."""
    lines = compared(*shipped_positions(), "france-2009", "finland-2009")

    assert len(names(lines)) == 23
    assert list(names(lines)) == sorted(names(lines))


def test_a_design_without_axes_is_not_said_to_be_filled_in_by_us() -> None:
    """Its rows have a source of its own: nobody here made them up."""
    text = (FOLDER / "whole.yaml").read_text(encoding="utf-8")
    design = column_of_design(read_definition(text, file="whole.yaml"))
    lines = {line.axis: line for line in compare([design])}

    assert row(lines, "X3")["whole"] == "in its rows; it gives no axes"
    assert row(lines, "X12")["whole"] == "not mentioned"
