"""What a store promises, on every database."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.hands import Outside
from tests.store.samples import (
    deadline_row,
    every_row,
    instance_row,
    leaf_of,
    new,
    opened,
    record,
    review_row,
    told,
)
from workflow.errors import LogError
from workflow.model.rows.records import OF_A_REVIEW, TYPES
from workflow.store import Head, Store, create_store, differences, open_store, rebuild, replay


def test_an_empty_store_has_nothing_in_it(store: Store) -> None:
    """Every question has an answer, and it is that there is nothing."""
    with store.read() as reader:
        assert reader.head() == Head(size=0, frontier=b"")
        assert all(reader.rows(kind) == [] for kind in TYPES)
        assert not any(reader.review("c/MEX").values())
        assert set(reader.review("c/MEX")) == set(TYPES)
        assert list(reader.entries()) == []
        assert list(reader.log()) == []
        assert reader.entry(0) is None
        assert reader.checkpoints() == []
        assert reader.last_checkpoint() is None
        assert reader.secret("sha256:00") is None
        assert list(reader.secrets()) == []
        assert reader.due("9999", 10) == []
        assert reader.meta() == {}
        assert reader.command_seen("cmd") == []
        assert differences(reader) == []


def test_every_kind_of_row_comes_back_as_it_was(store: Store) -> None:
    """Lists, truth values, absent values, quotes, line ends and every script."""
    opened(store)

    with store.read() as reader:
        back = [row for kind in TYPES for row in reader.rows(kind)]
    assert back == every_row()


def test_a_review_comes_with_all_its_rows_and_no_others(store: Store) -> None:
    """Rows of other reviews, and rows of no review, stay out."""
    opened(store, "c/NER", "c/NGA")

    with store.read() as reader:
        found = reader.review("c/MEX")
    mine = [row for row in every_row() if row.kind in OF_A_REVIEW]
    assert [row for table in found.values() for row in table.values()] == mine
    assert all(key == row.id for table in found.values() for key, row in table.items())


def test_a_row_whose_id_does_not_begin_with_its_reviews_is_not_kept(store: Store) -> None:
    """The rows of a review are looked for by id: such a row would not be found again."""
    opened(store)
    with store.unit() as unit, pytest.raises(LogError, match="does not begin with"):
        unit.insert(deadline_row("c/MEX:reply:9", review="c/NER"))


def test_rows_are_found_by_any_columns_and_come_by_id(store: Store) -> None:
    """A value, no value and a truth value can be asked for; the order is that of bytes."""
    opened(store, "c/ner", "c/NGA", "c/ÅLA")

    with store.read() as reader:
        every = [row.id for row in reader.rows("review")]
        some = reader.rows("instance", final=False, parent=None, review="c/NGA")
        none = reader.rows("instance", final=True)
        listed = reader.rows("deadline", owners=("state", "secretariat"))
    assert every == ["c/MEX", "c/NGA", "c/ner", "c/ÅLA"]
    assert some == [instance_row("c/NGA")]
    assert none == []
    assert listed == [deadline_row()]


def test_a_column_that_is_not_there_is_a_bug(store: Store) -> None:
    """A name never gets into SQL unless it is a column's."""
    with store.read() as reader, pytest.raises(KeyError, match="no column"):
        reader.rows("review", **{'id" = 1 OR 1': 1})
    with store.read() as reader, pytest.raises(KeyError):
        reader.rows("audit_entry")


def test_effects_make_change_and_remove_rows_in_their_order(store: Store) -> None:
    """What a unit wrote it sees before it commits, and others after."""
    opened(store)

    with store.unit() as unit:
        record(
            unit,
            [
                new(deadline_row("c/MEX:visit:1")),
                {"set": "deadline", "id": "c/MEX:visit:1", "to": {"owners": [], "moves": True}},
                {"set": "instance", "id": "c/MEX", "to": {"state": "visit", "final": True}},
                {"gone": "fact", "id": "c/MEX!consent"},
                {"set": "review", "id": "c/MEX", "to": {}},
            ],
        )
        seen = unit.review("c/MEX")
        unit.commit()

    with store.read() as reader:
        assert reader.review("c/MEX") == seen
        assert differences(reader) == []
    made = seen["deadline"]["c/MEX:visit:1"]
    assert (made.owners, made.moves) == ((), True)  # type: ignore[union-attr]  # a deadline
    assert seen["fact"] == {}


