"""Tables on a terminal: folded to its width, days with their weekday."""

import pytest

from cli.output import day, table

COLUMNS = ("review", "since_on", "with")
RECORDS = (
    {"review": "fra/MEX", "since_on": "2027-05-02", "with": ("state_under_review", "team")},
    {"review": "fra/NER", "since_on": None, "with": ()},
)


def test_a_day_carries_its_weekday() -> None:
    """Whatever the machine's locale."""
    assert day("2027-05-02") == "Sun 2027-05-02"
    assert day(None) == "-"


def test_a_table_has_a_head_and_no_trailing_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns as wide as what is in them."""
    monkeypatch.setenv("COLUMNS", "100")

    assert table(COLUMNS, RECORDS) == [
        "review   since           with",
        "-------  --------------  ------------------------",
        "fra/MEX  Sun 2027-05-02  state_under_review, team",
        "fra/NER  -               -",
    ]


def test_a_table_is_folded_between_words_and_after_underscores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An id or a date is never broken while a longer text can be."""
    monkeypatch.setenv("COLUMNS", "42")

    assert table(COLUMNS, RECORDS) == [
        "review   since           with",
        "-------  --------------  ---------------",
        "fra/MEX  Sun 2027-05-02  state_under_",
        "                         review, team",
        "fra/NER  -               -",
    ]
