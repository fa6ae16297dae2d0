"""What another hand did to the database is found, and is never the store's undoing."""

import pytest

from tests.store.hands import Outside, run_outside
from tests.store.samples import deadline_row, entry_bytes, new, opened, record, told
from workflow.errors import LogError
from workflow.model.rows.records import COLUMNS, TYPES
from workflow.store import Store, create_store, differences, rebuild, replay


def found_in(store: Store) -> list[str]:
    """Return the differences of *store* in words."""
    with store.read() as reader:
        return [str(found) for found in differences(reader)]


def quoted(store: Store, data: bytes) -> str:
    """Return *data* as SQL of the store's database."""
    return f"x'{data.hex()}'" if store.dialect == "sqlite" else f"'\\x{data.hex()}'"


def test_an_edited_cell_a_lost_row_and_a_row_nobody_told_are_found(
    store: Store, outside: Outside
) -> None:
    """Each with its table, row, column, what stands there and what should."""
    opened(store, "c/NER")
    outside("""UPDATE deadline SET owners = '["state"]', moves = NOT moves, n = n + 1""")
    outside("UPDATE fact SET \"on\" = '2031-01-01'")
    outside("DELETE FROM stay")
    outside("UPDATE review SET id = 'c/XXX' WHERE id = 'c/NER'")

    was, now = ("0", "1") if store.dialect == "sqlite" else ("False", "True")
    assert found_in(store) == [
        "review 'c/NER' is missing from the table",
        "review 'c/XXX' is in the table, the log knows no such row",
        "stay 'c/MEX|preparing:1' is missing from the table",
        "deadline 'c/MEX:reply:1': n is 2, the log says 1",
        "deadline 'c/MEX:reply:1': owners is '[\"state\"]', "
        'the log says \'["state","secretariat"]\'',
        f"deadline 'c/MEX:reply:1': moves is {now}, the log says {was}",
        "fact 'c/MEX!consent': on is '2031-01-01', the log says '2031-03-02'",
    ]


def test_every_column_of_every_table_is_compared(store: Store, outside: Outside) -> None:
    """Whatever cell is emptied or changed, that cell is named."""
    opened(store)
    columns = {
        (table, name): kind
        for table, name, kind in outside(_COLUMNS[store.dialect])
        if table in TYPES
    }
    assert set(columns) == {(kind, name) for kind in TYPES for name in COLUMNS[kind]}
    for (table, name), kind in columns.items():
        other = {"text": "'other'", "integer": "77", "boolean": f'NOT "{name}"'}[str(kind).lower()]
        if name != "id":
            outside(f'UPDATE "{table}" SET "{name}" = {other}')

    with store.read() as reader:
        named = {(found.table, found.column) for found in differences(reader)}
    assert named == {(table, name) for table, name in columns if name != "id"}


_COLUMNS = {
    "sqlite": "SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c"
    " WHERE t.type = 'table'",
    "postgresql": "SELECT table_name::text, column_name::text, data_type::text"
    " FROM information_schema.columns WHERE table_schema = 'public'",
}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("x'00ff'", "b'\\x00\\xff'"),
        ("CAST(x'ff' AS TEXT)", "b'\\xff'"),
        ("1.0e300", "'1.0e+300'"),
    ],
    ids=["bytes", "a text that is not UTF-8", "a number"],
)
def test_a_cell_of_a_type_the_store_never_writes_is_found(
    sqlite_url: str, cell: str, words: str
) -> None:
    """SQLite lets anything into any column."""
    store = create_store(sqlite_url)
    opened(store)
    run_outside(sqlite_url, f"UPDATE instance SET state = {cell}")
    found = found_in(store)
    store.close()
    assert found == [f"instance 'c/MEX': state is {words}, the log says 'preparing'"]


def test_a_whole_number_that_only_equals_the_true_one_is_found(sqlite_url: str) -> None:
    """1.0 is not 1, '1' is not 1, and a seq of bytes is no seq."""
    store = create_store(sqlite_url)
    opened(store)
    run_outside(sqlite_url, "UPDATE instance SET version = x'31'")
    found = found_in(store)
    store.close()
    assert found == ["instance 'c/MEX': version is b'1', the log says 1"]


def test_a_cell_that_cannot_be_read_says_how_to_find_the_others(
    store: Store, outside: Outside
) -> None:
    """A command on that review ends with words, not with a traceback."""
    opened(store)
    outside("UPDATE deadline SET owners = 'state'")

    with store.read() as reader, pytest.raises(LogError) as caught:
        reader.review("c/MEX")
    assert str(caught.value) == (
        "deadline c/MEX:reply:1: L016 the table differs from the log: "
        "owners is 'state', not a list\n"
        "  hint: `peer-review store rebuild --check` lists every difference"
    )


ARBITRARY = [
    b"",
    b"not json",
    b"\xff\xfe\x00",
    b"[1, 2]",
    b'"text"',
    b"{",
    b'{"review": {"deep": [1]}, "kind": 5, "command": null, "at": true}',
    b"[" * 5000,
    b'{"review":"nul \\u0000 inside","kind":"k"}',
    '{"review":"é'.encode("utf-16"),
]


