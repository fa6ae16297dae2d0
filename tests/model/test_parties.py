"""Parties: rosters read whole, names found or given back, treaties in force by count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import UnknownError, WorkflowError
from workflow.library import parties_text, party_names_text
from workflow.model.rosters.names import distance, fold
from workflow.model.rosters.parties import (
    TREATY_IN_FORCE,
    AmbiguousPartyError,
    Party,
    Roster,
    UnknownPartyError,
    entry_into_force,
    force_basis,
    in_force,
    nearest,
    roster_from_data,
    roster_to_data,
    twins,
)
from workflow.model.rosters.roster_text import RosterError, parse_aliases, parse_roster

SHIPPED = parse_roster(parties_text())
ALIASES = parse_aliases(party_names_text())
HEADER = "iso3,name,regional_group,charter,annex\n"


def findings(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RosterError) as caught:
        parse_roster(text)
    return [(found.line, found.message) for found in caught.value.findings]


def test_the_shipped_roster_is_what_its_note_says() -> None:
    """198 parties, and the deposits that were counted when it was made."""
    deposits = {
        name: sum(name in party.deposits for party in SHIPPED.parties)
        for name in SHIPPED.instruments
    }
    assert len(SHIPPED.parties) == 198
    assert deposits == {"untoc": 179, "tip": 159, "som": 138, "firearms": 109}
    assert SHIPPED.last_deposit() == date(2014, 3, 21)


@pytest.mark.parametrize("instrument", TREATY_IN_FORCE)
def test_the_day_a_treaty_entered_into_force_can_be_counted(instrument: str) -> None:
    """Ninety days after the fortieth deposit; the European Union's does not count."""
    days = sorted(
        party.deposits[instrument]
        for party in SHIPPED.parties
        if instrument in party.deposits and party.code != "EUE"
    )
    assert days[39] + timedelta(days=90) == TREATY_IN_FORCE[instrument]


def test_a_party_is_bound_from_the_thirtieth_day_after_its_deposit() -> None:
    """Not on the twenty-ninth, and not from deposit."""
    greece = SHIPPED.find("GRC")
    assert entry_into_force(date(2011, 1, 11)) == date(2011, 2, 10)
    assert not in_force(greece, "untoc", date(2011, 2, 9))
    assert in_force(greece, "untoc", date(2011, 2, 10))
    assert not in_force(SHIPPED.find("JPN"), "untoc", date(2026, 1, 1))
    assert not in_force(greece, "charter", date(2026, 1, 1))


def test_no_party_is_bound_before_the_treaty_is_in_force() -> None:
    """An early deposit waits for the fortieth."""
    monaco = date(2001, 6, 5)
    assert entry_into_force(monaco, "untoc") == date(2003, 9, 29)
    assert entry_into_force(monaco, "firearms") == date(2005, 7, 3)
    assert entry_into_force(monaco, "charter") == date(2001, 7, 5)


def test_the_count_is_assumed_for_all_but_the_convention() -> None:
    """What nobody said is shown as assumed."""
    assert [force_basis(name) for name in ("untoc", "tip")] == ["art. 38 para 2", "assumed"]


def test_the_parties_to_an_instrument_are_those_it_binds() -> None:
    """The European Union deposited on the last day recorded, and was bound in April 2014."""
    april = SHIPPED.parties_to("firearms", date(2014, 4, 20))
    assert len(SHIPPED.parties_to("firearms", date(2014, 4, 19))) == 108
    assert len(april) == 109
    with pytest.raises(UnknownError, match="'firearm' is not an instrument") as caught:
        SHIPPED.parties_to("firearm", date(2014, 4, 20))
    assert caught.value.problems[0].hint == "did you mean 'firearms'?"


SPELLINGS = {
    "mex": "MEX",
    " Mexico ": "MEX",
    "MÉXICO": "MEX",
    "Ivory Coast": "CIV",
    "Cote d’Ivoire": "CIV",
    "Turkey": "TUR",
    "turkiye": "TUR",
    "Czech Republic": "CZE",
    "UK": "GBR",
    "U.S.A.": "USA",
    "South Korea": "KOR",
    "Russia": "RUS",
    "Holland": "NLD",
    "the Netherlands": "NLD",
    "Burma": "MMR",
    "Swaziland": "SWZ",
    "Cape Verde": "CPV",
    "DR Congo": "COD",
    "Congo": "COG",
    "Syria": "SYR",
    "Iran": "IRN",
    "Islamic Republic of Iran": "IRN",
    "Laos": "LAO",
    "Vietnam": "VNM",
    "Tanzania": "TZA",
    "Bolivia": "BOL",
    "Venezuela": "VEN",
    "Moldova": "MDA",
    "Macedonia": "MKD",
    "European Union": "EUE",
    "EU": "EUE",
    "Vatican": "VAT",
    "Palestine": "PSE",
    "The Gambia": "GMB",
    "Bosnia & Herzegovina": "BIH",
    "St. Kitts and Nevis": "KNA",
    "Niger": "NER",
    "Guinea": "GIN",
    "guinea bissau": "GNB",
}


