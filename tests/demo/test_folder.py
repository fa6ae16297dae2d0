"""The demonstration's folder."""

from pathlib import Path

import pytest

from workflow.demo.folder import MARK, PAGE, REHEARSAL, prepare
from workflow.errors import StoreError
from workflow.wiring import key_path

ORIGIN = "peer-review.example/rehearsal/demo-rehearsal-01234567"


def test_a_folder_that_somebody_else_made_is_left_as_it_is(tmp_path: Path) -> None:
    """Nothing of a user's is ever removed."""
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(StoreError, match="no demonstration made") as caught:
        prepare(tmp_path, tmp_path / "keys")

    assert caught.value.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """It says so, and the file stays."""
    place = tmp_path / "demo"
    place.write_text("mine")

    with pytest.raises(StoreError, match="is a file"):
        prepare(place, tmp_path / "keys")

    assert place.read_text() == "mine"


def test_an_earlier_demonstration_is_removed_and_what_lies_beside_it_stays(tmp_path: Path) -> None:
    """Only the files it made go."""
    place = tmp_path / "demo"
    prepare(place, tmp_path / "keys")
    for name in (REHEARSAL, f"{REHEARSAL}-wal", PAGE, "notes.txt"):
        (place / name).write_text("old")

    prepare(place, tmp_path / "keys")

    assert sorted(path.name for path in place.iterdir()) == [MARK, "notes.txt"]


def test_the_key_of_a_removed_store_goes_with_it(tmp_path: Path) -> None:
    """It signs nothing any more."""
    keys = tmp_path / "keys"
    keys.mkdir()
    key_path(keys, ORIGIN).write_text("key")
    prepare(tmp_path / "demo", keys).note_key(ORIGIN)

    prepare(tmp_path / "demo", keys)

    assert list(keys.iterdir()) == []


@pytest.mark.parametrize(
    "mark",
    [
        '{"origins": ["peer-review.example/real/untoc-01234567"]}',
        '{"origins": ["../mine"]}',
        '{"origins": 7}',
        "[]",
        "no JSON",
    ],
)
def test_a_mark_that_somebody_changed_removes_no_other_key(tmp_path: Path, mark: str) -> None:
    """A key without which a real store can never be written again is safe."""
    keys, place = tmp_path / "keys", tmp_path / "demo"
    keys.mkdir()
    key_path(keys, "peer-review.example/real/untoc-01234567").write_text("key")
    (tmp_path / "mine.key").write_text("key")
    prepare(place, keys)
    (place / MARK).write_text(mark)

    prepare(place, keys)

    assert len(list(keys.iterdir())) == 1
    assert (tmp_path / "mine.key").exists()
