"""The arithmetic of votes: exact, on every base, with its words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.polling.poll_rules import (
    Consensus,
    Share,
    VoteRule,
    parse_electorate,
    parse_line,
    parse_objections,
    parse_share,
)
from workflow.model.polling.tally import Count, count, tally

THEN = {"carried": "adopted", "lost": "draft", "no_quorum": "adoption"}


def rule(*carried: str, quorum: str = "", abstentions_cast: bool = False) -> VoteRule:
    return VoteRule(
        role="plenary",
        narrowed=False,
        carried=tuple(parse_line(line) for line in carried),
        then=THEN,
        quorum=parse_share(quorum) if quorum else None,
        abstentions_cast=abstentions_cast,
    )


def votes(for_: int, against: int, abstaining: int, *, of: int = 49) -> Count:
    return Count(members=of, entitled=of, for_=for_, against=against, abstaining=abstaining)


TWO_BASES = rule("2/3 of cast", "more than 1/2 of members", quorum="1/2 of members")


def test_thirty_twelve_seven_of_forty_nine_carries_and_says_why() -> None:
    """Both lines are reached, and each number can be checked by hand."""
    found = tally(TWO_BASES, votes(30, 12, 7))

    assert found.result == "carried"
    assert found.words == (
        "30 for, 12 against, 7 abstaining; 0 of 49 entitled did not vote.",
        "Quorum, 1/2 of members: 49 of 49, at least 24 1/2 needed: reached.",
        "2/3 of cast: 30 of 42, at least 28 needed: reached.",
        "More than 1/2 of members: 30 of 49, more than 24 1/2 needed: reached.",
        "It is carried.",
    )


def test_twenty_four_ten_fifteen_does_not_carry() -> None:
    """Two thirds of those cast are not a majority of the members."""
    found = tally(TWO_BASES, votes(24, 10, 15))

    assert found.result == "lost"
    assert found.words[2:] == (
        "2/3 of cast: 24 of 34, at least 22 2/3 needed: reached.",
        "More than 1/2 of members: 24 of 49, more than 24 1/2 needed: not reached.",
        "It is not carried.",
    )


def test_without_quorum_no_line_is_looked_at() -> None:
    """Twenty-four of forty-nine are fewer than half."""
    found = tally(TWO_BASES, votes(24, 0, 0))

    assert found.result == "no_quorum"
    assert found.words[-2:] == (
        "Quorum, 1/2 of members: 24 of 49, at least 24 1/2 needed: not reached.",
        "There was no quorum.",
    )


def test_an_abstention_that_is_cast_can_lose_a_vote() -> None:
    """The same votes, with and without it in the base."""
    counted = votes(30, 12, 7)

    assert tally(rule("2/3 of cast"), counted).result == "carried"
    assert tally(rule("2/3 of cast", abstentions_cast=True), counted).result == "lost"


@pytest.mark.parametrize(
    ("line", "against", "result"),
    [
        ("consensus", 0, "carried"),
        ("consensus", 1, "lost"),
        ("consensus minus 1", 1, "carried"),
        ("consensus minus 1", 2, "lost"),
    ],
)
def test_a_consensus_bears_as_many_against_as_it_says(line: str, against: int, result: str) -> None:
    """None, or so many."""
    assert tally(rule(line), votes(20, against, 3)).result == result


def test_members_and_entitled_are_two_bases() -> None:
    """The State under review is a member, and may not vote."""
    counted = Count(members=3, entitled=2, for_=2)

    assert tally(rule("at least 1/1 of entitled"), counted).result == "carried"
    lost = tally(rule("1/1 of members"), counted)
    assert lost.result == "lost"
    assert lost.words[0].endswith("0 of 2 entitled did not vote, of 3 members.")


def test_nobody_for_it_is_never_carried() -> None:
    """Two thirds of no vote at all is reached, and means nothing."""
    assert tally(rule("2/3 of cast"), votes(0, 0, 9)).result == "lost"
    assert tally(rule("consensus"), votes(0, 0, 0)).words[-2:] == (
        "Nobody voted for it.",
        "It is not carried.",
    )


numbers = st.integers(min_value=0, max_value=200)


@given(for_=numbers, against=numbers, abstaining=numbers, silent=numbers, whole=numbers)
def test_a_share_is_exact(
    for_: int, against: int, abstaining: int, silent: int, whole: int
) -> None:
    """As cross-multiplied whole numbers, never as floats; one more vote for never hurts."""
    whole += 1
    part = 1 + (against + silent) % whole
    members = for_ + against + abstaining + silent
    counted = votes(for_, against, abstaining, of=members)

    lines = rule(f"{part}/{whole} of cast", f"{part}/{whole} of members")
    found = tally(lines, counted)

    reached = whole * for_ >= part * (for_ + against) and whole * for_ >= part * members
    assert (found.result == "carried") == (reached and for_ > 0)
    if found.result == "carried" and against:
        better = votes(for_ + 1, against - 1, abstaining, of=members)
        assert tally(lines, better).result == "carried"


@given(st.lists(st.sampled_from(["for", "against", "abstain"]), max_size=60))
def test_counting_does_not_depend_on_the_order(choices: list[str]) -> None:
    """Single acts, in whatever order they came."""
    one = count(choices, members=60, entitled=60)
    other = count(sorted(choices), members=60, entitled=60)

    assert one == other
    assert one.present == len(choices)


def test_lines_are_read() -> None:
    """Words, part, base; marks are not part of it."""
    assert parse_line("2/3 of cast (C 18)") == Share(
        text="2/3 of cast", part=Fraction(2, 3), base="cast", more=False
    )
    assert parse_line("more than 1/2 of present").text == "more than 1/2 of present"
    assert parse_line("consensus minus 2 (assumed)") == Consensus(text="consensus minus 2", minus=2)
    assert parse_electorate("plenary except party under review") == ("plenary", True)
    assert parse_electorate("team") == ("team", False)
    assert parse_objections("1 objection") == 1
    assert parse_objections("2 objections (assumed)") == 2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("two thirds of cast", 1),
        ("2/3 of votes", 8),
        ("3/2 of cast", 1),
        ("more than 1/1 of members", 11),
        ("0/3 of cast", 1),
        ("consensus minus 0", 1),
    ],
)
def test_what_is_no_line_is_said_with_its_column(text: str, column: int) -> None:
    """A slip is found when the file is read."""
    with pytest.raises(GrammarError) as caught:
        parse_line(text)
    assert caught.value.column == column


@pytest.mark.parametrize("text", ["no objections", "0 objections", "objections", "2"])
def test_what_is_no_number_of_objections_is_said(text: str) -> None:
    """At least one breaks a silence."""
    with pytest.raises(GrammarError):
        parse_objections(text)


def test_what_is_no_electorate_is_said() -> None:
    """Only the party under review can be left out."""
    with pytest.raises(GrammarError):
        parse_electorate("plenary except everyone")
