"""The page on findings and the codes of the checks are the same list."""

import re
from pathlib import Path

from workflow.definition.codes import CODES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "findings.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTION = re.compile(r"^### (D\d{3}) (.+)\n\n\*(error|warning|note)\*$", re.M)


def test_each_code_has_its_section_and_no_section_is_left_over() -> None:
    """Code, title and severity agree."""
    on_page = {code: (severity, title) for code, title, severity in SECTION.findall(TEXT)}

    assert on_page == {code: (one.severity, one.title) for code, one in CODES.items()}


def test_each_printed_example_is_what_the_program_prints() -> None:
    """The examples are those of the broken files."""
    folder = Path(__file__).parent / "broken"
    printed = {
        line
        for file in folder.glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    examples = re.findall(r"^```\n(\S+\.yaml:.*?)\n```$", TEXT, re.M | re.S)

    assert examples
    assert [line for one in examples for line in one.splitlines() if line not in printed] == []
