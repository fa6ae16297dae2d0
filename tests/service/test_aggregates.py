"""What there is one of for a whole cycle: it waits for the reviews, and says what it saw."""

from collections.abc import Mapping
from hashlib import sha256
from typing import cast

import pytest

from tests.support.designs import HEAD, changed
from tests.support.plenary import newest, sound
from workflow.errors import RoleError, RuledOutError
from workflow.model.conformance import check_review
from workflow.service import viewing
from workflow.service.closing import CloseCycle, close_cycle
from workflow.service.corrections import OverrideRequest, annul, override
from workflow.service.cycle_known import reviews_before
from workflow.service.listing import cycle
from workflow.service.reviews import How, record
from workflow.testing import OFFICE, Rehearsal, rehearsal, request_of
from workflow.views.parts import Place

ORGAN = ("organ", "organ")
BY_OFFICE = (OFFICE, "secretariat")
STATES = ("QAA", "QBB", "QCC")

SUMMARY = (
    changed(
        HEAD,
        {
            "roles:\n": "roles:\n  organ: {is: body, basis: S 2}\n",
            "documents:\n": "documents:\n  summary: {seen_by: public, basis: S 4}\n",
        },
    )
    + """\
guards:
  all_there:
    that: all reviews are past writing
    otherwise: the organ examines the reports and some are not there yet
    basis: S 7
  two_closed:
    that: at least 2 reviews are final
    otherwise: two reviews at least have ended
    basis: S 8
  nobody_waits:
    that: no reviews are launched and some review is closed
    otherwise: every review has begun and one is closed
    basis: S 9
charts:
  review:
    initial: launched
    states:
      launched:  {holder: secretariat, basis: S 5}
      writing:   {holder: team, basis: S 5}
      follow_up: {holder: state, due: 6 months, on_timeout: closed, basis: S 5}
      closed:    {final: true, basis: S 5}
    events:
      start: {from: launched, by: secretariat, to: writing, basis: S 6}
      adopt: {from: writing, by: secretariat, to: follow_up, basis: S 6}
      end:   {from: follow_up, by: state, to: closed, basis: S 6}
  overview:
    per: cycle
    initial: collecting
    states:
      collecting: {holder: organ, basis: S 7}
      considered: {final: true, basis: S 7}
    events:
      begin: {from: collecting, by: organ, guard: nobody_waits, basis: S 9}
      draft: {from: collecting, by: organ, guard: two_closed, basis: S 8}
      submit:
        {from: collecting, by: organ, with: summary, guard: all_there, to: considered, basis: S 7}
"""
)


def scene_of(url: str) -> Rehearsal:
    """Three reviews, launched."""
    return rehearsal(url, SUMMARY, codes=" ".join(STATES))


def adopted(scene: Rehearsal, *codes: str, **more: object) -> None:
    """The reports of these States are written and adopted."""
    for code in codes:
        scene.record(code, "start", BY_OFFICE, **more)
        scene.record(code, "adopt", BY_OFFICE, **more)


def submit(scene: Rehearsal, **more: object) -> None:
    """The organ submits its summary."""
    request = request_of("t/_overview", "submit", ORGAN, documents="summary", **more)
    record(scene.engine, request)


def seen(scene: Rehearsal) -> Mapping[str, object]:
    """What the newest entry says it saw of the reviews."""
    return cast(Mapping[str, object], newest(scene).data["reviews"])


def main(scene: Rehearsal) -> Place:
    """Where the organ's own review stands."""
    return viewing.show(scene.engine, "t/_overview").places[0]


def test_it_is_opened_with_the_cycle_and_is_no_review_of_a_party(store_url: str) -> None:
    """One `_overview`, with the body as its holder; counts are of parties."""
    with scene_of(store_url) as scene:
        found = viewing.show(scene.engine, "t/_overview")
        board = viewing.status(scene.engine, "t")

        assert (found.head.party, main(scene).step) == (None, "collecting")
        assert [holder.actors for holder in main(scene).holders] == [("organ",)]
        assert (board.total, board.cycles[0].reviews) == (3, 3)
        assert cycle(scene.engine, "t").reviews == 3
        assert "t/_overview" in [place.instance for place in board.awaited]
        assert "t/_overview" not in [row.review for row in board.not_moving]
        assert [t.review for t in viewing.timelines(scene.engine, "t").timelines] == [
            "t/QAA",
            "t/QBB",
            "t/QCC",
        ]
        assert sound(scene)


def test_it_goes_on_only_when_the_last_review_is_there(store_url: str) -> None:
    """One is missing: its words and its paragraph; the last one there: recorded."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        scene.record("QCC", "start", BY_OFFICE)
        with pytest.raises(RuledOutError) as told:
            submit(scene)
        (problem,) = told.value.problems
        assert problem.words == "the organ examines the reports and some are not there yet"
        assert (problem.code, problem.basis) == ("R005", "S 7")
        assert problem.hint == "not so yet: all reviews are past writing"
        scene.record("QCC", "adopt", BY_OFFICE)
        submit(scene)

        assert main(scene).final
        assert sound(scene)


def test_the_entry_tells_how_many_where_each_stood_and_a_digest(store_url: str) -> None:
    """Anybody can count again; an act that was ruled out tells it, too."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA")
        with pytest.raises(RuledOutError):
            submit(scene)
        lines = ["t/QAA: follow_up", "t/QBB: launched", "t/QCC: launched"]

        assert seen(scene) == {
            "as_of": "2027-01-04",
            "reviews": 3,
            "ended": 0,
            "standing": lines,
            "digest": sha256("\n".join(lines).encode()).hexdigest(),
        }
        assert sound(scene)


