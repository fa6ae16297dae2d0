"""The property is not blind: with a bug planted in the engine, it fails."""

import pytest

from tests.property.plant import finds
from tests.property.planted import BUGS, SLOW, Bug, planted


@pytest.mark.parametrize("bug", BUGS, ids=[bug.words for bug in BUGS])
def test_each_bug_can_be_planted_and_is_gone_afterwards(bug: Bug) -> None:
    """The line that it changes is in the engine, once."""
    with planted(bug):
        pass
    with planted(bug):
        pass


@pytest.mark.parametrize("bug", [b for b in BUGS if b.words not in SLOW], ids=lambda bug: bug.words)
def test_the_property_finds_the_bug(bug: Bug) -> None:
    """Those that take longer are left to `python -m tests.property.plant`."""
    assert finds(bug) is not None


def test_the_list_of_slow_ones_names_bugs() -> None:
    """No name is misspelt."""
    assert set(SLOW) <= {bug.words for bug in BUGS}
