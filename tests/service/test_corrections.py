"""Design, rule 6: any entry can be taken back or put right; nothing ever disappears."""

from dataclasses import replace
from typing import cast

import pytest

from tests.support.commands import OFFICE, how, newest
from tests.support.designs import CHAIN, LATE_NOTE, changed
from workflow.clock import stamp
from workflow.definition.read import read_definition
from workflow.errors import RoleError, RuledOutError
from workflow.library import parties_text
from workflow.model.rosters.roster_text import parse_roster
from workflow.model.rows.evolve import fold
from workflow.model.rows.records import OF_A_REVIEW, DeadlineRow, FactRow, InstanceRow
from workflow.service.auditing import verify
from workflow.service.corrections import OverrideRequest, annul, correct, override
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.deadlines import DeadlineRequest, move, notify
from workflow.service.reviews import How, Receipt
from workflow.service.roles import BindRequest, VacateRequest, bind, vacate
from workflow.store import open_store
from workflow.testing import (
    Rehearsal,
    born,
    engine_on,
    moment_at,
    rehearsal,
    request_of,
)

STATE = ("QAA", "state")
FOCAL = changed(
    LATE_NOTE,
    {
        "  team:        {": "  focal_point: {is: person of state, basis: S 2}\n  team:        {",
        "by: state, with: answers": "by: [state, focal_point], with: answers",
    },
)


def taken_back(scene: Rehearsal, seq: int, review: str = "t/QAA", **more: bool) -> Receipt:
    """Annul entry *seq*."""
    return annul(scene.engine, review, seq, replace(how("a slip"), **more))  # type: ignore[arg-type]


def standing(receipt: Receipt, instance: str = "t/QAA") -> str:
    """Where an instance stands after a command."""
    return cast(InstanceRow, receipt.after["instance"][instance]).state


def twins(url: str) -> Rehearsal:
    """Niger and Nigeria under review, both in `answering` with their limits running."""
    born(url, "2027-01-04")
    engine = engine_on(open_store(url), "2027-01-04")
    read, roster = read_definition(FOCAL, file="focal"), parse_roster(parties_text())
    opening = OpenCycle(
        id="t",
        definition=read.require(),
        data=read.data,
        roster=roster,
        roster_words="as shipped",
        parties=tuple(roster.find(code) for code in ("NER", "NGA")),
        launched_on="2027-01-04",
    )
    open_cycle(engine, opening)
    scene = Rehearsal(engine=engine, cycle="t")
    for code in ("NER", "NGA"):
        scene.record(code, "start", OFFICE)
    return scene


def rows_of(scene: Rehearsal, review: str, *, as_known: str | None = None) -> dict[str, object]:
    """The rows of a review but for its version, and for what number last touched it."""
    with scene.engine.store.read() as reader:
        found = fold(reader.entries(review=review), as_known=as_known)
    rows = {kind: dict(found[kind]) for kind in OF_A_REVIEW if kind != "review"}
    return cast(dict[str, object], rows)


def test_nigers_focal_point_under_nigeria_is_taken_back_and_both_entries_stay(
    store_url: str,
) -> None:
    """Effects first; then Nigeria is as before, limits included; between, the error is known."""
    with twins(store_url) as scene:
        before = rows_of(scene, "t/NGA")
        scene.at("2027-01-05")
        slip = scene.bind("Nigeria", "focal_point", "amina@NGA", name="Amina Example")
        seq = slip.entries[-1].seq
        with_the_slip = rows_of(scene, "t/NGA")
        assert with_the_slip != before

        scene.at("2027-01-07")
        shown = taken_back(scene, seq, "t/NGA", dry_run=True)
        assert "t/NGA~focal_point~amina@NGA:1" in shown.before["binding"]
        assert "t/NGA~focal_point~amina@NGA:1" not in shown.after["binding"]
        assert rows_of(scene, "t/NGA") == with_the_slip

        done = taken_back(scene, seq, "t/NGA")
        assert rows_of(scene, "t/NGA") == before
        assert rows_of(scene, "t/NGA", as_known=stamp(moment_at("2027-01-06"))) == with_the_slip
        with scene.engine.store.read() as reader:
            told = [(e.seq, e.kind) for e in reader.entries(review="t/NGA")][-2:]
        assert told == [(seq, "role.bound"), (done.entries[0].seq, "entry.annulled")]
        assert done.entries[0].voids() == (seq,)
        assert verify(scene.engine).sound


def test_the_focal_point_of_one_state_cannot_be_bound_in_the_review_of_its_twin(
    sqlite_url: str,
) -> None:
    """The rule names the State under review and the other."""
    with twins(sqlite_url) as scene:
        with pytest.raises(RuledOutError, match="is of the State under review, Nigeria") as told:
            scene.bind("NGA", "focal_point", "amina@NER")
        assert [problem.code for problem in told.value.problems] == ["R023"]