@pytest.mark.parametrize("data", ARBITRARY, ids=[str(data[:20]) for data in ARBITRARY])
def test_arbitrary_bytes_can_be_put_into_the_log_and_are_read_back(
    store: Store, outside: Outside, data: bytes
) -> None:
    """The searchable columns never stand in an auditor's way, and the rest is still found."""
    opened(store, "c/NER")
    told(store, review="c/NER")
    outside(f"UPDATE audit_entry SET entry = {quoted(store, data)} WHERE seq = 0")

    with store.read() as reader:
        assert next((seq, bytes(entry)) for seq, entry, _ in reader.log()) == (0, data)
        assert [entry.seq for entry in reader.entries(review="c/NER")] == [1, 2]
        with pytest.raises(LogError, match=r"^entry 0: L012 its bytes are not an entry"):
            list(reader.entries())
        with pytest.raises(LogError, match=r"^entry 0: "):
            differences(reader)


@pytest.mark.parametrize(
    ("cell", "passed_on"),
    [("'text'", "text"), ("CAST(x'ff' AS TEXT)", b"\xff"), ("5", 5), ("1.5", 1.5)],
)
def test_a_log_cell_of_another_type_is_passed_on_as_it_is(
    sqlite_url: str, cell: str, passed_on: object
) -> None:
    """Verifying needs to see what is there."""
    store = create_store(sqlite_url)
    opened(store)
    run_outside(sqlite_url, f"UPDATE audit_entry SET leaf = {cell}")
    run_outside(sqlite_url, f"UPDATE audit_entry SET entry = {cell}")
    with store.read() as reader:
        [(seq, entry, leaf)] = reader.log()
        with pytest.raises(LogError, match=r"L012"):
            list(reader.entries())
    store.close()
    assert (seq, entry, leaf) == (0, passed_on, passed_on)


def test_an_entry_put_before_the_first_does_not_escape(store: Store, outside: Outside) -> None:
    """A place below nought is no hiding place."""
    opened(store)
    outside(
        "INSERT INTO audit_entry (seq, entry, leaf)"
        f" VALUES (-5, {quoted(store, b'x')}, {quoted(store, b'y')})"
    )
    with store.read() as reader:
        assert [seq for seq, _, _ in reader.log()] == [-5, 0]


def test_a_searchable_column_cannot_be_edited_beside_the_bytes(
    store: Store, outside: Outside
) -> None:
    """The database itself refuses it."""
    opened(store)
    with pytest.raises(Exception, match=r"generated column|can only be updated to DEFAULT"):
        outside("UPDATE audit_entry SET review = 'c/NER'")


def test_a_log_without_its_head_says_so(store: Store, outside: Outside) -> None:
    """The store can still be opened and read, to find out why."""
    opened(store)
    outside("DELETE FROM log_head")
    with store.read() as reader:
        assert len(list(reader.log())) == 1
        with pytest.raises(LogError, match="the log has 0 heads, not one"):
            reader.head()
    with pytest.raises(LogError), store.unit() as unit:
        record(unit)


def test_an_entry_of_another_envelope_is_not_read(store: Store) -> None:
    """A later program's entry is not guessed at."""
    later = entry_bytes(0).replace(b'"v": 1', b'"v": 2')
    with store.unit() as unit:
        unit.append(0, later, b"leaf")
        unit.commit()
    with store.read() as reader, pytest.raises(LogError, match="its envelope is version 2; this"):
        reader.entry(0)


def test_an_entry_of_an_unknown_kind_reads_but_does_not_replay(store: Store) -> None:
    """What it brought about cannot be known."""
    told(store, kind="moon.landed")
    with store.read() as reader:
        assert [entry.kind for entry in reader.entries()] == ["moon.landed"]
        with pytest.raises(LogError, match=r"L014 its kind 'moon.landed' is not known"):
            replay(reader)


def test_an_entry_that_does_not_follow_does_not_replay(store: Store) -> None:
    """An effect on a row that no entry before it made is named with its entry."""
    with store.unit() as unit:
        gone = entry_bytes(0, [{"gone": "review", "id": "c/MEX"}])
        unit.append(0, gone, b"leaf")
        unit.commit()
    with store.read() as reader, pytest.raises(LogError, match=r"^entry 0: L015 "):
        replay(reader)
    with pytest.raises(LogError), store.unit() as unit:
        rebuild(unit)


def test_what_an_entry_takes_back_is_taken_back_first(store: Store) -> None:
    """`undo` leads back, then `effects` lead on."""
    told(store, new(deadline_row()))
    undo = [{"gone": "deadline", "id": "c/MEX:reply:1"}]
    effects = [new(deadline_row(status="met"))]
    with store.unit() as unit:
        unit.append(1, entry_bytes(1, effects, undo=undo, voids=[0]), b"leaf")
        unit.apply(undo)
        unit.apply(effects)
        unit.set_head(2, b"")
        unit.commit()

    assert found_in(store) == []
    with store.read() as reader:
        assert [row.id for row in reader.rows("deadline", status="met")] == ["c/MEX:reply:1"]
