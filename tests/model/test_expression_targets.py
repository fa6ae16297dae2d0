"""Targets: one step, or lines of which the last is bare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.definition import Branch
from workflow.model.grammar.expression import Has, words
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.target_parser import parse_branch, parse_target

ADVICE = Has("report", "advice")


@pytest.mark.parametrize(
    ("value", "branches"),
    [
        ("closed", (Branch(state="closed"),)),
        (" visit.preparing ", (Branch(state="visit.preparing"),)),
        (["closed"], (Branch(state="closed"),)),
        (
            ["follow_up if report has advice", "closed"],
            (Branch(state="follow_up", condition=ADVICE), Branch(state="closed")),
        ),
    ],
)
def test_a_target_means_what_it_says(value: str | list[str], branches: tuple[Branch, ...]) -> None:
    """One text is one line."""
    assert parse_target(value) == branches


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "column 1: the target has no line"),
        ("", "column 1: there is no step here"),
        ("the end", "column 1: 'the end' is not the name of a step"),
        ("closed if", "column 10: here a condition begins with a name"),
        ("closed if report has", "column 21: after 'has' comes a section of the document"),
        ("closed if report has advice", "column 1: the last line of a target has no condition"),
        (
            ["closed", "draft"],
            "column 1: after 'closed', which has no condition, no line is ever reached",
        ),
    ],
)
def test_an_error_says_what_and_where(value: str | list[str], said: str) -> None:
    """The column counts inside the line."""
    with pytest.raises(GrammarError) as caught:
        parse_target(value)

    assert str(caught.value).partition("\n")[0] == said


@given(st.text(alphabet="abif .(", max_size=30) | st.text(max_size=20), st.integers(1, 50))
def test_every_text_is_a_line_or_an_error_in_its_column(text: str, column: int) -> None:
    """Total, as the other grammars are."""
    read = line_or_error(text, column)
    if isinstance(read, GrammarError):
        assert column <= read.column <= column + len(text)
    else:
        spoken = f" if {words(read.condition)}" if read.condition else ""
        assert parse_branch(read.state + spoken) == read


def line_or_error(text: str, column: int) -> Branch | GrammarError:
    try:
        return parse_branch(text, column=column)
    except GrammarError as error:
        return error
