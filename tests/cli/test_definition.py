"""Definitions: listed, shown, checked, drawn."""

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from workflow.library import shipped_text

FRANCE = shipped_text("views-2009", "france.yaml")


def test_definitions_are_listed(empty: Desk) -> None:
    """Both of 2009, without a store."""
    typed = empty.ok("definition", "list", "--json")

    assert typed.err == ""
    listed = {(each["name"], each["status"]) for each in typed.data["definitions"]}
    assert listed >= {("finland-2009", "proposal"), ("france-2009", "proposal")}


def test_a_projects_own_definition_is_listed_too(empty: Desk) -> None:
    """In `definitions` beside the project file."""
    (empty.folder / "peer-review.toml").write_text("")
    (empty.folder / "definitions").mkdir()
    text = FRANCE.replace("definition: france-2009", "definition: ours")
    (empty.folder / "definitions" / "ours.yaml").write_text(text)

    listed = empty.ok("definition", "list", "--json").data["definitions"]

    assert "ours" in {each["name"] for each in listed}
    assert empty.ok("definition", "show", "ours").out.startswith("ours version 1: ")


def test_three_misspelt_targets_are_three_findings(empty: Desk) -> None:
    """In line order, each with a hint; the copy that is right ends with 0."""
    text = FRANCE
    for right, wrong in (
        ("to: expert_analysis}", "to: expert_analisis}"),
        ("to: dialogue,", "to: dialog,"),
        ("to: comments}", "to: coments}"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    (empty.folder / "copy.yaml").write_text(text)
    (empty.folder / "right.yaml").write_text(FRANCE)

    typed = empty.type("definition", "check", "copy.yaml")
    lines = typed.out.splitlines()

    assert typed.code == 1
    assert typed.err == "1 definition checked: 3 errors, 0 to note\n"
    assert [line.split(" ")[1] for line in lines[::2]] == ["D301"] * 3
    assert [line.partition(":")[0] for line in lines[::2]] == ["copy.yaml"] * 3
    assert all(line.startswith("  hint: ") for line in lines[1::2])
    numbers = [int(line.split(":")[1]) for line in lines[::2]]
    assert numbers == sorted(numbers)
    assert empty.type("definition", "check", "right.yaml").code == 0


def test_scenarios_beside_a_definition_are_pointed_to_and_not_read_as_one(empty: Desk) -> None:
    """As when a whole folder is checked."""
    path = empty.folder / "right.scenarios.yaml"
    path.write_text("definition: ./right.yaml\n", encoding="utf-8")
    typed = empty.type("definition", "check", "right.scenarios.yaml", "france-2009")

    assert typed.code == 0
    assert "right.scenarios.yaml holds scenarios: peer-review definition test" in typed.err
    assert "1 definition checked" in typed.err


def test_several_files_are_checked_at_once(empty: Desk) -> None:
    """And one bad one is enough for exit code 1."""
    (empty.folder / "a.yaml").write_text(FRANCE)
    (empty.folder / "b.yaml").write_text("definition: [\n")

    typed = empty.type("definition", "check", "a.yaml", "b.yaml", "france-2009", "--json")

    assert typed.code == 1
    assert {found["file"] for found in typed.data["findings"] if found["severity"] == "error"} == {
        "b.yaml"
    }


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x7fELF\x02\xff\xfe", "bad.yaml:1:6: D001 the byte 0xFF is not UTF-8"),
        (b"", "bad.yaml:1:1: D006 the file is empty"),
        (b"a: [1, 2\n", "bad.yaml:2:1: D001 "),
        (b"- 1\n", "bad.yaml:1:1: D006 the file is not a table of keys"),
    ],
)
def test_what_is_no_definition_is_a_finding(empty: Desk, content: bytes, found: str) -> None:
    """Binary, empty or broken: a place and a code, and no traceback."""
    (empty.folder / "bad.yaml").write_bytes(content)

    checked = empty.type("definition", "check", "bad.yaml")
    shown = empty.type("definition", "show", "bad.yaml")

    assert checked.code == 1
    assert checked.out.startswith(found)
    assert (shown.code, shown.out) == (1, "")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent.yaml", "absent.yaml: F001 is not there\n"),
        (".", ".: F001 is a folder, not a file\n"),
        ("folder.yaml", "folder.yaml: F001 is a folder, not a file\n"),
    ],
)
def test_what_cannot_be_opened_is_told(empty: Desk, name: str, message: str) -> None:
    """Exit code 2: the command was not what was meant."""
    (empty.folder / "folder.yaml").mkdir()

    typed = empty.type("definition", "check", name if "." in name[1:] else "./.")

    assert typed.code == 2
    assert typed.err.removeprefix("./") == message


def test_an_unknown_definition_is_told_with_near_names(empty: Desk) -> None:
    """Exit code 5."""
    typed = empty.type("definition", "draw", "frence-2009")

    assert (typed.code, typed.out) == (5, "")
    assert typed.err.startswith(
        "D901 there is no definition 'frence-2009'\n  hint: did you mean 'france-2009'"
    )


def test_a_design_is_shown_with_every_basis(empty: Desk) -> None:
    """Two tables for each chart."""
    shown = empty.ok("definition", "show", "france-2009").out

    assert "chart review, one for each party: steps" in shown
    assert "chart hearing: events" in shown
    assert "house rule: the State may first comment" in shown


def test_a_resolved_design_is_what_is_hashed(empty: Desk) -> None:
    """As one flat file, nothing filled in: read again, it has the same identity."""
    text = empty.ok("definition", "show", "baseline-2009", "--resolved").out
    Path("flat.yaml").write_text(text, encoding="utf-8")
    flat = empty.ok("definition", "show", "flat.yaml", "--json").data

    assert "filled in by us" in text
    assert flat["hash"] == empty.ok("definition", "show", "baseline-2009", "--json").data["hash"]


@pytest.mark.parametrize(
    ("layout", "begins"), [("text", "france-2009"), ("svg", "<svg"), ("mermaid", "")]
)
def test_a_design_is_drawn(empty: Desk, layout: str, begins: str) -> None:
    """On standard output, or into a file."""
    printed = empty.ok("definition", "draw", "france-2009", "--format", layout).out
    empty.ok("definition", "draw", "france-2009", "--format", layout, "--out", "drawn")

    assert printed.lstrip().startswith(begins)
    assert Path("drawn").read_text(encoding="utf-8") == printed


def test_a_file_that_cannot_be_written_is_told(empty: Desk) -> None:
    """With its name."""
    typed = empty.type("definition", "draw", "france-2009", "--out", "no/such/folder.txt")

    assert (typed.code, typed.out) == (2, "")
    assert typed.err == "no/such/folder.txt: F004 cannot be written: No such file or directory\n"


def test_the_schema_is_json(empty: Desk) -> None:
    """For an editor."""
    assert json.loads(empty.ok("definition", "schema").out)["title"].startswith("Definition")
