"""How many are enough: joins and conditions over reviews, against counting by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.children import quorum
from workflow.model.cycle_reviews import ReviewNow, Stayed, holds_of, snapshot
from workflow.model.grammar.expression import Many, Reviews

STEPS = ("launched", "draft", "closed")
DAYS = [f"2027-01-{day:02}" for day in range(1, 29)]


@st.composite
def reviews(draw: st.DrawFn) -> ReviewNow:
    """A review that went from step to step on some days, as far as it came."""
    came = draw(st.integers(1, len(STEPS)))
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=came, max_size=came)))
    left = [*days[1:], None]
    return ReviewNow(
        id=draw(st.from_regex(r"t/[A-Z]{3}", fullmatch=True)),
        step=STEPS[came - 1],
        since=days[-1],
        final=came == len(STEPS),
        stays=tuple(
            Stayed(step=step, entered_on=day, left_on=until)
            for step, day, until in zip(STEPS, days, left, strict=False)
        ),
    )


def where(review: ReviewNow, on: str) -> str:
    """The step in which a review stood at the end of a day, found the slow way."""
    here = [stay.step for stay in review.stays if stay.entered_on <= on]
    return here[-1] if here else ""


@given(st.lists(reviews(), max_size=6), st.sampled_from(DAYS), st.sampled_from(STEPS))
def test_reviews_are_counted_where_they_stood_on_the_day(
    found: list[ReviewNow], on: str, step: str
) -> None:
    """No, some, all and at least so many; past a step means beyond it in the order of the chart."""
    there = [where(review, on) == step for review in found]
    beyond = [
        STEPS.index(where(r, on)) > STEPS.index(step) if where(r, on) else False for r in found
    ]
    closed = [where(review, on) == "closed" for review in found]

    def asked(quantifier: Many, n: int = 0, *, past: bool = False) -> bool:
        return holds_of(Reviews(quantifier, n, step, past=past), tuple(found), on)

    assert asked("no") == (sum(there) == 0)
    assert asked("some") == (sum(there) > 0)
    assert asked("all") == (0 < len(there) == sum(there))
    assert [asked("at least", n) for n in range(1, 7)] == [sum(there) >= n for n in range(1, 7)]
    past = [one or (end and step == "closed") for one, end in zip(beyond, closed, strict=True)]
    assert asked("at least", 1, past=True) == any(past)
    assert snapshot(tuple(found), on)["ended"] == sum(closed)


@pytest.mark.parametrize(
    ("join", "needed"),
    [
        ("all", [0, 1, 2, 3, 4, 5]),
        ("any", [0, 1, 1, 1, 1, 1]),
        ("majority", [1, 1, 2, 2, 3, 3]),
        ("2", [2] * 6),
        ("3 of 4", [3] * 6),
    ],
)
def test_a_join_needs_so_many_of_none_to_five(join: str, needed: list[int]) -> None:
    """All, any, more than half, a number, a number of a number."""
    assert [quorum(join, children) for children in range(6)] == needed