def test_an_act_recorded_under_the_twin_leaves_its_limits_as_they_were(store_url: str) -> None:
    """The answer of Niger under Nigeria: its limit was met, and runs again."""
    with twins(store_url) as scene:
        before = rows_of(scene, "t/NGA")
        scene.at("2027-02-01")
        scene.record("NGA", "answer", ("NGA", "state"), documents="answers")
        limit = cast(DeadlineRow, rows_of(scene, "t/NGA")["deadline"]["t/NGA:answering:1"])  # type: ignore[index]
        assert limit.status == "met"
        scene.at("2027-02-03")
        taken_back(scene, newest(scene, "event.recorded"), "t/NGA")
        assert rows_of(scene, "t/NGA") == before
        assert verify(scene.engine).sound


def test_a_limit_that_would_have_passed_meanwhile_passes_with_the_annulment(
    sqlite_url: str,
) -> None:
    """At its legal time, though it is recorded now."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        scene.at("2027-08-01")
        receipt = taken_back(scene, newest(scene, "event.recorded"))
        kinds = [(entry.kind, entry.on) for entry in receipt.entries]
        assert kinds == [
            ("deadline.passed", "2027-05-01"),
            ("entry.annulled", "2027-08-01"),
            ("deadline.passed", "2027-07-04"),
        ]
        assert receipt.entries[1].voids()[1:] == (receipt.entries[0].seq,)


def test_taking_back_is_refused_by_the_name_of_what_rests_on_it(store_url: str) -> None:
    """The later act is named, with what to do first; then it works, in that order."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        start = newest(scene, "event.recorded")
        scene.record("QAA", "answer", STATE, documents="answers")
        answer = newest(scene, "event.recorded")
        with pytest.raises(RuledOutError, match=f"entry {answer} .answer.* rests on entry {start}"):
            taken_back(scene, start)
        taken_back(scene, answer)
        assert standing(taken_back(scene, start)) == "launched"


def test_a_binding_that_somebody_acted_under_cannot_be_taken_back(store_url: str) -> None:
    """The act rests on it; so does nothing else."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        used = scene.bind("QAA", "team", "x1@QBB").entries[-1].seq
        unused = scene.bind("QAA", "team", "x2@QCC").entries[-1].seq
        scene.record("QAA", "start", OFFICE)
        scene.record("QAA", "answer", STATE, documents="answers")
        scene.record("QAA", "finish", ("x1@QBB", "team"))
        with pytest.raises(RuledOutError, match=f"finish.* rests on entry {used}"):
            taken_back(scene, used)
        assert [e.kind for e in taken_back(scene, unused).entries] == ["entry.annulled"]


def test_who_does_not_hold_the_role_cannot_take_back_or_override(sqlite_url: str) -> None:
    """Each leaves one entry, and what fell due comes before it."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        scene.at("2027-08-01")
        nobody = replace(how("why not"), actor="nobody")
        with pytest.raises(RoleError):
            annul(scene.engine, "t/QAA", newest(scene, "event.recorded"), nobody)
        request = OverrideRequest(review="t/QAA", to="closed", how=nobody, decision="none")
        with pytest.raises(RoleError):
            override(scene.engine, request)
        with scene.engine.store.read() as reader:
            kinds = [entry.kind for entry in reader.entries(review="t/QAA")]
        assert kinds[2:] == ["deadline.passed", "act.not_recorded", "act.not_recorded"]


@pytest.mark.parametrize("service", ["bind", "vacate", "move", "notify"])
def test_who_does_not_hold_the_role_cannot_bind_vacate_or_set_dates(
    sqlite_url: str, service: str
) -> None:
    """Design, rule 5: a claim to a role is checked against the bindings."""
    nobody = How(actor="nobody", role="secretariat")
    limit = DeadlineRequest(deadline="t/QAA:answering", how=nobody, to="2027-12-01")
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        scene.record("QAA", "start", OFFICE)
        engine = scene.engine
        acts = {
            "bind": lambda: bind(
                engine, BindRequest(review="t/QAA", role="team", actor="x2@QBB", how=nobody)
            ),
            "vacate": lambda: vacate(
                engine, VacateRequest(review="t/QAA", role="team", actor="x1@QBB", how=nobody)
            ),
            "move": lambda: move(engine, limit),
            "notify": lambda: notify(engine, limit),
        }
        with pytest.raises(RoleError, match="'secretariat' is not held by 'nobody'"):
            acts[service]()
        with engine.store.read() as reader:
            assert list(reader.entries())[-1].kind == "act.not_recorded"


