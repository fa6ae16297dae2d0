"""Values as typed: numbers in one form, and names without the shipped list."""

import runpy
from pathlib import Path

import pytest

from workflow import library
from workflow.errors import UnreadableError
from workflow.model.definition import Fact
from workflow.model.rosters.parties import UnknownPartyError
from workflow.model.rosters.roster_text import parse_aliases, parse_roster
from workflow.service.reading import read_fact
from workflow.service.typed import check_account, check_command

RATING = Fact(name="rating", kind="number", by=("team",))


@pytest.mark.parametrize(
    ("typed", "kept"), [("3", "3"), ("3.50", "3.50"), ("-0", "0"), ("-0.0", "0.0"), ("+7", "7")]
)
def test_a_number_is_kept_in_plain_notation(typed: str, kept: str) -> None:
    """One value, one form; nothing is minus nought."""
    assert read_fact(RATING, typed) == kept


@pytest.mark.parametrize("typed", ["٣", "1e999999", "1E5", "1_000", "NaN", "Infinity", "", "."])
def test_what_readers_take_differently_is_no_number(typed: str) -> None:
    """ASCII digits and one point."""
    with pytest.raises(UnreadableError, match="E108"):
        read_fact(RATING, typed)


@pytest.mark.parametrize("typed", ["", "a b", "a\n", "é", "x" * 129])
def test_an_id_of_a_command_is_plain(typed: str) -> None:
    """1 to 128 signs that can be seen and typed anywhere."""
    with pytest.raises(UnreadableError, match="E141"):
        check_command(typed)
    assert check_command("clerk-2027-05-02/1") == "clerk-2027-05-02/1"


@pytest.mark.parametrize("typed", ["", " ", "a\nb", "a\x00", "x" * 129])
def test_an_account_is_one_line(typed: str) -> None:
    """It is printed in every history."""
    with pytest.raises(UnreadableError, match="E142"):
        check_account(typed)
    assert check_account("DOMÄNE\\clerk") == "DOMÄNE\\clerk"


def test_without_the_shipped_lists_nobody_has_another_name(tmp_path: Path) -> None:
    """Names that stand in the store are found all the same; of others, the code is asked for."""
    alone = tmp_path / "workflow" / "library.py"
    alone.parent.mkdir()
    alone.write_text(Path(library.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    found = runpy.run_path(str(alone))["party_names_text"]()

    roster = parse_roster("iso3,name,regional_group,untoc\nMEX,Mexico,grulac,2003-03-04\n")
    assert parse_aliases(found) == {}
    assert roster.find("mexico", parse_aliases(found)).code == "MEX"
    with pytest.raises(UnknownPartyError, match="write the code"):
        roster.find("Zzzz", parse_aliases(found))