def test_a_unit_that_does_not_commit_leaves_nothing(store: Store) -> None:
    """Leaving the block is not enough, and neither is an exception; the next unit works."""
    opened(store)
    with store.unit() as unit:
        record(unit, [new(review_row("c/NER"))], review="c/NER")
        assert unit.head().size == 2
    with pytest.raises(ZeroDivisionError):
        record_and_fail(store)

    with store.read() as reader:
        assert reader.head().size == 1
        assert [row.id for row in reader.rows("review")] == ["c/MEX"]
    assert told(store, new(review_row("c/NER")), review="c/NER") == 1


def record_and_fail(store: Store) -> None:
    """Write in a unit which ends with an error that is not the store's."""
    with store.unit() as unit:
        record(unit, [new(review_row("c/NER"))], review="c/NER")
        unit.head()
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (new(review_row()), "c/MEX|duplicate|UNIQUE"),
        ({"set": "review", "id": "c/XXX", "to": {"version": 2}}, "touched 0 rows"),
        ({"gone": "review", "id": "c/XXX"}, "touched 0 rows"),
    ],
    ids=["made twice", "changed but absent", "removed but absent"],
)
def test_an_effect_that_does_not_fit_the_tables_keeps_nothing(
    store: Store, effect: dict[str, object], words: str
) -> None:
    """The tables differ from the log then, and the whole unit is taken back."""
    opened(store)

    with pytest.raises(LogError, match=words) as caught:
        told(store, new(review_row("c/NER")), effect)

    assert caught.value.problems[0].code == "L016"
    with store.read() as reader:
        assert reader.head().size == 1
        assert len(reader.rows("review")) == 1


@pytest.mark.parametrize(
    "effect",
    [
        {"new": "review", "row": {"id": "x"}},
        {"new": "castle", "row": {"id": "x"}},
        {"set": "review", "id": "c/MEX", "to": {"colour": "red"}},
    ],
    ids=["columns missing", "no such kind", "no such column"],
)
def test_an_effect_the_model_would_not_take_is_not_taken(
    store: Store, effect: dict[str, object]
) -> None:
    """What cannot be replayed must not be written."""
    opened(store)
    with pytest.raises((KeyError, TypeError)), store.unit() as unit:
        unit.apply([effect])


def test_a_reader_sees_one_moment(store: Store) -> None:
    """What commits meanwhile is not seen, not even by the second question."""
    opened(store)

    with store.read() as reader:
        before = reader.head()
        told(store, new(review_row("c/NER")), review="c/NER")
        assert reader.head() == before
        assert len(reader.rows("review")) == 1
        assert len(list(reader.entries())) == 1
    with store.read() as reader:
        assert len(reader.rows("review")) == 2


def test_a_snapshot_that_ended_cannot_be_asked(store: Store) -> None:
    """An iterator that escapes its block says so, and does not read another moment."""
    opened(store)
    with store.read() as reader:
        entries = reader.entries()
    with pytest.raises(RuntimeError, match="the snapshot has ended"):
        next(entries)
    with store.unit() as unit:
        unit.commit()
        with pytest.raises(RuntimeError, match="the snapshot has ended"):
            unit.append(0, b"", b"")


