"""Parties: by code or any common name."""

import pytest

from tests.cli.desk import Desk


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ivory Coast", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Czech Republic", "CZE"),
        ("nga", "NGA"),
        ("European Union", "EUE"),
    ],
)
def test_a_party_is_found_by_any_common_name(empty: Desk, name: str, code: str) -> None:
    """Without a store."""
    assert empty.ok("party", "find", name, "--json").data["party"]["code"] == code


def test_a_party_is_shown_with_its_dates_and_its_twin(empty: Desk) -> None:
    """In force is not deposit; the list says as of when it is."""
    typed = empty.ok("party", "find", "Niger")

    assert typed.err == "parties: shipped list, status at 21 March 2014\n"
    assert typed.out == (
        "Niger (NER, african)\n"
        "  untoc       deposit Thu 2004-09-30, in force Sat 2004-10-30 [art. 38 para 2]\n"
        "  tip         deposit Thu 2004-09-30, in force Sat 2004-10-30 [assumed]\n"
        "  som         deposit Wed 2009-03-18, in force Fri 2009-04-17 [assumed]\n"
        "  firearms    no deposit recorded\n"
        "  not Nigeria (NGA, african)\n"
    )


def test_an_unknown_party_is_told_with_near_names(empty: Desk) -> None:
    """Nothing is guessed."""
    typed = empty.type("party", "find", "Nigar")

    assert (typed.code, typed.out) == (5, "")
    assert typed.err.endswith(
        "P020 no party is called 'Nigar'\n  hint: did you mean Niger (NER) or Nigeria (NGA)?\n"
    )


def test_parties_are_listed_by_name(empty: Desk) -> None:
    """One on each line, with the dates each instrument enters into force."""
    lines = empty.ok("party", "list").out.splitlines()

    assert lines[0] == "code\tname\tregional_group\tuntoc_on\ttip_on\tsom_on\tfirearms_on"
    assert lines[1].split("\t")[:4] == ["AFG", "Afghanistan", "asia_pacific", "2003-10-24"]
    assert len(lines) == 199
