"""What a document must be to be taken in, and what comments do: each rule with its words."""

from dataclasses import replace
from typing import cast

import pytest

from tests.support.plenary import BY_OFFICE, newest, sound, step
from workflow.errors import RuledOutError, UnreadableError
from workflow.model.rows.records import DocumentRow
from workflow.service.reviews import How, RecordRequest, record
from workflow.testing import Rehearsal, file_of, rehearsal

STATE, TEAM = ("QAA", "state"), ("x1@QBB", "team")
TAKEN_IN = """\
definition: taken-in
version: 1
language: 1
title: A review with rules of documents
status: illustration
sources: {C: "Compilation of views", S: "Rules"}
sources_allowed:
  of: [state]
  otherwise: a review rests solely on what States themselves provide
  basis: C 19
roles:
  state:       {is: party under review, basis: S 1}
  team:        {is: experts, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
documents:
  answers:
    source: state
    from: state
    otherwise: answers are the State's own
    limit: 500 words
    basis: S 2
  ngo_paper: {source: civil_society, basis: S 2}
  report:
    sections: [strengths, needs]
    may_have: [advice]
    limit: 30 pages (assumed)
    languages: [en, fr]
    basis: S 3
  comments:  {effect: blocks, basis: S 4}
  remarks:   {effect: appended, basis: S 4}
charts:
  review:
    initial: answering
    states:
      answering: {holder: state, basis: S 2}
      draft:     {holder: team, basis: S 3}
      reply:     {holder: state, basis: S 4}
      closing:   {holder: team, basis: S 5}
      closed:    {final: true}
    events:
      answer:  {from: answering, by: [state, team], with: answers, to: draft}
      cite:    {from: draft, by: team, with: ngo_paper}
      write:   {from: draft, by: team, with: report, to: reply}
      comment: {from: reply, by: state, with: comments, to: closing}
      remark:  {from: reply, by: state, with: remarks, to: closing}
      settle:  {from: closing, by: [state, secretariat], undoes: comment}
      close:   {from: closing, by: [team, state], to: closed}
"""


def scene_at(url: str, *steps: str) -> Rehearsal:
    """A review that has gone through *steps*."""
    scene = rehearsal(url, TAKEN_IN, codes="QAA")
    scene.bind("QAA", "team", "x1@QBB")
    way = {
        "answer": (STATE, "answers"),
        "write": (TEAM, "report+strengths+needs"),
        "comment": (STATE, "comments"),
        "remark": (STATE, "remarks"),
    }
    for name in steps:
        scene.record("QAA", name, way[name][0], documents=way[name][1])
    return scene


def brought(scene: Rehearsal, event: str, who: tuple[str, str], text: str, **more: object) -> None:
    """Record *event* with a document that has a language or a length."""
    file = replace(file_of(text), **more)  # type: ignore[arg-type]  # by its own names
    how = How(actor=who[0], role=who[1])
    record(scene.engine, RecordRequest(review="t/QAA", event=event, how=how, documents=(file,)))


def documents(scene: Rehearsal) -> dict[str, DocumentRow]:
    """Every document, by name and number."""
    with scene.engine.store.read() as reader:
        rows = cast(list[DocumentRow], reader.rows("document"))
    return {row.id.partition("@")[2]: row for row in rows}


def test_a_document_of_another_source_is_not_taken_in(store_url: str) -> None:
    """China, paragraph 19, as configured: the words are those of the definition."""
    with scene_at(store_url, "answer") as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "cite", TEAM, documents="ngo_paper")

        (problem,) = caught.value.problems
        assert (problem.code, problem.basis) == ("R062", "C 19")
        assert problem.words == "a review rests solely on what States themselves provide"
        assert problem.hint == "'ngo_paper' is from source 'civil_society'; allowed: state"
        assert newest(scene).kind == "act.not_recorded"
        assert "ngo_paper:1" not in documents(scene)
        assert sound(scene)


def test_a_document_comes_from_whom_the_definition_says(store_url: str) -> None:
    """With the words of its row, and with `communicate` too."""
    with scene_at(store_url) as scene:
        for event in ("answer", "communicate"):
            with pytest.raises(RuledOutError) as caught:
                scene.record("QAA", event, TEAM, documents="answers")
            (problem,) = caught.value.problems
            assert (problem.code, problem.basis) == ("R061", "S 2")
            assert problem.words == "answers are the State's own"
        assert sound(scene)