def test_of_many_simultaneous_writers_each_gets_its_own_place(store: Store) -> None:
    """No gap, no fork, nothing lost: each links to the head it read."""
    opened(store)
    writers, each = 8, 10
    start = threading.Barrier(writers)

    def write(writer: int) -> list[int]:
        start.wait()
        return [told(store, command=f"{writer}-{n}") for n in range(each)]

    with ThreadPoolExecutor(writers) as pool:
        seqs = [seq for found in pool.map(write, range(writers)) for seq in found]

    assert sorted(seqs) == list(range(1, writers * each + 1))
    with store.read() as reader:
        log = list(reader.log())
        commands = Counter(entry.command for entry in reader.entries(after=0))
        head = reader.head()
    assert [seq for seq, _, _ in log] == list(range(writers * each + 1))
    assert set(commands.values()) == {1}
    assert head == Head(size=len(log), frontier=leaf_of(log[-1][1]))


def test_two_stores_open_on_one_address_take_turns(store: Store, store_url: str) -> None:
    """Another process is another store: the lock is the database's."""
    other = open_store(store_url)
    start = threading.Barrier(2)

    def write(one: Store) -> list[int]:
        start.wait()
        return [told(one) for _ in range(20)]

    with ThreadPoolExecutor(2) as pool:
        seqs = [seq for found in pool.map(write, (store, other)) for seq in found]
    other.close()
    assert sorted(seqs) == list(range(40))


def test_entries_are_found_by_what_their_bytes_say(store: Store) -> None:
    """By review, command, kind and place, in the log's order, also across pages."""
    for n in range(6):
        told(store, review=f"c/{'ABC'[n % 3]}", command=f"cmd-{n // 2}")
    told(store, kind="store.opened", review=None)

    def seqs(**how: object) -> list[int]:
        with store.read() as reader:
            return [entry.seq for entry in reader.entries(**how)]  # type: ignore[arg-type]

    assert seqs() == [0, 1, 2, 3, 4, 5, 6]
    assert seqs(review="c/A") == [0, 3]
    assert seqs(command="cmd-1") == [2, 3]
    assert seqs(review="c/A", command="cmd-1") == [3]
    assert seqs(after=4) == [5, 6]
    assert seqs(kinds=["store.opened"]) == [6]
    assert seqs(kinds=["store.opened", "event.recorded"], after=3) == [4, 5, 6]
    assert seqs(kinds=[]) == []
    with store.read() as reader:
        assert reader.command_seen("cmd-2") == [4, 5]
        last = reader.entry(6)
        assert [seq for seq, _, _ in reader.log(after=2)] == [3, 4, 5, 6]
    assert last is not None
    assert (last.kind, last.review, last.effects()) == ("store.opened", None, ())


def test_a_log_longer_than_a_page_is_read_whole(store: Store) -> None:
    """Nothing is lost or told twice where one page ends."""
    with store.unit() as unit:
        for _ in range(2001):
            record(unit)
        unit.commit()

    with store.read() as reader:
        assert [entry.seq for entry in reader.entries()] == list(range(2001))
        assert [seq for seq, _, _ in reader.log()] == list(range(2001))


def test_due_deadlines_come_by_moment_review_and_id(store: Store) -> None:
    """Running ones only, closed by the moment given, as many as asked for."""
    early, late = "2031-06-01T00:00:00.000Z", "2031-06-02T00:00:00.000Z"
    deadlines = [
        deadline_row("c/B:z:1", review="c/B", closes_at=early),
        deadline_row("c/b:a:1", review="c/b", closes_at=early),
        deadline_row("c/B:y:1", review="c/B", closes_at=early),
        deadline_row("c/Z:first:1", review="c/Z", closes_at="2031-05-31T23:59:59.999Z"),
        deadline_row("c/MEX:later:1", closes_at=late),
        deadline_row("c/MEX:met:1", closes_at=early, status="met"),
        deadline_row("c/MEX:waiting:1", closes_at=None, status="waiting"),
    ]
    told(store, *(new(row) for row in deadlines))

    with store.read() as reader:
        due = reader.due(early, 10)
        assert reader.due(early, 2) == due[:2]
        assert reader.due("2031-05-31T23:59:59.998Z", 10) == []
    assert [(review, key) for _, review, key in due] == [
        ("c/Z", "c/Z:first:1"),
        ("c/B", "c/B:y:1"),
        ("c/B", "c/B:z:1"),
        ("c/b", "c/b:a:1"),
    ]
    assert due[1][0] == early


