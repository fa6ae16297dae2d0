"""Selections: all, some, a repeatable sample, or every reason why not."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.library import parties_text, party_names_text
from workflow.model.rosters.parties import Party, Roster, in_force
from workflow.model.rosters.roster_text import parse_aliases, parse_roster
from workflow.model.rosters.selection import (
    All,
    Named,
    Sample,
    SelectionError,
    Wanted,
    parse_selection,
    select,
)

ROSTER = parse_roster(parties_text())
ALIASES = parse_aliases(party_names_text())


def not_bound(party: Party) -> str | None:
    bound = in_force(party, "untoc", date(2014, 3, 21))
    return None if bound else "is no party to the Convention"


def selected(text: str, file_text: str | None = None) -> list[str]:
    selection = parse_selection(text, file_text=file_text)
    parties = select(selection, ROSTER, aliases=ALIASES, why_not=not_bound)
    return [party.code for party in parties]


def problems(text: str, file_text: str | None = None) -> list[str]:
    with pytest.raises(SelectionError) as caught:
        selected(text, file_text)
    return [problem.words for problem in caught.value.problems]


def test_each_form_is_read() -> None:
    """ALL, a list, a sample, a file."""
    assert parse_selection(" all ") == All()
    assert parse_selection("MEX, Ivory Coast ,") == Named((Wanted("MEX"), Wanted("Ivory Coast")))
    assert parse_selection('"Korea, Republic of",MEX') == Named(
        (Wanted("Korea, Republic of"), Wanted("MEX"))
    )
    assert parse_selection("sample:10:spring-2027") == Sample(10, "spring-2027")
    assert parse_selection("list.txt", file_text="\ufeff# the pilot\nMEX # host\r\n\nNorway\n") == (
        Named((Wanted("MEX", 2), Wanted("Norway", 4)))
    )


def test_all_are_those_that_qualify_by_name() -> None:
    """Accents do not send a party to the end of the list."""
    codes = selected("ALL")
    assert len(codes) == 179
    assert "JPN" not in codes
    assert codes.index("CRI") < codes.index("CIV") < codes.index("HRV")


def test_parties_are_taken_by_any_name_and_listed_by_name() -> None:
    """The order typed does not matter."""
    assert selected("Norway,ivory coast,MEX") == ["CIV", "MEX", "NOR"]
    assert selected("list.txt", "turkey\nCZECHIA\n") == ["CZE", "TUR"]


@given(st.integers(1, 179), st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True))
def test_a_sample_can_be_made_again_by_hand(count: int, seed: str) -> None:
    """The oracle is sha256sum and sort."""
    codes = [party.code for party in ROSTER.parties if not_bound(party) is None]
    sums = sorted((hashlib.sha256(f"{seed}:{code}".encode()).hexdigest(), code) for code in codes)
    assert set(selected(f"sample:{count}:{seed}")) == {code for _, code in sums[:count]}


@given(st.integers(1, 178), st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True))
def test_a_larger_sample_holds_the_smaller(count: int, seed: str) -> None:
    """So that a pilot can grow."""
    assert set(selected(f"sample:{count}:{seed}")) < set(selected(f"sample:{count + 1}:{seed}"))


def test_one_sample_is_known_for_ever() -> None:
    """A release that chose others would change the history of a rehearsal."""
    assert selected("sample:4:2027") == ["EST", "LUX", "MLI", "SUR"]


def test_a_sample_larger_than_the_candidates_is_named_with_its_numbers() -> None:
    """And is not cut short."""
    assert problems("sample:180:7") == ["a sample of 180 was asked for, but 179 parties qualify"]


@pytest.mark.parametrize("text", ["sample", "sample:10", "sample:0:1", "sample:x:1", "sample:1:"])
def test_a_sample_needs_a_number_and_a_seed(text: str) -> None:
    """Without a seed nobody could make it again."""
    assert problems(text) == [f"{text!r} is not a sample of 1 to 9999 parties with a seed"]


@pytest.mark.parametrize("text", ["", " ", ",", " , ,"])
def test_nobody_is_not_a_selection(text: str) -> None:
    """An empty text is a slip, not everybody."""
    assert problems(text) == ["no party is named"]


def test_a_file_without_a_party_is_named() -> None:
    """Comments alone are nobody."""
    assert problems("list.txt", "# nobody yet\n\n") == ["the file 'list.txt' names no party"]


def test_a_quotation_mark_left_open_is_named() -> None:
    """With what the reader met."""
    assert problems('"Mexico') == ["'\"Mexico' cannot be read: unexpected end of data"]


def test_every_problem_of_a_list_is_found_at_once() -> None:
    """Unknown, ambiguous, twice, and not a party, each in its words."""
    assert problems("Mexcio,Korea,MEX,mexico,JPN") == [
        "no party is called 'Mexcio'",
        "'Korea' may be Democratic People's Republic of Korea (PRK) or Republic of Korea (KOR)",
        "Mexico (MEX) is named twice: 'mexico' and 'MEX'",
        "Japan (JPN) is no party to the Convention",
    ]


def test_a_problem_in_a_file_has_its_line_and_its_hint() -> None:
    """The whole message, as it is shown."""
    with pytest.raises(SelectionError) as caught:
        selected("list.txt", "MEX\n\nMexcio # near\nmexico\n")
    assert str(caught.value) == (
        "P020 line 3: no party is called 'Mexcio'\n"
        "  hint: did you mean Mexico (MEX)?\n"
        "P034 line 4: Mexico (MEX) is named twice: 'mexico' and 'MEX' on line 1\n"
        "  hint: leave one of the two"
    )


def test_a_roster_in_which_nobody_qualifies_says_why() -> None:
    """An empty cycle is a slip too."""
    japan = Roster(instruments=("untoc",), parties=(ROSTER.find("JPN"),))
    with pytest.raises(SelectionError) as caught:
        select(All(), japan, why_not=not_bound)
    assert str(caught.value) == (
        "P032 no party of the roster qualifies: each is no party to the Convention"
    )
