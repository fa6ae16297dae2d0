"""The author's tools: a first file, keys explained, two designs compared, scenarios run."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk
from workflow.library import shipped_text

FRANCE = shipped_text("views-2009", "france.yaml")
SHORTER = FRANCE.replace("version: 1\n", "version: 2\n").replace(
    "due: 6 months (", "due: 4 months ("
)


def test_a_new_file_is_written_and_passes_the_check(empty: Desk) -> None:
    """What was done, and what comes next; a file that is there is not written over."""
    typed = empty.ok("definition", "new", "my-review")

    assert typed.out.splitlines() == [
        "written: my-review.yaml",
        "next: peer-review definition check my-review.yaml",
        "for an editor: peer-review definition schema > definition.schema.json",
    ]
    assert empty.ok("definition", "check", "my-review.yaml").err == (
        "1 definition checked: nothing found\n"
    )
    again = empty.type("definition", "new", "my-review")
    assert (again.code, again.err) == (
        2,
        "my-review.yaml: F006 is there already, and is not written over\n  hint: --out FILE\n",
    )


def test_a_new_file_on_a_base_is_printed_or_written_elsewhere(empty: Desk) -> None:
    """It names the base, and shows a step of it in its example."""
    printed = empty.ok("definition", "new", "my-visits", "--from", "france-2009", "--out", "-").out
    empty.ok("definition", "new", "my-visits", "--from", "france-2009", "--out", "v.yaml")

    assert "extends: france-2009" in printed
    assert "#       self_assessment: {due: 4 months" in printed
    assert (empty.folder / "v.yaml").read_text(encoding="utf-8") == printed
    assert empty.type("definition", "new", "x", "--from", "nothing").code == 5


def test_a_design_is_split_into_one_for_each_instrument(empty: Desk) -> None:
    """A file that is there stops it before anything is written; each part can run."""
    empty.ok("definition", "new", "mine", "--from", "france-2009")
    typed = empty.ok("definition", "split", "mine.yaml", "--out", "four")
    names = [f"four/mine-{name}.yaml" for name in ("untoc", "tip", "som", "firearms")]

    assert typed.out.splitlines()[-1] == f"next: peer-review definition check {' '.join(names)}"
    assert "nothing found" in empty.ok("definition", "check", *names).err
    (empty.folder / names[0]).unlink()
    again = empty.type("definition", "split", "mine.yaml", "--out", "four")
    assert (again.code, again.err.split(":")[0]) == (2, names[1])
    assert not (empty.folder / names[0]).exists()


def test_a_key_is_explained_as_an_editor_would(empty: Desk) -> None:
    """Its path, what it means, its type, examples, and the row it stands in."""
    assert empty.ok("definition", "explain", "charts.review.states.due").out.splitlines() == [
        "charts.NAME.states.NAME.due",
        "  The time limit, counted from entering the step unless it says 'after'.",
        "  type     a text",
        "  example  6 months (assumed)",
        "  example  6 months after review.started (O V)",
        "  needed   no",
        "  inside   A step: who has the ball, and until when.",
    ]
    keys = empty.ok("definition", "explain", "guards").out.splitlines()
    assert "    that       What must hold." in keys
    data = empty.ok("definition", "explain", "basis", "--json").data
    assert len(data["keys"]) > 8  # type: ignore[arg-type]
    assert empty.type("definition", "explain", "charts.states.deu").code == 5


def test_two_designs_are_compared_in_words(empty: Desk) -> None:
    """Exit 1 if they differ, with what follows; 0 if they are equal."""
    (empty.folder / "1.yaml").write_text(FRANCE, encoding="utf-8")
    (empty.folder / "2.yaml").write_text(SHORTER, encoding="utf-8")

    differ = empty.type("definition", "diff", "1.yaml", "2.yaml")
    equal = empty.type("definition", "diff", "1.yaml", "france-2009")

    assert differ.code == 1
    assert differ.out.splitlines()[:10] == [
        "definition",
        "  version is changed",
        "    before  1",
        "    after   2",
        "step review.self_assessment",
        "  the time limit is changed  [C 15]",
        "    before  6 months (assumed)",
        "    after   4 months (assumed)",
        "",
        "what follows, if everybody acts on the last day",
    ]
    assert differ.err == "2 differences\n"
    assert (equal.code, equal.out, equal.err) == (0, "", "the two are equal\n")


def test_a_comparison_for_machines(empty: Desk) -> None:
    """Changes and what follows, each as a record."""
    (empty.folder / "2.yaml").write_text(SHORTER, encoding="utf-8")
    typed = empty.type("definition", "diff", "france-2009", "2.yaml", "--json")

    assert typed.code == 1
    assert typed.data["changes"][1] == {  # type: ignore[index]
        "row": "step review.self_assessment",
        "words": "the time limit is changed",
        "before": "6 months (assumed)",
        "after": "4 months (assumed)",
        "basis": "C 15",
    }


def test_a_design_is_shown_as_draft_terms_of_reference(empty: Desk) -> None:
    """Numbered paragraphs, each with its source."""
    text = empty.ok("definition", "show", "france-2009", "--text").out

    assert text.startswith("Country review as proposed by France in 2009\n")
    assert "[C 9 15]" in text
    assert "[assumed]" in text


def test_the_schema_of_scenarios_is_printed(empty: Desk) -> None:
    """For editors, as that of definitions is."""
    schema = empty.ok("definition", "schema", "--for", "scenario").data

    assert "scenarios" in schema["properties"]  # type: ignore[operator]
    assert schema["additionalProperties"] is False


def test_the_schema_of_positions_is_printed(empty: Desk) -> None:
    """What a State said, element by element."""
    schema = empty.ok("definition", "schema", "--for", "position").data

    assert "elements" in schema["properties"]  # type: ignore[operator]
    assert empty.type("definition", "schema", "--for", "treaty").code == 2


@pytest.fixture
def scenario(empty: Desk) -> Path:
    """A scenario beside a copy of France's design."""
    own = FRANCE.replace("definition: france-2009", "definition: ours")
    (empty.folder / "ours.yaml").write_text(own, encoding="utf-8")
    path = empty.folder / "ours.scenarios.yaml"
    path.write_text(
        "definition: ours\n"
        "scenario: a team, and answers in time\n"
        "party: QMA\n"
        "launched: 2027-01-04\n"
        "steps:\n"
        "  - {day: 2027-01-11, bind: team, actor: a@QMB}\n"
        "  - {day: 2027-01-11, record: appoint_team, expect: {step: self_assessment}}\n"
        "  - {day: 2027-05-03, record: submit, with: responses, expect: {step: expert_analysis}}\n",
        encoding="utf-8",
    )
    return path


