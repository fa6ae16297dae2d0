"""The file of a review: options with every unmet condition, clear texts, history, corrections."""

import pytest

from tests.support.designs import FRANCE
from tests.views.scenes import BY_OFFICE, LIMIT, STATE, before_the_note
from workflow.errors import RoleError, RuledOutError, UnknownError, UnreadableError
from workflow.service import viewing
from workflow.service.corrections import annul
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal
from workflow.views.parts import Option

TEAM = ("x1@QEE", "team")


def in_dialogue(url: str) -> Rehearsal:
    """Galdria (no regional group) in its dialogue, with a team of two."""
    scene = rehearsal(url, FRANCE, codes="QGG")
    scene.bind("QGG", "team", "x1@QEE", name="Ana Example")
    scene.record("QGG", "appoint_team", BY_OFFICE)
    scene.record("QGG", "submit", ("QGG", "state_under_review"), documents="responses")
    scene.record("QGG", "open_dialogue", TEAM)
    return scene


def option(scene: Rehearsal, event: str, instance: str = "t/QGG") -> Option:
    """One event of the present step."""
    return next(o for o in viewing.show(scene.engine, instance).options if o.event == event)


def test_an_event_that_is_not_possible_names_every_unmet_condition_and_its_paragraph(
    sqlite_url: str,
) -> None:
    """The words of the guard, where they come from, and what is not so yet."""
    with in_dialogue(sqlite_url) as scene:
        visit = option(scene, "begin_visit")

        (unmet,) = visit.unmet
        assert not visit.possible
        assert unmet.words == (
            "a visit takes place only as necessary and with the agreement of the State under review"
        )
        assert unmet.basis == "C 15"
        assert unmet.hint == ("not so yet: visit_purpose is recorded; visit_consent is given")
        assert option(scene, "write_draft").possible


def test_an_option_ends_in_the_command_to_type(sqlite_url: str) -> None:
    """With the holder, its role, and a place for what must come with it."""
    with in_dialogue(sqlite_url) as scene:
        found = option(scene, "use_source")

        assert found.documents == ("other_source",)
        assert found.command == (
            "peer-review review record t/QGG use_source --as x1@QEE --role team "
            "--document other_source=FILE"
        )
        consent = {"facts": (("visit_consent", "given"), ("visit_purpose", "to look"))}
        with pytest.raises(RoleError):
            scene.record("QGG", "communicate", ("QGG", "state_under_review"), **consent)


def test_texts_are_shown_in_clear_and_say_when_they_were_erased(sqlite_url: str) -> None:
    """A name or a reason is a commitment in the log; the file shows what stands beside it."""
    with in_dialogue(sqlite_url) as scene:
        need = {"facts": (("assistance_need", "training of judges"),)}
        scene.record("QGG", "communicate", ("QGG", "state_under_review"), **need)
        shown = viewing.show(scene.engine, "t/QGG")
        assert [fact.value for fact in shown.facts] == ["training of judges"]
        assert [b.person for b in shown.bindings if b.role == "team"] == ["Ana Example"]

        with scene.engine.store.read() as reader:
            (fact,) = reader.rows("fact", review="t/QGG")
        with scene.engine.store.unit() as unit:
            unit.erase_secret(str(getattr(fact, "value", "")))
            unit.commit()
        assert [fact.value for fact in viewing.show(scene.engine, "t/QGG").facts] == [None]


def test_a_part_of_a_review_is_shown_by_its_own_id(sqlite_url: str) -> None:
    """A hearing has its own step, limit, options."""
    with in_dialogue(sqlite_url) as scene:
        scene.record("QGG", "use_source", TEAM, documents="other_source")
        shown = viewing.show(scene.engine, "t/Galdria#item-1")

        assert shown.instance == "t/QGG#item-1"
        assert [place.step for place in shown.places] == ["open"]
        assert {o.event for o in shown.options} == {"remark", "waive", "communicate"}
        why = viewing.why(scene.engine, "t/QGG#item-1")
        assert why.question == "Why does t/QGG#item-1 stand in 'open'?"


def test_history_shows_what_had_no_effect_and_why(sqlite_url: str) -> None:
    """A State's communication is registered, a clerk's act is not recorded; both with reasons."""
    with before_the_note(sqlite_url) as scene:
        with pytest.raises(RuledOutError):
            scene.record("QAA", "answer", STATE)
        with pytest.raises(RuledOutError):
            scene.record("QAA", "start", BY_OFFICE)
        answer, start = viewing.history(scene.engine, "t/QAA").lines[-2:]

        assert answer.what == "answer: registered, without effect"
        assert [(p.code, p.basis) for p in answer.problems] == [("R004", "S 6")]
        assert start.what == "start: not recorded"
        assert (answer.effects, start.effects) == ((), ())


def test_an_annulled_entry_stays_visible_and_so_does_what_it_showed_meanwhile(
    sqlite_url: str,
) -> None:
    """Under the wrong State on 5 January, annulled on the 7th; on the 6th it was known as said."""
    with before_the_note(sqlite_url) as scene:
        seq = scene.at("2027-01-05").bind("QAA", "team", "x9@QBB").entries[-1].seq
        how = How(actor="secretariat", role="secretariat", reason="meant for Belmora")
        annul(scene.at("2027-01-07").engine, "t/QAA", seq, how)

        lines = {line.seq: line for line in viewing.history(scene.engine, "t/QAA").lines}
        annulment = lines[seq].annulled_by
        assert annulment is not None
        assert lines[annulment].takes_back == (seq,)
        assert lines[annulment].reason == "meant for Belmora"
        held = [b.actor for b in viewing.show(scene.engine, "t/QAA").bindings if b.role == "team"]
        then = viewing.show(scene.engine, "t/QAA", as_known="2027-01-06")
        assert held == []
        assert [b.actor for b in then.bindings if b.role == "team"] == ["x9@QBB"]


def test_why_a_review_stands_where_it_does_names_the_entry_the_actor_and_the_document(
    sqlite_url: str,
) -> None:
    """Numbered, each with its paragraph, and what was before."""
    with before_the_note(sqlite_url) as scene:
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        why = viewing.why(scene.engine, "t/QAA")

        words = [reason.words for reason in why.reasons]
        assert words[0] == "It entered 'reading' on 1 February 2027."
        assert words[1].startswith("QAA as state: 'answer' (dated 1 February 2027,")
        assert words[2] == "With it came answers."
        assert words[-2].startswith("Before, it stood in 'answering' from 2 November 2026")
        assert why.reasons[1].basis == "S 6"
        assert why.reasons[1].seq is not None


def test_a_moment_that_cannot_be_read_or_is_yet_to_come_is_said_so(sqlite_url: str) -> None:
    """Nothing is known of tomorrow."""
    with before_the_note(sqlite_url) as scene:
        for text in ("5/5/2027", "soon", "2027-02-30", "2030-01-01"):
            with pytest.raises(UnreadableError):
                viewing.status(scene.engine, as_known=text)
        with pytest.raises(UnknownError, match="not there as known 2026-11-01"):
            viewing.show(scene.engine, "t/QAA", as_known="2026-11-01")
        with pytest.raises(UnknownError, match="no time limit 'answring'"):
            viewing.why(scene.engine, "t/QAA", "answring")
        assert viewing.why(scene.engine, "t/QAA", LIMIT).limit is not None
