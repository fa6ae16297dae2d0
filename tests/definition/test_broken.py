"""Each broken file beside the findings it has: whole, in order, with exact places."""

from pathlib import Path

import pytest

from workflow.definition.codes import CODES
from workflow.definition.findings import report
from workflow.definition.read import read_definition

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))
#: Tested where a file of that kind is made: too large, from a log, not there.
ELSEWHERE = {"D002", "D900", "D901"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_has_exactly_these_findings(file: Path) -> None:
    """Nothing less, nothing that only follows, in the order of the file."""
    loaded = read_definition(file.read_text(encoding="utf-8"), file=file.name)

    expected = file.with_suffix(".txt").read_text(encoding="utf-8")
    assert f"{report(loaded.findings)}\n" == expected


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_definition_comes_out_exactly_when_no_finding_is_an_error(file: Path) -> None:
    """Warnings and notes do not keep a definition from being used."""
    loaded = read_definition(file.read_text(encoding="utf-8"), file=file.name)

    errors = [one for one in loaded.findings if one.severity == "error"]
    assert (loaded.definition is None) == bool(errors)


def test_there_are_many_and_each_has_its_text() -> None:
    """At least sixty, none without its findings and none left over."""
    assert len(FILES) >= 60
    assert {file.stem for file in FILES} == {file.stem for file in FOLDER.glob("*.txt")}


def test_every_code_is_shown_by_a_broken_file() -> None:
    """A check that no file can set off is no check."""
    said = "\n".join(file.with_suffix(".txt").read_text(encoding="utf-8") for file in FILES)

    assert {code for code in CODES if f": {code} " not in said} == ELSEWHERE


def test_three_misspelt_targets_are_three_findings() -> None:
    """No step is called unreachable because a target was misspelt."""
    file = FOLDER / "d301-three-misspelt-targets.yaml"

    findings = read_definition(file.read_text(encoding="utf-8"), file=file.name).findings
    assert [one.code for one in findings] == ["D301"] * 3