@pytest.mark.parametrize(("text", "code"), SPELLINGS.items())
def test_a_party_answers_to_the_names_people_type(text: str, code: str) -> None:
    """Case, accents, punctuation, `the` and `and` never matter."""
    assert SHIPPED.find(text, ALIASES).code == code


@pytest.mark.parametrize("party", SHIPPED.parties, ids=lambda party: party.code)
def test_every_party_is_found_by_code_and_by_name(party: Party) -> None:
    """No name hides behind another's name, code or alias."""
    for text in (party.code, party.code.lower(), party.name, party.name.upper()):
        assert SHIPPED.find(text, ALIASES) == party


def test_every_alias_belongs_to_a_party_and_hides_no_name() -> None:
    """An alias never answers for another party's own name or code."""
    for alias, codes in ALIASES.items():
        assert all(SHIPPED.by_code(code) for code in codes)
        named = [party for party in SHIPPED.parties if fold(party.name) == alias]
        assert {party.code for party in named} <= set(codes)
        assert SHIPPED.by_code(alias.upper()) in {None, *map(SHIPPED.by_code, codes)}


def test_an_ambiguous_name_is_given_back_with_all_it_may_mean() -> None:
    """Nothing is guessed."""
    with pytest.raises(AmbiguousPartyError) as caught:
        SHIPPED.find("Korea", ALIASES)
    both = ("Democratic People's Republic of Korea (PRK)", "Republic of Korea (KOR)")
    assert caught.value.near == both
    assert str(caught.value) == (
        f"P021 'Korea' may be {both[0]} or {both[1]}\n  hint: write the code"
    )


def test_an_unknown_name_is_given_back_with_the_nearest() -> None:
    """The error is a `ValueError` and a `WorkflowError`, for both kinds of caller."""
    with pytest.raises(UnknownPartyError) as caught:
        SHIPPED.find("Nigerr", ALIASES)
    assert caught.value.near == ("Niger (NER)", "Nigeria (NGA)")
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, WorkflowError)
    assert str(caught.value) == (
        "P020 no party is called 'Nigerr'\n  hint: did you mean Niger (NER) or Nigeria (NGA)?"
    )


def test_two_letter_codes_are_not_accepted() -> None:
    """`CH` is Switzerland to one clerk and China to another."""
    with pytest.raises(UnknownPartyError):
        SHIPPED.find("CH", ALIASES)


@pytest.mark.parametrize("text", ["", "  ", "()", "the"])
def test_no_name_at_all_is_nobody(text: str) -> None:
    """An empty text folds to nothing and finds nothing."""
    with pytest.raises(UnknownPartyError) as caught:
        SHIPPED.find(text, ALIASES)
    assert caught.value.near == ()


TWINS = {
    "NER": {"NGA"},
    "NGA": {"NER"},
    "GIN": {"GNB", "GNQ", "PNG"},
    "PNG": {"GIN", "GNB", "GNQ"},
    "COG": {"COD"},
    "DMA": {"DOM"},
    "SVK": {"SVN"},
    "KOR": {"PRK"},
    "MRT": {"MUS"},
    "AUS": {"AUT"},
    "IRN": {"IRQ"},
    "GMB": {"ZMB"},
    "SDN": {"SSD"},
    "MEX": set(),
    "LCA": set(),
    "USA": set(),
}


@pytest.mark.parametrize(("code", "others"), TWINS.items())
def test_names_easily_confused_are_found(code: str, others: set[str]) -> None:
    """Computed from the names, so that an invented roster has its twins too."""
    assert {party.code for party in twins(SHIPPED.find(code), SHIPPED)} == others


def test_to_be_a_twin_is_mutual_and_rare() -> None:
    """A warning that is always shown is not read."""
    pairs = {(p.code, t.code) for p in SHIPPED.parties for t in twins(p, SHIPPED)}
    assert pairs == {(b, a) for a, b in pairs}
    assert len({a for a, _ in pairs}) < 40


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_of_two_words_is_a_distance(a: str, b: str, c: str) -> None:
    """Zero for the same word, symmetric, and no detour is shorter."""
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) == distance(b, a)
    assert distance(a, c) <= distance(a, b) + distance(b, c)
    assert abs(len(a) - len(b)) <= distance(a, b) <= max(len(a), len(b))


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), max_size=4))
def test_case_and_punctuation_never_matter(words: list[str]) -> None:
    """One key for every spelling."""
    spellings = (" ".join(words), "-".join(words).upper(), f"the {', '.join(words)}.")
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_a_roster_comes_back_from_the_log_as_it_went_in() -> None:
    """Plain data and nothing else, so that a log alone can rebuild it."""
    data = roster_to_data(SHIPPED)
    assert roster_from_data(data) == SHIPPED
    assert data["instruments"] == ["untoc", "tip", "som", "firearms"]
    assert data["parties"][0] == {  # type: ignore[index]  # plain data
        "code": "AFG",
        "name": "Afghanistan",
        "group": "asia_pacific",
        "deposits": {"untoc": "2003-09-24"},
    }


