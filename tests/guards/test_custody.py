"""G12: what is kept in confidence is shown by no command; each reading is in the log, or ruled out.

The designs are France's with the view of the Philippines, and a text that a definition seals.
"""

import json
from dataclasses import asdict
from functools import partial

import pytest

from tests.cli.desk import Desk, record
from tests.guards.desk import (
    BY_OFFICE,
    STATE,
    TEAM,
    design,
    entries,
    in_analysis,
    newest,
    ruled_out,
)
from tests.support.plenary import sound
from workflow.errors import RoleError, UnknownError, UnreadableError
from workflow.service import auditing, custody, viewing
from workflow.service.custody import Read, ReadRequest
from workflow.service.reviews import How
from workflow.testing import Rehearsal

REVIEW = "t/QBB"
TO = ("X1=france-2009", "K5=philippines")
CONFIDENTIAL = "house rule: information submitted is kept confidential by the Secretariat"
BASIS = "C 15; assumed; C 24"


def submitted(url: str) -> Rehearsal:
    """The State's responses are in, in the Secretariat's custody."""
    return in_analysis(url, design("france-2009", "philippines", prefer=TO))


def reads(
    scene: Rehearsal,
    who: tuple[str, str],
    name: str = "responses",
    reason: str | None = "for the dialogue",
    **more: object,
) -> Read:
    """Read something on file."""
    how = How(actor=who[0], role=who[1], reason=reason)
    return custody.read(scene.engine, ReadRequest(review=REVIEW, name=name, how=how, **more))  # type: ignore[arg-type]  # by its own names


def test_g12_a_reading_is_an_entry_of_who_for_whom_what_when_and_why(store_url: str) -> None:
    """The entry comes first, then the clear value; nothing else changes, and the log verifies."""
    with submitted(store_url) as scene:
        before = viewing.show(scene.engine, REVIEW).head.version
        found = reads(scene, TEAM)

        assert found.value is not None
        assert found.value.endswith(" responses.pdf")
        entry = newest(scene)
        assert (entry.kind, entry.actor, entry.role) == ("value.read", *TEAM)
        assert entry.on == "2027-03-01"
        assert (entry.account, entry.data["read"]) == ("rehearsal", "t/QBB@responses:1")
        assert entry.data["effects"] == []
        line = viewing.history(scene.engine, REVIEW).lines[-1]
        assert (line.what, line.reason) == ("t/QBB@responses:1 was read", "for the dialogue")
        assert viewing.show(scene.engine, REVIEW).head.version == before
        assert auditing.verify(scene.engine).rules.decided > 0
        assert sound(scene)


def test_g12_who_may_not_read_it_is_told_so_and_stands_in_the_log(store_url: str) -> None:
    """Neither another role, nor the Secretariat for another: words, paragraph, entry."""
    with submitted(store_url) as scene:
        scene.bind("QBB", "organ", "QDD")
        for act in (
            partial(reads, scene, ("QDD", "organ")),
            partial(reads, scene, BY_OFFICE, reader="organ"),
            partial(reads, scene, BY_OFFICE, reader="public"),
        ):
            ruled_out(scene, act, words=CONFIDENTIAL, basis=BASIS, code="R087")
        assert [entry.data["event"] for entry in entries(scene, "act.not_recorded")] == [
            "read responses"
        ] * 3
        assert entries(scene, "value.read") == []
        assert reads(scene, STATE).value is not None  # its author
        assert reads(scene, BY_OFFICE, reader="team").value is not None
        assert newest(scene).data["reader"] == "team"
        assert sound(scene)


def test_g12_a_claim_to_a_role_is_not_enough(sqlite_url: str) -> None:
    """The role must have been bound; a reading needs a reason, and something to read."""
    with submitted(sqlite_url) as scene:
        with pytest.raises(RoleError, match="role 'team' is not held"):
            reads(scene, ("x9@QDD", "team"))
        with pytest.raises(UnreadableError, match="a reading needs a reason"):
            reads(scene, TEAM, reason=" ")
        with pytest.raises(UnknownError, match="no fact or document 'respones' is on file"):
            reads(scene, TEAM, name="respones")
        assert entries(scene, "value.read") == []


def test_g12_no_view_opens_what_is_sealed(sqlite_url: str) -> None:
    """Neither its file nor a digest: in the file, the history, an entry as it is stored."""
    with submitted(sqlite_url) as scene:
        clear = str(reads(scene, TEAM).value)
        engine = scene.engine
        told = [asdict(viewing.show(engine, REVIEW)), asdict(viewing.history(engine, REVIEW))]
        told += [auditing.show_entry(engine, entry.seq).clear for entry in entries(scene)]
        told += [asdict(viewing.why(engine, REVIEW)), asdict(viewing.status(engine))]
        told += [asdict(viewing.show(engine, REVIEW, as_of="2027-03-01"))]
        text = json.dumps(told, default=str) + viewing.status_html(engine)
        for part in clear.split(" "):
            assert len(part) < 5 or part not in text
        assert "(sealed)" in text


def test_g12_a_text_is_sealed_where_the_definition_says_so(sqlite_url: str) -> None:
    """Read by who records it and by the Secretariat; what is not sealed is shown as before."""
    text = design("france-2009")
    sealed = text.replace(
        "is: text, by: state_under_review, many: true, basis: C 25",
        "is: text, by: state_under_review, many: true, sealed: needs are told in confidence, "
        "basis: C 25",
    )
    assert sealed != text
    for number, (design_of, shown) in enumerate(((text, "prosecutors"), (sealed, "(sealed)"))):
        with in_analysis(f"{sqlite_url}{number}", design_of) as scene:
            facts = (("assistance_need", "prosecutors"),)
            scene.record("QBB", "communicate", STATE, facts=facts)
            (fact,) = viewing.show(scene.engine, REVIEW).facts
            assert fact.value == shown
            assert reads(scene, STATE, name="assistance_need").value == "prosecutors"
            if shown == "(sealed)":
                act = partial(reads, scene, TEAM, name="assistance_need")
                ruled_out(
                    scene, act, words="needs are told in confidence", basis="C 25", code="R087"
                )
            assert sound(scene)


def test_g12_the_command_prints_the_entry_and_then_the_value(desk: Desk) -> None:
    """A dry run gives nothing out, nor does a command that was given before."""
    desk.ok(
        *record("fra/MEX", "submit", "MEX", "state_under_review"),
        *("--document", "responses=answers.pdf"),
    )
    words = ("review", "read", "fra/MEX", "responses", "--reason", "to prepare")

    dry = desk.ok(*words, "--dry-run")
    assert "answers.pdf" not in dry.out
    assert "nothing was read" in dry.out
    typed = desk.ok(*words, "--command-id", "reading-1")
    first, *_, last = typed.out.splitlines()
    assert "value.read read responses, fra/MEX, by secretariat as secretariat" in first
    assert last.startswith("fra/MEX@responses:1: ")
    assert last.endswith(" answers.pdf")
    assert "answers.pdf" not in desk.ok(*words, "--command-id", "reading-1").out
    history = desk.ok("review", "history", "fra/MEX").out
    assert "fra/MEX@responses:1 was read" in history
    assert "the log verifies" in desk.ok("audit", "verify").out