def test_a_section_that_is_missing_is_named_with_its_paragraph(store_url: str) -> None:
    """A final report has all of its sections."""
    with scene_at(store_url, "answer") as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "write", TEAM, documents="report+needs+advice")

        (problem,) = caught.value.problems
        assert (problem.code, problem.basis) == ("R063", "S 3")
        assert problem.words == "'report' has the sections strengths, needs; missing: strengths"
        assert problem.hint == "--section report=strengths,needs"
        assert step(scene) == "draft"
        assert sound(scene)


def test_a_section_that_is_none_is_not_read(store_url: str) -> None:
    """A misspelt recommendation would lead the review another way."""
    with (
        scene_at(store_url, "answer") as scene,
        pytest.raises(UnreadableError, match="'report' has no section 'advise'"),
    ):
        scene.record("QAA", "write", TEAM, documents="report+strengths+needs+advise")


def test_a_document_that_is_too_long_is_not_taken_in(store_url: str) -> None:
    """In the unit of its limit; a length that is not told is noted."""
    with scene_at(store_url) as scene:
        with pytest.raises(RuledOutError) as caught:
            brought(scene, "answer", STATE, "answers", length=501)
        (problem,) = caught.value.problems
        assert problem.code == "R064"
        assert problem.words == "'answers' may have 500 words; this one has 501"
        brought(scene, "answer", STATE, "answers", length=500)
        assert documents(scene)["answers:1"].length == 500
        receipt = scene.record("QAA", "write", TEAM, documents="report+strengths+needs")
        assert receipt.notes == ("the length of 'report' was not told; it may have 30 pages",)
        assert sound(scene)


def test_a_language_or_length_that_has_no_meaning_is_not_read(store_url: str) -> None:
    """Slips of the pen write nothing."""
    with scene_at(store_url) as scene:
        with pytest.raises(UnreadableError, match="'answers' does not come in the language 'fr'"):
            brought(scene, "answer", STATE, "answers", language="fr")
        with pytest.raises(UnreadableError, match="'comments' has no limit"):
            brought(scene, "communicate", STATE, "comments", length=3)


def test_a_language_version_says_its_language(store_url: str) -> None:
    """The original is in the first language of the list."""
    with scene_at(store_url, "answer", "write") as scene:
        brought(scene, "communicate", TEAM, "report+strengths+needs", language="fr")
        languages = [row.language for key, row in documents(scene).items() if "report" in key]
        assert languages == ["en", "fr"]
        assert sound(scene)


def test_a_comment_that_blocks_keeps_others_from_going_on_until_it_is_settled(
    store_url: str,
) -> None:
    """The document stays in the file, and says when it was taken back."""
    with scene_at(store_url, "answer", "write", "comment") as scene:
        with pytest.raises(RuledOutError) as caught:
            scene.record("QAA", "close", TEAM)
        (problem,) = caught.value.problems
        assert (problem.code, problem.basis) == ("R065", "S 4")
        assert "'comments' of 2027-01-04 (entry " in problem.words
        scene.record("QAA", "settle", BY_OFFICE)
        assert documents(scene)["comments:1"].withdrawn_on == "2027-01-04"
        with pytest.raises(RuledOutError, match="takes back 'comment'; none stands"):
            scene.record("QAA", "settle", STATE)
        scene.record("QAA", "close", TEAM)
        assert step(scene) == "closed"
        assert sound(scene)


def test_whoever_blocks_can_still_go_on(store_url: str) -> None:
    """It binds the others."""
    with scene_at(store_url, "answer", "write", "comment") as scene:
        scene.record("QAA", "close", STATE)
        assert step(scene) == "closed"
        assert sound(scene)


def test_an_appended_comment_leaves_the_report_as_it_was(store_url: str) -> None:
    """Its digest is unchanged; the comment stands beside it with its effect."""
    with scene_at(store_url, "answer", "write") as scene:
        before = documents(scene)["report:1"]
        scene.record("QAA", "remark", STATE, documents="remarks")
        assert documents(scene)["report:1"] == before
        assert documents(scene)["remarks:1"].effect == "appended"
        scene.record("QAA", "close", TEAM)
        assert sound(scene)