def test_a_fact_can_be_put_right_after_the_review_has_gone_on(store_url: str) -> None:
    """In its own place: the step, the day and what was known are those of the first entry."""
    with rehearsal(store_url, CHAIN, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        scene.record("QAA", "rate", ("x1@QBB", "team"), facts=(("score", "3"),))
        slip = newest(scene, "event.recorded")
        scene.at("2027-01-20").record(
            "QAA", "give", ("x1@QBB", "team"), documents=("answers", "paper")
        )
        scene.at("2027-01-25")
        request = request_of(
            "t/QAA", "rate", ("x1@QBB", "team"), reason="misread", facts=(("score", "5"),)
        )
        receipt = correct(scene.engine, slip, request)
        facts = cast(list[FactRow], list(receipt.after["fact"].values()))
        assert [(fact.value, fact.on) for fact in facts] == [("5", "2027-01-04")]
        assert standing(receipt) == "one"
        assert verify(scene.engine).sound


def test_a_correction_of_an_older_fact_does_not_outdo_a_newer_one(sqlite_url: str) -> None:
    """What was received last counts, not what was typed last."""
    with rehearsal(sqlite_url, CHAIN, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        team = ("x1@QBB", "team")
        scene.record("QAA", "rate", team, facts=(("score", "3"),))
        first = newest(scene, "event.recorded")
        scene.at("2027-01-10").record("QAA", "rate", team, facts=(("score", "5"),))
        request = request_of("t/QAA", "rate", team, reason="misread", facts=(("score", "1"),))
        correct(scene.engine, first, request)
        receipt = scene.record("QAA", "ask", OFFICE)
        newest_fact = max(
            cast(list[FactRow], list(receipt.after["fact"].values())), key=lambda f: (f.on, f.n)
        )
        assert newest_fact.value == "5"


def test_numbers_of_what_was_taken_back_are_not_given_twice(store_url: str) -> None:
    """Items, facts, papers and bindings with holes in their numbers."""
    with rehearsal(store_url, CHAIN, codes="QAA") as scene:
        for actor in ("x1@QBB", "x1@QBB"):
            scene.bind("QAA", "team", actor)
            vacate(
                scene.engine,
                VacateRequest(review="t/QAA", role="team", actor=actor, how=how()),
            )
        scene.bind("QAA", "team", "x2@QBB")
        seqs = {}
        for _ in range(2):
            scene.record("QAA", "ask", OFFICE)
            seqs.setdefault("ask", newest(scene, "event.recorded"))
            scene.record("QAA", "rate", ("x2@QBB", "team"), facts=(("score", "3"),))
            seqs.setdefault("rate", newest(scene, "event.recorded"))
        for seq in seqs.values():
            taken_back(scene, seq)
        scene.record("QAA", "ask", OFFICE)
        receipt = scene.record("QAA", "rate", ("x2@QBB", "team"), facts=(("score", "4"),))
        items = sorted(key for key in receipt.after["instance"] if "#" in key)
        assert items == ["t/QAA#item-2", "t/QAA#item-3"]
        assert sorted(receipt.after["fact"]) == ["t/QAA!score:2", "t/QAA!score:3"]
        assert verify(scene.engine).sound


def test_a_correction_can_be_corrected_and_taken_back(store_url: str) -> None:
    """What was taken back stays so; the first entry does not come to life again."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        scene.at("2027-02-10").record("QAA", "answer", STATE, documents="answers")
        for day in ("2027-02-08", "2027-02-06"):
            seq = [
                e.seq for e in entries(scene) if e.data.get("event") == "answer" and e.effects()
            ][-1]
            days = {"received": day, "dated": day}
            request = request_of("t/QAA", "answer", STATE, reason="the stamp", **days)
            receipt = correct(scene.engine, seq, request)
        assert standing(receipt) == "reading"
        assert cast(InstanceRow, receipt.after["instance"]["t/QAA"]).since == "2027-02-06"
        receipt = taken_back(scene, newest(scene, "entry.corrected"))
        assert standing(receipt) == "answering"
        assert fold(entries(scene))["instance"] == receipt.after["instance"]
        assert verify(scene.engine).sound


def entries(scene: Rehearsal) -> list:  # type: ignore[type-arg]
    """The history of Arvania's review."""
    with scene.engine.store.read() as reader:
        return list(reader.entries(review="t/QAA"))


def test_what_was_taken_back_cannot_be_taken_back_again(sqlite_url: str) -> None:
    """The entry that did it is named."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        seq = newest(scene, "event.recorded")
        by = taken_back(scene, seq).entries[-1].seq
        with pytest.raises(RuledOutError, match=f"taken back already, by entry {by}"):
            taken_back(scene, seq)


def test_a_moved_date_that_an_act_kept_cannot_be_taken_back(sqlite_url: str) -> None:
    """The act is in time because of it, and so rests on it."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        request = DeadlineRequest(deadline="t/QAA:answering", how=how("agreed"), to="2027-09-01")
        moved = move(scene.engine, request).entries[-1].seq
        scene.at("2027-08-20").record("QAA", "answer", STATE, documents="answers")
        with pytest.raises(RuledOutError, match=f"answer.* rests on entry {moved}"):
            taken_back(scene, moved)


def test_an_override_is_named_reasoned_and_seen_by_conformance(store_url: str) -> None:
    """Outside the rules, and marked so."""
    with rehearsal(store_url, LATE_NOTE, codes="QAA") as scene:
        request = OverrideRequest(
            review="t/QAA", to="reading", how=how("as decided"), decision="Decision 3/1"
        )
        receipt = override(scene.engine, request)
        (entry,) = receipt.entries
        assert (entry.kind, entry.basis) == ("state.overridden", ("Decision 3/1",))
        assert entry.data["outside_the_rules"] is True
        assert str(entry.data["reason"]).startswith("sha256:")
        assert standing(receipt) == "reading"
        found = verify(scene.engine)
        assert found.sound
        assert found.rules.overrides == 1


def test_a_correction_of_an_act_that_moved_cannot_jump_over_what_came_after(
    sqlite_url: str,
) -> None:
    """An internal act put right into one that moves, after the review has gone on."""
    with rehearsal(sqlite_url, CHAIN, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        team = ("x1@QBB", "team")
        scene.record("QAA", "rate", team, facts=(("score", "3"),))
        slip = newest(scene, "event.recorded")
        scene.at("2027-01-20").record("QAA", "give", team, documents=("answers", "paper"))
        give = newest(scene, "event.recorded")
        request = request_of(
            "t/QAA", "give", team, reason="it was this", documents=("answers", "paper")
        )
        with pytest.raises(RuledOutError, match=f"which entry {give} has moved on since"):
            correct(scene.engine, slip, request)


def test_a_correction_in_a_part_that_was_not_there_is_told_so(sqlite_url: str) -> None:
    """The item was opened by the very entry that is corrected."""
    with rehearsal(sqlite_url, CHAIN, codes="QAA") as scene:
        scene.record("QAA", "ask", OFFICE)
        seq = newest(scene, "event.recorded")
        request = request_of("t/QAA#item-1", "remark", STATE, reason="a slip")
        with pytest.raises(RuledOutError, match="was not there before"):
            correct(scene.engine, seq, request)


def test_taking_back_what_started_a_clock_starts_it_from_what_else_there_is(
    sqlite_url: str,
) -> None:
    """Two papers came; the first is taken back; the limit counts from the second at once."""
    by_ten_days = "two:   {holder: team, due: 10 working days,"
    deliver = "deliver: {from: [one, two], by: team, with: [paper, answers], basis: S 6}"
    text = changed(
        CHAIN,
        {
            by_ten_days: "two:   {holder: team, due: 1 month after paper is received,",
            "ask:   {from": f"{deliver}\n      ask:   {{from",
        },
    )
    with rehearsal(sqlite_url, text, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        team, both = ("x1@QBB", "team"), ("answers", "paper")
        scene.at("2027-01-30").record("QAA", "deliver", team, documents=both)
        first = newest(scene, "event.recorded")
        scene.at("2027-02-05").record("QAA", "deliver", team, documents=both)
        receipt = taken_back(scene, first)
        limit = cast(DeadlineRow, receipt.after["deadline"]["t/QAA:two:1"])
        assert (limit.status, limit.anchor_on, limit.due_on) == (
            "running",
            "2027-02-05",
            "2027-03-05",
        )


def test_what_counted_from_a_paper_goes_with_it(sqlite_url: str) -> None:
    """The limit that moved the review rests on the paper from which it counted."""
    one = "one:   {holder: state, due: 20 days, on_timeout: two,"
    deliver = "deliver: {from: [one, two], by: team, with: [paper, answers], basis: S 6}"
    text = changed(
        CHAIN,
        {
            one: one.replace("20 days", "20 days after paper is received"),
            "ask:   {from": f"{deliver}\n      ask:   {{from",
        },
    )
    with rehearsal(sqlite_url, text, codes="QAA") as scene:
        scene.bind("QAA", "team", "x1@QBB")
        team, both = ("x1@QBB", "team"), ("answers", "paper")
        scene.at("2027-01-10").record("QAA", "deliver", team, documents=both)
        paper = newest(scene, "event.recorded")
        scene.at("2027-02-05").tick()
        moved = newest(scene, "deadline.enforced")
        receipt = taken_back(scene, paper)
        assert receipt.entries[0].voids() == (paper, moved)
        assert standing(receipt) == "one"
        assert cast(DeadlineRow, receipt.after["deadline"]["t/QAA:one:1"]).status == "waiting"
        assert verify(scene.engine).sound
