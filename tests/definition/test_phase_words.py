"""A phase that is none: all eight are named, so that nobody has to guess."""

from typing import get_args

import pytest

from tests.support.designs import LATE_NOTE
from workflow.definition.read import read_definition
from workflow.definition.shapes.chart import Phase


@pytest.mark.parametrize("phase", ["visiting", "zzz"])
def test_a_wrong_phase_is_told_the_eight_phases(phase: str) -> None:
    """Near one of them or not."""
    text = LATE_NOTE.replace("reading:   {holder", f"reading: {{phase: {phase}, holder")

    (found,) = read_definition(text, file="x.yaml").findings

    assert (found.code, len(get_args(Phase))) == ("D104", 8)
    assert ", ".join(get_args(Phase)) in found.hint
