"""Of whom a date is asked, what a guard lacks, and what was stamped by the day of the answer."""

import pytest

from tests.support.designs import DISPATCH, HEAD
from tests.views.scenes import BY_OFFICE, NOTE, STATE, before_the_note
from workflow.model.conditions import unmet
from workflow.model.grammar.expression import Compare
from workflow.model.grammar.expression import words as expression_words
from workflow.service import viewing
from workflow.service.viewing_load import looking
from workflow.testing import Rehearsal, rehearsal

NESTED = (
    HEAD
    + """\
guards:
  scored: {that: score >= 3, otherwise: three courts are seen first, basis: S 7}
charts:
  review:
    initial: launched
    states:
      launched: {holder: secretariat, basis: S 5}
      gathering:
        holder: state
        due: 3 months
        initial: visiting
        basis: S 5
        states:
          visiting: {holder: team, basis: S 5}
          telling:  {holder: team, due: 1 month, basis: S 5}
      closed: {final: true, basis: S 5}
    events:
      start:  {from: launched, by: secretariat, to: gathering, basis: S 6}
      tell:   {from: visiting, by: [team, secretariat], to: telling, basis: S 6}
      finish: {from: gathering, by: [team, secretariat], guard: scored, to: closed, basis: S 6}
"""
)


def gathering(url: str) -> Rehearsal:
    """Arvania's visit, since 1 March, inside a step that its State answers for until June."""
    scene = rehearsal(url, NESTED, at="2027-03-01", codes="QAA")
    scene.record("QAA", "start", BY_OFFICE)
    return scene


def test_the_date_of_the_whole_is_asked_of_who_holds_the_whole(sqlite_url: str) -> None:
    """The leaf's holder has no date of its own there."""
    with gathering(sqlite_url) as scene:
        (place,) = viewing.status(scene.engine, "t").awaited
        assert place.step == "gathering.visiting"
        assert place.limit is not None
        assert place.limit.words == "awaited by 1 June 2027 from state (step gathering)"
        assert place.due_from == "state (step gathering)"

        (late,) = viewing.status(scene.at("2027-06-05").engine, "t").awaited
        assert late.words.endswith(
            "time limit passed 1 June 2027, awaited from state (step gathering)"
        )


def test_a_date_of_the_step_itself_needs_no_such_word(sqlite_url: str) -> None:
    """It is asked of the holders that are named beside it."""
    with gathering(sqlite_url) as scene:
        scene.record("QAA", "tell", BY_OFFICE)
        (place,) = viewing.status(scene.engine, "t").awaited

        assert place.limit is not None
        assert (place.limit.words, place.due_from) == ("awaited by 1 April 2027", "")


def test_a_guard_says_what_the_fact_is_that_it_compares(sqlite_url: str) -> None:
    """Nothing where it was not recorded."""
    with gathering(sqlite_url) as scene:
        assert hint(scene) == "not so yet: score >= 3"
        scene.record("QAA", "communicate", BY_OFFICE, facts=(("score", "1"),))
        assert hint(scene) == "not so yet: score >= 3 (it is 1)"


def test_a_guard_tells_nothing_of_a_text_that_is_kept_apart(sqlite_url: str) -> None:
    """Neither its words nor the commitment to them."""
    asked = Compare(name="assistance_need", operator="==", value="none")
    with gathering(sqlite_url) as scene:
        scene.record("QAA", "communicate", STATE, facts=(("assistance_need", "training"),))
        with looking(scene.engine, None, None) as desk:
            _, work = desk.review("t/QAA")

    assert unmet(asked, work, "t/QAA") == (expression_words(asked),)


def hint(scene: Rehearsal) -> str:
    """The hint of the guard of `finish`."""
    options = viewing.show(scene.engine, "t/QAA").options
    finish = next(option for option in options if option.event == "finish")
    return next(unmet.hint for unmet in finish.unmet if unmet.code == "R005")


@pytest.mark.parametrize(
    ("as_of", "words", "received"),
    [
        ("2027-05-03", "met, recorded late, dated 30 April 2027", None),
        ("2027-05-04", "met, recorded late, received 4 May 2027", "2027-05-04"),
    ],
)
def test_no_stamp_is_told_as_of_a_day_before_it(
    sqlite_url: str, as_of: str, words: str, received: str | None
) -> None:
    """Where the day of dispatch counts, the note was sent by then and not yet received."""
    with before_the_note(sqlite_url, DISPATCH) as scene:
        scene.at("2027-05-10").record("QAA", "answer", STATE, **NOTE)
        shown = viewing.show(scene.engine, "t/QAA", as_of=as_of)
        limit = next(limit for limit in shown.limits if limit.name == "answering")

        assert (limit.words, limit.received_on) == (words, received)
        assert [(paper.dated, paper.received) for paper in shown.documents] == [
            ("2027-04-30", received)
        ]
