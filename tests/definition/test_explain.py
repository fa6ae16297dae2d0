"""A key of the language is explained by its path, in the words an editor shows."""

import pytest

from workflow.definition.explain import explain, keys
from workflow.errors import UnknownError


@pytest.mark.parametrize(
    "path",
    [
        "charts.review.states.due",
        "charts.review.states.draft.due",
        "charts.states.due",
        "states.due",
        "charts.NAME.states.NAME.due",
    ],
)
def test_names_of_rows_may_stand_in_a_path_or_be_left_out(path: str) -> None:
    """One key, however it is named."""
    (key,) = explain(path)

    assert ".".join(key.path) == "charts.NAME.states.NAME.due"
    assert key.type == "a text"
    assert key.examples[0] == "6 months (assumed)"
    assert not key.needed


def test_a_bare_name_gives_every_key_of_that_name() -> None:
    """`basis` stands in many rows."""
    found = {key.spelt for key in explain("basis")}

    assert {("roles", "basis"), ("charts", "states", "basis"), ("time", "basis")} <= found


def test_a_table_shows_the_keys_of_its_rows() -> None:
    """What may be written in a row of it, with the words of each key."""
    (key,) = explain("charts.review.states.draft")

    assert key.type == "a table of rows by name"
    assert dict(key.keys)["final"] == "true: an end of the chart. Nothing leads on."


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("charts.review.states.deu", "did you mean 'due'?"),
        ("roles.bassis", "did you mean 'basis'?"),
        ("guards.visit.otherwize", "did you mean 'otherwise'?"),
    ],
)
def test_a_misspelt_key_is_answered_with_what_is_near(path: str, near: str) -> None:
    """A misspelt key is not taken for the name of a row."""
    with pytest.raises(UnknownError) as caught:
        explain(path)

    assert str(caught.value) == f"T001 the language has no key {path!r}\n  hint: {near}"


def test_nothing_is_no_key() -> None:
    """An empty path is answered, too."""
    with pytest.raises(UnknownError):
        explain(" . ")


def test_every_key_has_words_and_a_type() -> None:
    """What a terminal explains is never empty."""
    found = list(keys())

    assert [key.path for key in found if not key.words and key.spelt[-1] != "then"] == []
    assert [key.path for key in found if key.type == "any value"] == []