def test_a_scenario_that_holds(empty: Desk, scenario: Path) -> None:
    """By its file, by the definition's name or file, or because it lies here."""
    for asked in ((scenario.name,), ("ours.yaml",), ()):
        typed = empty.ok("definition", "test", *asked)
        assert typed.out == "holds    ours@1: a team, and answers in time (3 steps)\n"
        assert typed.err == "1 scenario: all as expected\n"


def test_a_scenario_that_differs_is_told_line_by_line(empty: Desk, scenario: Path) -> None:
    """File, line, act, what was expected and what was found; exit 1."""
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("step: expert_analysis", "step: dialogue"), encoding="utf-8")

    typed = empty.type("definition", "test", scenario.name)

    assert typed.code == 1
    assert typed.out.splitlines() == [
        "differs  ours@1: a team, and answers in time (3 steps)",
        "  ours.scenarios.yaml:8: 2027-05-03 record submit",
        "    expected  step dialogue",
        "    found     step expert_analysis",
    ]
    assert typed.err == "1 scenario: 1 differs\n"
    data = empty.type("definition", "test", scenario.name, "--json").data
    assert data["scenarios"][0]["differences"][0]["line"] == 8  # type: ignore[index]


def test_what_a_file_rules_out_is_tried(empty: Desk, scenario: Path) -> None:
    """Each with its words and its paragraph; the log of it all verifies."""
    typed = empty.ok("definition", "test", "--refusals", "ours.yaml")

    lines = typed.out.splitlines()
    assert lines[0].startswith("ours@1: ")
    assert lines[-2] == "  each was ruled out with its words and its paragraph"
    assert lines[-1].endswith("entries verifies")
    assert empty.type("definition", "test", "--refusals").code == 2