@pytest.mark.parametrize("event", ["begin", "draft"])
def test_no_some_and_at_least_are_counted_over_the_reviews(store_url: str, event: str) -> None:
    """`no reviews are launched and some review is closed`; `at least 2 reviews are final`."""
    with scene_of(store_url) as scene:
        adopted(scene, *STATES)
        ended = 1 if event == "begin" else 2
        for code in STATES[:ended]:
            with pytest.raises(RuledOutError):
                scene.record("_overview", event, ORGAN)
            scene.record(code, "end", (code, "state"))
        scene.record("_overview", event, ORGAN)

        assert seen(scene)["ended"] == ended
        assert sound(scene)


def test_what_counts_is_where_they_stood_on_the_day_of_the_act(store_url: str) -> None:
    """A summary received before the last report was adopted came too early."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        adopted(scene.at("2027-03-01"), "QCC")
        with pytest.raises(RuledOutError, match="some are not there yet"):
            submit(scene, received="2027-02-28")
        assert seen(scene)["standing"] == [
            "t/QAA: follow_up",
            "t/QBB: follow_up",
            "t/QCC: launched",
        ]
        submit(scene, received="2027-03-01")
        assert sound(scene)


def test_what_fell_due_in_the_other_reviews_comes_first(store_url: str) -> None:
    """No tick ran: two reviews have closed by their time limits all the same."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        scene.at("2027-08-01").record("_overview", "draft", ORGAN)

        with scene.engine.store.read() as reader:
            kinds = [entry.kind for entry in reader.entries()][-3:]
        assert kinds == ["deadline.enforced", "deadline.enforced", "event.recorded"]
        assert scene.tick().passed == []
        assert sound(scene)


def test_a_dry_run_leaves_the_other_reviews_as_they_were(store_url: str) -> None:
    """Nothing at all is written."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        before = newest(scene).seq
        scene.at("2027-08-01").record("_overview", "draft", ORGAN, dry_run=True)

        assert newest(scene).seq == before


def test_a_review_that_ended_outside_the_rules_is_past_every_step(store_url: str) -> None:
    """Nobody waits for a review that will not go on."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        how = How(actor=OFFICE, role="secretariat", reason="the State withdrew")
        request = OverrideRequest(review="t/QCC", to="closed", how=how, decision="D 1")
        override(scene.engine, request)
        submit(scene)

        assert seen(scene)["ended"] == 1
        assert sound(scene)


def test_a_review_that_was_sent_back_is_not_past_the_step(store_url: str) -> None:
    """It left it once, and stands in it again."""
    with scene_of(store_url) as scene:
        adopted(scene, *STATES)
        how = How(actor=OFFICE, role="secretariat", reason="to be written again")
        request = OverrideRequest(review="t/QCC", to="writing", how=how, decision="D 1")
        override(scene.engine, request)
        with pytest.raises(RuledOutError, match="some are not there yet"):
            submit(scene)


def test_what_was_seen_can_be_made_again_from_the_log_alone(store_url: str) -> None:
    """Even after the end it rested on was taken back; another snapshot would be a deviation."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        for code in ("QAA", "QBB"):
            scene.record(code, "end", (code, "state"))
        scene.record("_overview", "draft", ORGAN)
        with scene.engine.store.read() as reader:
            end = next(e for e in reader.entries(review="t/QBB") if e.data.get("event") == "end")
        how = How(actor=OFFICE, role="secretariat", reason="a slip")
        annul(scene.engine, "t/QBB", end.seq, how)
        assert sound(scene)

        engine = scene.engine
        with engine.store.read() as reader:
            entries = list(reader.entries(review="t/_overview"))
            rules = engine.definition(reader, entries[0].definition or "")
            known = reviews_before(reader, "t")
        honest = check_review(rules, entries, engine.stepper, {}, reviews=known)
        earlier = check_review(rules, entries, engine.stepper, {}, reviews=lambda seq: known(9))
        assert honest.deviations == []
        assert len(earlier.deviations) == 1


def test_as_of_a_day_and_as_known_the_desk_is_told_what_stood_in_the_way(store_url: str) -> None:
    """The options of the past are those of the reviews as they stood then."""
    with scene_of(store_url) as scene:
        adopted(scene, "QAA", "QBB")
        adopted(scene.at("2027-03-01"), "QCC")

        def unmet(**when: str) -> list[str]:
            found = viewing.show(scene.engine, "t/_overview", **when)
            option = next(one for one in found.options if one.event == "submit")
            return [one.code for one in option.unmet]

        assert unmet() == []
        assert unmet(as_of="2027-02-01") == ["R005"]
        assert unmet(as_known="2027-02-01") == ["R005"]


def test_only_its_own_roles_act_in_it_and_no_state_is_under_review(store_url: str) -> None:
    """A State's role is held by nobody there."""
    with scene_of(store_url) as scene, pytest.raises(RoleError, match="not held by 'QAA'"):
        scene.record("_overview", "submit", ("QAA", "state"), documents="summary")


def test_the_cycle_closes_only_with_it(store_url: str) -> None:
    """It is one of the things that are still open."""
    with scene_of(store_url) as scene:
        adopted(scene, *STATES)
        for code in STATES:
            scene.record(code, "end", (code, "state"))
        with pytest.raises(RuledOutError, match="t/_overview"):
            close_cycle(scene.engine, CloseCycle(id="t"))
        submit(scene)
        assert close_cycle(scene.engine, CloseCycle(id="t")).id == "t"
        assert sound(scene)
