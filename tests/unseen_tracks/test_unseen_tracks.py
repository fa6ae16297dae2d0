"""Mechanisms nobody had seen when the language was made: each is written, checked and played.

They are invented: no institution has them. Each is deliberately awkward somewhere: parts side by
side, tracks in tracks, a vote inside a track and inside what there is one of for a cycle.
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
TOLD = {
    file.name.partition(".")[0]: read_scenarios(file.read_text(encoding="utf-8"), str(file))
    for file in sorted(FOLDER.glob("*.scenarios.yaml"))
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


@pytest.mark.parametrize("name", TOLD)
def test_an_unseen_mechanism_is_checked_and_can_run(name: str) -> None:
    """Nothing is found in it, and nothing of it waits for a later version."""
    found = mechanism(name)

    assert [str(one) for one in found.findings] == []
    assert found.require().not_yet == ()


@pytest.mark.parametrize(
    ("name", "scenario"), SCENARIOS, ids=[f"{name}: {one.title}" for name, one in SCENARIOS]
)
def test_an_unseen_mechanism_keeps_its_examples(
    name: str, scenario: Scenario, made: Stages
) -> None:
    """Dates counted by hand, holders, ends, and what is ruled out; the log of each verifies."""
    found = play(scenario, definition_of(scenario, None), made)

    assert [(one.line, one.what, one.expected, one.found) for one in found.differences] == []


def test_what_is_ruled_out_is_tried_in_tracks_of_tracks_too(made: Stages) -> None:
    """Every step of every chart below: instruments, reviewers in them, items of those."""
    loaded = mechanism("basin")
    tried = try_refusals(loaded, made)

    charts = loaded.require().charts.values()
    assert tried.wrong == []
    assert tried.verified
    assert tried.steps == sum(len(chart.leaves()) for chart in charts)
