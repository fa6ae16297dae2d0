"""The reference pages are the program's own words."""

import pytest

from cli.exit_codes import EXIT_CODES, page
from cli.reference import commands_page
from tests.cli.desk import Desk
from tests.house.sources import ROOT
from workflow import errors

REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize(
    ("name", "text"), [("commands.md", commands_page()), ("exit-codes.md", page())]
)
def test_a_reference_page_is_up_to_date(name: str, text: str) -> None:
    """Else: python -m cli.reference commands (or exit-codes) > docs/reference/…"""
    assert (REFERENCE / name).read_text(encoding="utf-8") == text


def test_every_class_of_error_has_its_exit_code_explained() -> None:
    """The table knows them all."""
    known = {code for code, _, _ in EXIT_CODES}
    used = {
        each.exit_code
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.WorkflowError)
    }

    assert used <= known


def test_every_command_has_an_example() -> None:
    """Help begins to help with one."""
    sections = commands_page().split("\n## ")[1:]

    assert [name for name in sections if "Example" not in name] == []


def test_help_explains_the_exit_codes(empty: Desk) -> None:
    """And lists its topics."""
    assert "   6  not verified" in empty.ok("help", "exit-codes").out
    assert "Topics: peer-review help exit-codes" in empty.ok("help").out
    assert empty.ok("help", "exit-codes", "--json").data["exit_codes"][0]["code"] == 0
