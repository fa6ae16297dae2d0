"""The page on guards has every guard once, and each has tests or says why not yet."""

import re

from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "reference" / "guards.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \*\*G(\d+)\*\* .*\| ([^|]+) \|$", PAGE, re.M)


def test_every_guard_stands_on_the_page_once() -> None:
    """G1 to G15, in order."""
    assert [int(number) for number, _ in ROWS] == list(range(1, 16))


def test_each_guard_has_tests_of_its_number_in_the_file_that_is_named() -> None:
    """Where there is no test, the row says that it is not yet so."""
    for number, cell in ROWS:
        if cell == "-":
            (row,) = re.findall(rf"^\| \*\*G{number}\*\* .*$", PAGE, re.M)
            assert "**not yet.**" in row
            continue
        file = ROOT / "tests" / "guards" / cell.strip("`")
        assert f"def test_g{number}_" in file.read_text(encoding="utf-8")


def test_no_row_puts_a_house_rule_into_the_mouth_of_a_state() -> None:
    """A State demands nothing on this page."""
    assert not re.search(r"\bdemands?\b", PAGE)