def test_what_belongs_to_the_log_is_kept(store: Store) -> None:
    """Checkpoints by size, secrets until they are erased, and what the store says of itself."""
    with store.unit() as unit:
        unit.checkpoint(1, "one")
        unit.checkpoint(10, "ten")
        unit.checkpoint(2, "two")
        unit.checkpoint(2, "two, signed again")
        unit.keep_secret("sha256:aa", "00ff", "a name")
        unit.keep_secret("sha256:bb", "11ff", "another — ñ")
        unit.set_meta("origin", "first")
        unit.set_meta("origin", "second")
        unit.commit()
    with store.unit() as unit:
        unit.erase_secret("sha256:aa")
        unit.erase_secret("sha256:never-there")
        unit.commit()

    with store.read() as reader:
        assert reader.checkpoints() == [(1, "one"), (2, "two, signed again"), (10, "ten")]
        assert reader.last_checkpoint() == (10, "ten")
        assert reader.secret("sha256:aa") is None
        assert reader.secret("sha256:bb") == ("11ff", "another — ñ")
        assert list(reader.secrets()) == [("sha256:bb", "11ff", "another — ñ")]
        assert reader.meta() == {"origin": "second"}


def test_an_erased_secret_is_nowhere_in_the_file(sqlite_url: str) -> None:
    """Not in a free page and not in the write-ahead log either."""
    store = create_store(sqlite_url)
    with store.unit() as unit:
        unit.keep_secret("sha256:aa", "00ff", "Name-Of-A-Person")
        unit.commit()
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    def traces() -> int:
        return sum(b"Name-Of-A-Person" in file.read_bytes() for file in path.parent.iterdir())

    assert traces() > 0
    with store.unit() as unit:
        unit.erase_secret("sha256:aa")
        unit.commit()
    assert traces() == 0
    store.close()


def test_the_log_is_where_auditors_look_for_it(store: Store, outside: Outside) -> None:
    """Another program reads the bytes and leaves with one plain question."""
    opened(store)
    [(seq, entry, leaf)] = outside("SELECT seq, entry, leaf FROM audit_entry ORDER BY seq")
    assert (seq, leaf) == (0, leaf_of(entry))  # type: ignore[arg-type]  # bytes


def test_a_rebuilt_store_is_the_store(store: Store, outside: Outside) -> None:
    """Tables emptied or edited by another hand come back from the log alone."""
    opened(store, "c/NER")
    told(store, {"set": "instance", "id": "c/NER", "to": {"state": "visit"}}, review="c/NER")
    with store.read() as reader:
        before = {kind: reader.rows(kind) for kind in TYPES}
    outside("DELETE FROM review")
    outside("UPDATE instance SET state = 'adopted'")

    with store.unit() as unit:
        assert rebuild(unit) == len(every_row()) + 2
        unit.commit()

    with store.read() as reader:
        assert {kind: reader.rows(kind) for kind in TYPES} == before
        assert differences(reader) == []
        rows = replay(reader)
    assert {kind: list(table.values()) for kind, table in rows.items()} == before


def test_a_store_closed_is_closed(store: Store) -> None:
    """Closing twice is no fault; reading afterwards is a bug."""
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="the store is closed"), store.read():
        pass


def test_connections_are_lent_again(store: Store, outside: Outside) -> None:
    """A thousand short reads do not open a thousand connections."""
    if store.dialect == "postgresql":
        for _ in range(50):
            with store.read() as reader:
                reader.head()
        [(count,)] = outside(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'peer-review'"
            " AND datname = current_database()"
        )
        assert count == 1
    with store.read() as outer, store.read() as inner:
        assert outer.head() == inner.head()
