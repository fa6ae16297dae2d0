"""Every key of the language acts: taken away or altered, some command says something else."""

from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT
from tests.keys.bench import Case, data_of, outcome, shipped, the_stages
from tests.keys.cases import cases, keys
from tests.keys.table import WIDTH, found, page


@pytest.fixture(autouse=True, scope="module")
def terminal() -> Iterator[None]:
    """The width of the page, whatever terminal the tests run in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", WIDTH)
        yield


EACH = pytest.mark.parametrize("case", cases(), ids=lambda case: case.key)


def test_every_key_has_one_case_and_no_case_is_left_over() -> None:
    """A key without a case may be one that does nothing."""
    named = [case.key for case in cases()]

    assert sorted(named) == sorted(keys())


@EACH
def test_a_key_that_is_taken_away_or_altered_changes_what_a_command_says(case: Case) -> None:
    """The line that differs names what the key is about."""
    assert [line for line in found(case.key).differing if case.says in line] != []


def test_most_cases_stand_in_shipped_designs() -> None:
    """A design of the tests is for what no shipped one has within reach."""
    at_home = [case for case in cases() if shipped(case.design)]

    assert len(at_home) >= len(cases()) * 2 / 5


def test_nothing_differs_where_nothing_was_altered() -> None:
    """The probes themselves are quiet: a run says the same twice."""
    for case in cases()[:2]:
        same = Case(key="", design=case.design, at="title", to=data_of(case.design)["title"])
        assert outcome(same, the_stages()).differing == ()


def test_the_page_is_what_the_cases_say() -> None:
    """Else: python -m tests.keys.table > docs/reference/keys.md."""
    assert (ROOT / "docs" / "reference" / "keys.md").read_text(encoding="utf-8") == page()
