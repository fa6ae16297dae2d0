"""Six more mechanisms nobody had seen, written with the manual and an editor alone.

They are invented, after kinds of review that exist: country groups with questions and answers, an
examination by a committee, a review before two meetings, monitoring in phases, trade under review,
a session of limited places. The dates in their scenarios were counted by hand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.definition.read import Loaded, read_definition
from workflow.definition.scenario import Scenario, read_scenarios
from workflow.definition.scenario_files import definition_of
from workflow.service.scenarios.refusals import try_refusals
from workflow.service.scenarios.run import play
from workflow.service.scenarios.stage import Stages, stages

FOLDER = Path(__file__).parent / "definitions"
NAMES = ("bridges", "dunes", "herbs", "mills", "tolls", "wells")
TOLD = {
    name: read_scenarios(
        (FOLDER / f"{name}.scenarios.yaml").read_text(encoding="utf-8"),
        str(FOLDER / f"{name}.scenarios.yaml"),
    )
    for name in NAMES
}
SCENARIOS = [(name, scenario) for name, found in TOLD.items() for scenario in found]


@pytest.fixture(scope="module")
def made() -> Iterator[Stages]:
    """One folder of stages for all."""
    with stages() as found:
        yield found


def mechanism(name: str) -> Loaded:
    """The mechanism, read."""
    file = FOLDER / f"{name}.yaml"
    return read_definition(file.read_text(encoding="utf-8"), file=file.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_of_an_officer_is_checked_and_can_run(name: str) -> None:
    """Nothing is found in it, and nothing of it waits for a later version."""
    found = mechanism(name)

    assert [str(one) for one in found.findings] == []
    assert found.require().not_yet == ()


@pytest.mark.parametrize(
    ("name", "scenario"), SCENARIOS, ids=[f"{name}: {one.title}" for name, one in SCENARIOS]
)
def test_a_mechanism_of_an_officer_keeps_its_examples(
    name: str, scenario: Scenario, made: Stages
) -> None:
    """Dates counted by hand, holders, ends, and what is ruled out; the log of each verifies."""
    found = play(scenario, definition_of(scenario, None), made)

    assert [(one.line, one.what, one.expected, one.found) for one in found.differences] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_of_an_officer_rules_out_what_its_rows_say(name: str, made: Stages) -> None:
    """Every step of every chart; a condition that only warns rules nothing out."""
    tried = try_refusals(mechanism(name), made)

    assert tried.wrong == []
    assert tried.verified
