"""Lines that are typed, whichever service takes them: nothing unseen, no book, one form."""

from collections.abc import Callable

import pytest

from tests.support.commands import how
from tests.support.designs import LATE_NOTE
from workflow.definition.read import read_definition
from workflow.errors import UnreadableError
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.cycles import open_cycle
from workflow.service.pausing import PauseRequest, pause
from workflow.service.requests import OpenCycle
from workflow.service.reviews import record
from workflow.service.roles import BindRequest, bind
from workflow.service.typed import LONGEST_LINE, LONGEST_TEXT
from workflow.testing import INVENTED, Rehearsal, rehearsal, request_of

DECOMPOSED = "No\u0302te du 4 mai"

Give = Callable[[Rehearsal, str], object]


def _note(scene: Rehearsal, text: str) -> object:
    request = BindRequest(review="t/QAA", role="team", actor="x1@QBB", how=how(), note=text)
    return bind(scene.engine, request)


def _name(scene: Rehearsal, text: str) -> object:
    request = BindRequest(review="t/QAA", role="team", actor="x1@QBB", how=how(), name=text)
    return bind(scene.engine, request)


def _decision(scene: Rehearsal, text: str) -> object:
    return pause(scene.engine, PauseRequest(of="t/QAA", how=how(), decision=text))


def _reason(scene: Rehearsal, text: str) -> object:
    return record(scene.engine, request_of("t/QAA", "start", OFFICE, reason=text))


def _title(scene: Rehearsal, text: str) -> object:
    read = read_definition(LATE_NOTE, file="definition.yaml")
    roster = parse_roster(INVENTED)
    request = OpenCycle(
        id="u",
        definition=read.require(),
        data=read.data,
        roster=roster,
        roster_words="invented States",
        parties=(roster.find("QAA"),),
        launched_on="2027-01-04",
        title=text,
    )
    return open_cycle(scene.engine, request)


OFFICE = ("secretariat", "secretariat")
LINES = {"a note": _note, "a decision": _decision, "a title": _title}
TEXTS = {"a reason": _reason, "a name": _name}


def size(scene: Rehearsal) -> int:
    """How many entries the log has."""
    with scene.engine.store.read() as reader:
        return reader.head().size


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\u202e", "\u2067", "\u2028", "\udc80"])
@pytest.mark.parametrize("give", [*LINES.values(), *TEXTS.values()], ids=[*LINES, *TEXTS])
def test_a_sign_that_nobody_sees_is_named_and_nothing_is_written(
    sqlite_url: str, give: Give, sign: str
) -> None:
    """A service is asked by programs as well, not only by the command line."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        before = size(scene)
        with pytest.raises(
            UnreadableError, match=rf"E140 .* has the control sign U\+{ord(sign):04X}"
        ):
            give(scene, f"NV{sign} 3")
        assert size(scene) == before


@pytest.mark.parametrize("give", LINES.values(), ids=LINES)
def test_a_line_has_no_line_end_and_no_book_in_it_and_both_are_told(
    sqlite_url: str, give: Give
) -> None:
    """Everything that is wrong with it is said at once."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        with pytest.raises(UnreadableError) as told:
            give(scene, "\n" + "x" * LONGEST_LINE)

        assert [problem.code for problem in told.value.problems] == ["E140", "E148"]


def test_a_reason_has_several_lines_and_an_end(sqlite_url: str) -> None:
    """What is longer is a document."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        with pytest.raises(UnreadableError, match=r"E148 .* has 50,001 signs; the most is 50,000"):
            _reason(scene, "x" * (LONGEST_TEXT + 1))
        _reason(scene, "first\n\tsecond")


def test_an_accent_that_was_typed_as_a_sign_of_its_own_is_the_same_note(sqlite_url: str) -> None:
    """Keyboards differ; the log holds one form, and the row holds what the log holds."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        _note(scene, DECOMPOSED)
        with scene.engine.store.read() as reader:
            kept = [row.note for row in reader.rows("binding", review="t/QAA") if row.note]

        assert kept == ["N\u00f4te du 4 mai"]
