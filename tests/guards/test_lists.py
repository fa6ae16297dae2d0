"""G1: no ranking of States, for any audience but the desk."""

from typing import cast

import pytest

from tests.cli.desk import Desk, Typed
from workflow.views.answers import Column
from workflow.views.audience import FEW, WITHHELD, Audience, Sort, counted, permit

LISTS = (("status", "fra"), ("review", "list", "fra"), ("deadline", "list", "fra"))
NAMES = ["Côte d'Ivoire", "European Union", "Mexico", "Niger", "Nigeria"]
TOLD = (
    "R080 house rule: lists for the {} are by name; in the order of {} a list of States reads as "
    "a ranking, and reviews are not conducive to any [inspired by C 23]"
)


def rows_of(typed: Typed, name: str) -> list[dict[str, object]]:
    """The records of a list in JSON."""
    return cast(list[dict[str, object]], typed.data[name])


@pytest.mark.parametrize("audience", ["parties", "public"])
@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_g1_an_order_by_date_is_not_shown_to_anybody_else(
    desk: Desk, words: tuple[str, ...], audience: str
) -> None:
    """In the words of the rule, with its paragraph; a question writes nothing."""
    for sort, what in (("due", "dates"), ("since", "days"))[: 1 if words[0] == "deadline" else 2]:
        typed = desk.type(*words, "--audience", audience, "--sort", sort)
        assert (typed.code, typed.out) == (3, "")
        assert TOLD.format(audience, what) in typed.err
        assert typed.err.startswith("not shown:")
        assert typed.err.endswith("nothing written\n")


@pytest.mark.parametrize("order", ["passed", "count", "days"])
def test_g1_no_list_knows_an_order_by_lateness_or_count(desk: Desk, order: str) -> None:
    """Not for the desk either: there is no such word."""
    typed = desk.type("review", "list", "fra", "--sort", order)

    assert typed.code == 2
    assert f"'{order}' is not one of 'name', 'due', 'since'" in typed.err


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_g1_on_the_desk_an_order_by_date_is_marked_as_internal(
    desk: Desk, words: tuple[str, ...]
) -> None:
    """What has a date comes first; Mexico alone has one."""
    typed = desk.ok(*words, "--sort", "due", "--json")

    assert "internal: an order by date is for the desk only, and is shown to nobody else" in (
        typed.err.splitlines()
    )
    assert typed.data["audience"] == "desk"
    what = "deadlines" if words[0] == "deadline" else "reviews"
    assert "Mexico" in str(rows_of(typed, what)[0])


@pytest.mark.parametrize("audience", ["parties", "public"])
def test_g1_others_are_told_which_reviews_there_are_by_name(desk: Desk, audience: str) -> None:
    """No step, day, date or lateness of a single review stands beside a name."""
    typed = desk.ok("review", "list", "fra", "--audience", audience, "--json")

    assert f"audience: {audience}" in typed.err
    assert typed.data["audience"] == audience
    rows = rows_of(typed, "reviews")
    assert [row["party_name"] for row in rows] == NAMES
    assert {key for row in rows for key in row} == {"review", "party_name"}


def test_g1_others_see_no_small_counts_on_the_board(desk: Desk) -> None:
    """One in self-assessment and four launched: neither number is told."""
    typed = desk.ok("status", "fra", "--audience", "public", "--json")

    assert {column["count"] for column in rows_of(typed, "columns")} == {FEW}
    assert not {"awaited", "moved", "vacancies", "not_moving"} & set(typed.data)
    assert [row["party_name"] for row in rows_of(typed, "reviews")] == NAMES


def test_g1_one_small_count_is_never_withheld_alone() -> None:
    """Else the sum would tell it."""
    columns = [
        Column(key=key, label=key, is_phase=True, count=count)
        for key, count in (("a", 12), ("b", 2), ("c", 7))
    ]

    assert [one.count for one in counted(columns)] == ["12", FEW, WITHHELD]
    assert [one.count for one in counted(columns[:1])] == ["12"]


def test_g1_time_limits_are_rules_for_the_public_and_dates_for_the_parties(desk: Desk) -> None:
    """Whether one passed is for the desk."""
    heads = {
        audience: desk.ok("deadline", "list", "fra", "--audience", audience, "--tsv").out
        for audience in ("parties", "public")
    }

    assert heads["parties"].splitlines() == [
        "party_name\tname\trule\tbasis\tdue_on",
        "Mexico\tself_assessment\t6 months (assumed)\tC 15\t2027-07-04",
    ]
    assert heads["public"].splitlines()[0] == "party_name\tname\trule\tbasis"


def test_g1_the_page_is_for_the_desk(desk: Desk) -> None:
    """It has timelines of single States."""
    typed = desk.type("status", "--html", "page.html", "--audience", "parties")

    assert typed.code == 3
    assert "R081 house rule: the page shows single reviews" in typed.err
    assert "[inspired by C 23]" in typed.err
    assert not (desk.folder / "page.html").exists()


def test_g1_by_name_everybody_may_ask() -> None:
    """And the desk in any order."""
    for audience in Audience:
        permit(audience, Sort.NAME)
    for sort in Sort:
        permit(Audience.DESK, sort)
