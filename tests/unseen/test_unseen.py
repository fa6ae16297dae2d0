"""Invented mechanisms, each whole: checked, told in prose, drawn, played, its log verified.

They were written from the manual alone, after kinds of review that exist; no institution has them.
Each is awkward somewhere on purpose. The dates in their scenarios were counted by hand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.definition.drawing.draw import draw
from workflow.definition.find import read_file
from workflow.definition.prose import prose
from workflow.definition.read import read_definition
from workflow.definition.scenario import Scenario, read_scenarios
from workflow.definition.scenario_files import definition_of
from workflow.definition.variants_diff import difference, followed
from workflow.model.nominal import nominal
from workflow.service.scenarios.refusals import try_refusals
from workflow.service.scenarios.run import play
from workflow.service.scenarios.stage import Stages, stages

HERE = Path(__file__).parent / "definitions"
FILES = sorted(path for path in HERE.glob("*.yaml") if ".scenarios." not in path.name)
SCENARIOS = [
    scenario
    for file in sorted(HERE.glob("*.scenarios.yaml"))
    for scenario in read_scenarios(file.read_text(encoding="utf-8"), str(file))
]


@pytest.fixture(scope="module")
def made() -> Iterator[Stages]:
    """One folder of stages for all."""
    with stages() as found:
        yield found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_found_in_it_and_it_is_told_in_prose(file: Path) -> None:
    """No finding, no note that it cannot run, and a paragraph for each step."""
    loaded = read_file(file)
    definition = loaded.require()
    told = prose(definition)

    assert [str(finding) for finding in loaded.findings] == []
    assert definition.not_yet == ()
    assert all(len(line) <= 88 for line in told.splitlines() if not line.startswith("Sources"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_drawn_and_an_amendment_of_it_told_in_figures(file: Path) -> None:
    """A vote in the way to the end is a way; a year more somewhere is a year more."""
    one = read_file(file)
    longer = file.read_text(encoding="utf-8").replace("version: 1\n", "version: 2\n", 1)
    two = read_definition(
        longer.replace("{final: true,", "{final: true, phase: final,", 1), file="2"
    )

    assert next(change.words for change in difference(one, two)) == "version is changed"
    assert followed(one, two) == ()
    design = one.require()
    assert design.charts[design.main].states[nominal(design).path[-1]].final
    assert draw(design, "svg").startswith("<svg")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_it_goes_as_its_rules_say_and_the_log_verifies(scenario: Scenario, made: Stages) -> None:
    """Dates were counted by hand; every act is decided again by the definition."""
    found = play(scenario, definition_of(scenario, None), made)

    assert [f"{one.line} {one.expected} | {one.found}" for one in found.differences] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_it_rules_out_is_told_with_its_paragraph(file: Path, made: Stages) -> None:
    """Each act tried in each step is answered with the words of its row."""
    tried = try_refusals(read_file(file), made)

    assert tried.wrong == []
    assert tried.verified


def test_every_step_of_tracks_in_tracks_is_tried(made: Stages) -> None:
    """Instruments, reviewers in them, items of those."""
    loaded = read_file(HERE / "basin.yaml")
    charts = loaded.require().charts.values()

    assert try_refusals(loaded, made).steps == sum(len(chart.leaves()) for chart in charts)
