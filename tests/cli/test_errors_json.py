"""A program that asked for JSON reads one object, however the command ends."""

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk, record


def error(desk: Desk, *words: str) -> dict[str, object]:
    """Type a command that does not do what it was asked; return what it says for programs."""
    result = desk.type(*words, "--json")
    told: dict[str, object] = json.loads(result.out)["error"]
    assert told["exit"] == result.code
    return told


def test_an_act_without_effect_is_told_with_its_entry(desk: Desk) -> None:
    """Every code, word, paragraph and hint of the refusal, and where it stands in the log."""
    told = error(desk, *record("fra/MEX", "submit", "x1@FRA", "team"))

    assert told["kind"] == "role"
    assert (told["where"], told["headline"], told["entry"]) == ("fra/MEX", "not recorded", 12)
    assert isinstance(told["problems"], list)
    assert told["problems"][0] == {
        "code": "R002",
        "message": "'submit' is for state_under_review, not for 'team'",
        "basis": "C 15",
        "hint": "record it with --role state_under_review",
        "near": [],
    }
    assert [problem["code"] for problem in told["problems"]] == ["R002", "R004"]


@pytest.mark.parametrize(
    ("words", "code", "near"),
    [
        (("review", "show", "fra/Mexcio"), "P020", ["Mexico (MEX)"]),
        (("review", "show", "fro/MEX"), "E002", ["fra"]),
        (("definition", "show", "frnce-2009"), "D901", ["france-2009"]),
        (("reviw",), "U001", ["review"]),
        (("status", "--audiense", "public"), "U001", ["--audience"]),
        (("status", "fra", "--as-of", "2027-13-01"), "E107", []),
    ],
)
def test_near_names_are_a_list(
    desk: Desk, words: tuple[str, ...], code: str, near: list[str]
) -> None:
    """A program need not read them out of a sentence."""
    told = error(desk, *words)

    assert isinstance(told["problems"], list)
    (problem,) = told["problems"]
    assert problem["code"] == code
    assert set(near) <= set(problem["near"])


def test_a_file_and_a_store_that_are_not_there_are_told_as_where(empty: Desk) -> None:
    """The place stands apart from the words."""
    told = error(empty, "definition", "check", "nothing.yaml")
    absent = error(empty, "store", "info", "--store", "nowhere.db")

    assert told["where"] == "nothing.yaml"
    assert str(absent["where"]).endswith(f"{Path('nowhere.db')}")


def test_words_for_people_stay_on_standard_error(desk: Desk) -> None:
    """Both are told: what a person reads is the same with and without `--json`."""
    plain = desk.type("review", "show", "fra/Mexcio")
    both = desk.type("review", "show", "fra/Mexcio", "--json")

    assert plain.out == ""
    assert both.err == plain.err
