"""Erasing a sealed value: it is gone, an entry says by which decision, and every proof stays."""

from pathlib import Path

import pytest

from tests.support.commands import how
from tests.support.designs import LATE_NOTE
from workflow.errors import LogError, UnknownError
from workflow.service.auditing import Verification, verify
from workflow.service.erasing import Erased, EraseRequest, erase
from workflow.service.reviews import record
from workflow.service.roles import BindRequest, bind
from workflow.service.stores import compare, remake
from workflow.testing import Rehearsal, rehearsal, request_of

OFFICE = ("secretariat", "secretariat")
PERSON = "Ibolya Erasmus-Marker"
REASON = "asked for by the person concerned"


def named(url: str) -> Rehearsal:
    """A store whose log seals one name; it is the entry before the last."""
    scene = rehearsal(url, LATE_NOTE, codes="QAA")
    bind(
        scene.engine,
        BindRequest(review="t/QAA", role="team", actor="x1@QBB", how=how(), name=PERSON),
    )
    record(scene.engine, request_of("t/QAA", "start", OFFICE))
    return scene


def size(scene: Rehearsal) -> int:
    """How many entries the log has."""
    with scene.engine.store.read() as reader:
        return reader.head().size


def name_of(scene: Rehearsal) -> str:
    """The commitment to the name, as the binding holds it."""
    with scene.engine.store.read() as reader:
        rows = reader.rows("binding", review="t/QAA")
    return next(str(person) for row in rows if (person := getattr(row, "person", None)))


def erased(scene: Rehearsal, of: str, **more: object) -> Erased:
    """Erase what *of* means by a decision."""
    return erase(scene.engine, EraseRequest(of=of, decision="NV 8/2027", **more))  # type: ignore[arg-type]


def checked(scene: Rehearsal) -> Verification:
    """The store is sound, and its tables are what the log says, before and after a rebuild."""
    assert compare(scene.engine) == []
    remake(scene.engine)
    found = verify(scene.engine)
    assert (found.log.findings, found.tables, found.secrets) == ((), [], [])
    return found


def test_a_name_is_gone_and_the_entry_that_sealed_it_stays(store_url: str) -> None:
    """The entry of the erasure says which value, where it stood, by which decision."""
    with named(store_url) as scene:
        before = size(scene)
        commitment = name_of(scene)
        done = erased(scene, commitment, reason=REASON)
        with scene.engine.store.read() as reader:
            entry = reader.entry(before)
            assert reader.secret(commitment) is None

        (value,) = done.values
        assert (value.commitment, value.erased_by, value.where) == (commitment, before, "person")
        assert entry is not None
        assert (entry.kind, entry.review, entry.effects()) == ("secret.erased", None, ())
        assert entry.data["decision"] == "NV 8/2027"
        assert (entry.data["commitment"], entry.data["entry"]) == (commitment, value.entry)
        assert name_of(scene) == commitment
        assert checked(scene).erased == 1


def test_what_is_erased_is_nowhere_in_the_file(sqlite_url: str) -> None:
    """Neither in a page that was set free nor in the write-ahead log."""
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent

    def traces() -> list[str]:
        return [file.name for file in folder.iterdir() if PERSON.encode() in file.read_bytes()]

    with named(sqlite_url) as scene:
        assert traces()
        assert erased(scene, name_of(scene)).scrubbed
        assert traces() == []


def test_while_somebody_reads_it_is_said_that_the_log_of_the_file_still_holds_it(
    sqlite_url: str,
) -> None:
    """Asked again afterwards, the file is scrubbed, and nothing more is recorded."""
    with named(sqlite_url) as scene:
        with scene.engine.store.read() as reader:
            reader.head()
            assert not erased(scene, name_of(scene)).scrubbed
        before = size(scene)
        again = erased(scene, name_of(scene))

        assert (again.scrubbed, again.again, size(scene)) == (True, True, before)


def test_erased_twice_is_recorded_once(store_url: str) -> None:
    """The answer names the entry that did it."""
    with named(store_url) as scene:
        first = erased(scene, name_of(scene))
        before = size(scene)
        second = erased(scene, name_of(scene), reason="again")

        assert second.values == first.values
        assert (first.again, second.again, size(scene)) == (False, True, before)
        assert checked(scene).erased == 1


def test_a_dry_run_says_what_would_be_erased_and_erases_nothing(store_url: str) -> None:
    """The value can still be shown."""
    with named(store_url) as scene:
        before = size(scene)
        told = erased(scene, name_of(scene), dry_run=True)
        with scene.engine.store.read() as reader:
            kept = reader.secret(name_of(scene))

        assert [value.erased_by for value in told.values] == [None]
        assert (size(scene), kept is not None and kept[1]) == (before, PERSON)


def test_a_document_and_a_whole_entry_can_be_meant(store_url: str) -> None:
    """By the document's id its digest and name; by the number all that is sealed in the entry."""
    with named(store_url) as scene:
        answer = request_of("t/QAA", "answer", ("QAA", "state"), documents="answers", reason=REASON)
        record(scene.engine, answer)
        by_id = erased(scene, "t/QAA@answers:1")
        by_number = erased(scene, str(by_id.values[0].entry))

        assert [value.where for value in by_id.values] == ["documents answers digest"]
        assert {value.where for value in by_number.values} == {"documents answers digest", "reason"}
        assert checked(scene).erased == 2


@pytest.mark.parametrize("of", ["sha256:" + "0" * 64, "t/QAA@nothing:1", "0", "9999", "name"])
def test_what_is_not_sealed_is_not_known(sqlite_url: str, of: str) -> None:
    """Nothing is written."""
    with named(sqlite_url) as scene:
        before = size(scene)
        with pytest.raises(UnknownError, match=r"^E009 nothing is sealed as"):
            erased(scene, of)
        assert size(scene) == before


def test_a_value_that_is_gone_by_no_entry_is_not_covered_up(sqlite_url: str) -> None:
    """Whoever took it out of the table is found by the check, still."""
    with named(sqlite_url) as scene:
        with scene.engine.store.unit() as unit:
            unit.erase_secret(name_of(scene))
            unit.commit()
        with pytest.raises(LogError, match=r"L017 the clear value of .* is gone, by no entry"):
            erased(scene, name_of(scene))
        assert verify(scene.engine).secrets
