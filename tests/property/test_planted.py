"""The property is not blind: with a bug planted in the engine, it fails."""

import pytest

from tests.property.plant import finds
from tests.property.planted import BUGS, QUICK, Bug, planted


@pytest.mark.parametrize("bug", BUGS, ids=[bug.words for bug in BUGS])
def test_each_bug_can_be_planted_and_is_gone_afterwards(bug: Bug) -> None:
    """The line that it changes is in the engine, once."""
    with planted(bug):
        pass
    with planted(bug):
        pass


@pytest.mark.parametrize("bug", [b for b in BUGS if b.words in QUICK], ids=lambda bug: bug.words)
def test_the_property_finds_the_bug(bug: Bug) -> None:
    """The others take longer: `python -m tests.property.plant` looks for all."""
    assert finds(bug) is not None


def test_the_list_of_quick_ones_names_bugs() -> None:
    """No name is misspelt."""
    assert set(QUICK) <= {bug.words for bug in BUGS}