@pytest.mark.parametrize("data", [{}, {"instruments": [], "parties": [{"code": 3}]}])
def test_data_of_another_shape_are_no_roster(data: dict[str, object]) -> None:
    """A plain error, not an attribute that is missing."""
    with pytest.raises(ValueError, match=r"^a (roster|party) is"):
        roster_from_data(data)


def test_an_invented_roster_is_read_by_the_same_rules() -> None:
    """The instruments are the columns after the group; order of lines does not matter."""
    text = f"{HEADER}NOR,Norland,none,2020-02-29,\n\nALD,Aldia,northern,,2021-01-01\n"
    roster = parse_roster(text)
    assert roster == Roster(
        instruments=("charter", "annex"),
        parties=(
            Party(code="ALD", name="Aldia", group="northern", deposits={"annex": date(2021, 1, 1)}),
            Party(code="NOR", name="Norland", deposits={"charter": date(2020, 2, 29)}),
        ),
    )
    assert nearest("Aldya", roster) == ("Aldia (ALD)",)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_ending_of_lines_are_read(ending: str) -> None:
    """As spreadsheets write them."""
    text = f"{HEADER}ALD,Aldia,northern,,\n"
    assert parse_roster("\ufeff" + text.replace("\n", ending)) == parse_roster(text)


def test_columns_for_people_are_allowed_and_not_read() -> None:
    """`notes` and `source` hold no deposits."""
    roster = parse_roster("iso3,name,regional_group,notes,charter\nALD,Aldia,none,hm,2020-01-01\n")
    assert roster.instruments == ("charter",)
    assert roster.parties[0].deposits == {"charter": date(2020, 1, 1)}


def test_every_problem_of_a_roster_is_found_at_once() -> None:
    """With its line, in the order of the file."""
    text = (
        f"{HEADER}"
        "ALD,Aldia,northern,21/03/2014,\n"
        "ald,Belandia,,,\n"
        "ALD,aldia,northern,2021-02-29,2020-1-1,x\n"
        ",,none,,\n"
    )
    assert findings(text) == [
        (2, "'21/03/2014' under 'charter' is not a date"),
        (3, "'ald' is not a code"),
        (3, "'' is not a regional group"),
        (3, "the code 'ald' is already on line 2"),
        (4, "the line has 6 cells, the header 5"),
        (4, "'2021-02-29' under 'charter' is not a date"),
        (4, "'2020-1-1' under 'annex' is not a date"),
        (4, "the code 'ALD' is already on line 2"),
        (4, "the name 'aldia' is already on line 2"),
        (5, "'' is not a code"),
        (5, "'' is not a name"),
    ]


WRONG = [
    ("", 1, "the file is empty"),
    ("\ufeff\r\n \n", 1, "the file is empty"),
    (HEADER, 1, "the file names no party"),
    ("code,name\n", 1, "the header begins 'code,name'"),
    ("iso3;name;regional_group\n", 1, "the header begins 'iso3;name;regional_group'"),
    ("iso3,name,regional_group\n", 1, "the header names no instrument"),
    ("iso3,name,regional_group,a,a\n", 1, "the column 'a' is there twice"),
    ("iso3,name,regional_group,Treaty 1\n", 1, "the column 'Treaty 1' is not a name"),
    (f'{HEADER}ALD,"Aldia,n,,\n', 2, "the line cannot be read: unexpected end of data"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_file_that_is_no_roster_says_why(text: str, line: int, message: str) -> None:
    """One problem, with its line."""
    assert findings(text) == [(line, message)]


def test_a_column_that_is_no_instrument_of_the_mechanism_is_named() -> None:
    """With the nearest that is."""
    with pytest.raises(RosterError) as caught:
        parse_roster("iso3,name,regional_group,tipp\nALD,Aldia,none,\n", instruments=["tip"])
    assert str(caught.value) == (
        "P010 line 1: the column 'tipp' is no instrument here\n  hint: did you mean 'tip'?"
    )


@given(st.text())
def test_any_text_at_all_is_a_roster_or_one_error(text: str) -> None:
    """No file makes the reader fall over."""
    for candidate in (text, HEADER + text):
        try:
            parse_roster(candidate)
        except RosterError as error:
            caught = error
        else:
            continue
        assert caught.findings


def test_a_control_sign_in_a_name_is_a_problem_of_its_line() -> None:
    """No store of ours can keep a NUL, and no list of names shows one."""
    with pytest.raises(RosterError) as caught:
        parse_roster(f"{HEADER}MEX,Mex\x00ico,african,2003-03-04\n")
    assert [found.line for found in caught.value.findings] == [2]
    assert "has the control sign U+0000" in str(caught.value)


def test_a_wrong_list_of_names_says_so() -> None:
    """Header and lines."""
    for text, message in (
        ("a,b\n", "the header is wrong"),
        ("iso3,alias\nMEX,\n", "the line is not a code and one other name"),
        ("iso3,alias\nmx,Mexiko\n", "'mx' is not a code"),
        ("iso3,alias\nMEX,Mex\x00iko\n", "line 2: .*has the control sign U\\+0000"),
    ):
        with pytest.raises(RosterError, match=message):
            parse_aliases(text)
