"""Scenarios: what a file may say, how a slip is told, and which files are meant."""

from pathlib import Path

import pytest

from tests.support.designs import FRANCE
from workflow.definition.listed import list_definitions
from workflow.definition.scenario import read_scenarios
from workflow.definition.scenario_files import definition_of, scenario_files
from workflow.errors import DefinitionError, UnknownError

HEAD = "definition: small\nparty: QMA\nlaunched: 2027-01-04\n"
ONE = HEAD + "scenario: one\nsteps:\n  - {day: 2027-01-05, record: start}\n"


def test_one_file_holds_one_scenario_or_several() -> None:
    """What the head says holds for all of them, unless one says otherwise."""
    text = HEAD + (
        "scenarios:\n"
        "  - {scenario: one, steps: [{day: 2027-01-05}]}\n"
        "  - {scenario: two, party: QMB, steps: [{day: 2027-01-05}]}\n"
    )

    (alone,) = read_scenarios(ONE, "a.scenarios.yaml")
    one, two = read_scenarios(text, "b.scenarios.yaml")

    assert (alone.title, alone.party, alone.line("steps", 0, "record")) == ("one", "QMA", 6)
    assert (one.party, two.party) == ("QMA", "QMB")
    assert (one.launched, two.line("steps", 0, "day")) == ("2027-01-04", 6)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            ONE.replace("record:", "recrod:"),
            "x: T002 line 6: 'recrod' is not a key here\n  hint: did you mean 'record' or 'code'?",
        ),
        (
            ONE.replace("day: 2027-01-05, ", ""),
            "x: T002 line 6: the key 'day' is missing\n  hint: day: The day, or the moment in the "
            "definition's zone; never before the last, such as '2027-01-10'",
        ),
        (
            ONE.replace("record: start", "record: start, bind: team"),
            "x: T002 line 6: a step has one act, this one has record and bind\n"
            "  hint: make two steps of it, of the same day",
        ),
        (
            ONE.replace("party: QMA\n", ""),
            "x: T002 line 1: the key 'party' is missing\n  hint: party: Who is reviewed: the code "
            "of an invented State, or a State of its own, such as 'QMA'",
        ),
        (HEAD, "x: T002 line 1: the file has no scenario\n  hint: write 'scenario' and 'steps'"),
        (
            ONE.replace("start}", "start, expect: {step: 3}}"),
            "x: T002 line 6: 'step' is 3, which it cannot be\n"
            "  hint: step: The step it stands in, such as 'visit'",
        ),
        (
            ONE.replace("day:", "on:"),
            "x: D008 line 6: 'on' as a key is not a text to every reader\n"
            '  hint: write the key in quotes, "on", or choose another name',
        ),
    ],
)
def test_a_slip_is_told_at_its_line(text: str, told: str) -> None:
    """As in a definition: line, code, and what to write instead."""
    with pytest.raises(DefinitionError) as caught:
        read_scenarios(text, "x")

    assert str(caught.value) == told


def test_every_slip_of_a_file_is_told_at_once() -> None:
    """An officer mends a file in one go."""
    text = ONE.replace("day:", "dya:").replace("start", "7")

    with pytest.raises(DefinitionError) as caught:
        read_scenarios(text, "x")

    assert len(caught.value.problems) == 3


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a definition, a file of scenarios beside it, and one in a folder."""
    monkeypatch.chdir(tmp_path)
    own = FRANCE.replace("definition: france-2009", "definition: small")
    (tmp_path / "small.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "small.scenarios.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "more.yaml").write_text(ONE, encoding="utf-8")
    other = ONE.replace("definition: small", "definition: other")
    (tmp_path / "scenarios" / "other.yaml").write_text(other, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("asked", ["small", "./small.yaml", "small.yaml"])
def test_a_definition_means_the_scenarios_about_it(folder: Path, asked: str) -> None:
    """By its name or by its file."""
    found = scenario_files((asked,), folder)

    assert {file.name for file in found} == {"small.scenarios.yaml", "more.yaml"}


def test_a_position_never_runs_alone() -> None:
    """It is laid over a design, which is then tested."""
    with pytest.raises(UnknownError, match="T008 'canada' is a position") as caught:
        scenario_files(("canada",), None)

    assert "compose skeleton-2009 --with canada" in caught.value.problems[0].hint


def test_a_folder_and_nothing_at_all_mean_every_scenario(folder: Path) -> None:
    """Nothing: those of the project."""
    everything = {"small.scenarios.yaml", "more.yaml", "other.yaml"}

    assert {file.name for file in scenario_files((str(folder),), None)} == everything
    assert {file.name for file in scenario_files((), folder)} == everything
    assert {file.name for file in scenario_files((), None)} == everything


def test_without_a_project_the_shipped_ones_are_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a first look shows something."""
    monkeypatch.chdir(tmp_path)

    assert {"france.yaml", "finland.yaml", "skeleton.yaml"} <= {
        file.name for file in scenario_files((), None)
    }


def test_a_definition_without_scenarios_is_told_with_what_to_do(folder: Path) -> None:
    """And one that nobody knows, with what is near."""
    (folder / "small.scenarios.yaml").unlink()
    (folder / "scenarios" / "more.yaml").unlink()

    with pytest.raises(UnknownError, match=r"write one beside it: small\.scenarios\.yaml"):
        scenario_files(("small.yaml",), None)
    with pytest.raises(UnknownError, match="there is no definition 'smal'"):
        scenario_files(("smal",), folder)


def test_a_definition_is_looked_for_beside_the_scenario_first(folder: Path) -> None:
    """By its name; a path is from the file of the scenario."""
    for file in (folder / "small.scenarios.yaml", folder / "scenarios" / "more.yaml"):
        (scenario,) = read_scenarios(ONE, str(file))
        assert definition_of(scenario, None).require().name == "small"
    path = ONE.replace("definition: small", "definition: ./small.yaml")
    (scenario,) = read_scenarios(path, str(folder / "small.scenarios.yaml"))
    assert definition_of(scenario, None).require().name == "small"


def test_scenarios_are_not_listed_as_definitions(folder: Path) -> None:
    """Though they name one in their first line."""
    files = {Path(one.file).name for one in list_definitions(folder) if not one.shipped}

    assert files == {"small.yaml"}


def test_a_key_of_another_table_is_told_with_where_it_stands() -> None:
    """Not with itself as the nearest name."""
    text = "definition: small\nscenario: x\nparty: QMA\nlaunched: 2027-01-04\nsteps:\n"
    text += "  - {day: 2027-01-05, expect: {part: item-1, step: draft}}\n"

    with pytest.raises(DefinitionError) as raised:
        read_scenarios(text, "x.scenarios.yaml")

    (problem,) = raised.value.problems
    assert problem.words.endswith("'part' is not a key here")
    assert problem.hint == "it is a key of a step, beside 'day'"


def test_scenarios_under_a_name_that_does_not_say_so_are_told_how_to_be_called(
    tmp_path: Path,
) -> None:
    """The file is there and is one: what is wrong is its name."""
    file = tmp_path / "visit.yaml"
    file.write_text(ONE, encoding="utf-8")

    with pytest.raises(UnknownError) as told:
        scenario_files((str(file),), None)
    assert told.value.problems[0].hint == (
        "a file of scenarios is called NAME.scenarios.yaml, or lies in a folder 'scenarios'"
    )
