"""The attack list: what somebody with write access may do to a log, and what shows it.

Each test spoils a sound log of forty entries with four checkpoints in one way. "Stolen
key" means that the log's own private key was used.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.logs import ORIGIN, SIGNER, THIEF, Log, entry, log, note, row
from workflow.audit.canonical import encode
from workflow.audit.checkpoint import Checkpoint, sign
from workflow.audit.findings import CODES, LogReport
from workflow.audit.note import sign_note
from workflow.audit.tree import leaf_hash, root_of
from workflow.audit.verify import NO_OUTSIDE_CHECKPOINT, verify_log


def later(raw: bytes) -> bytes:
    """Back-date an entry by a minute's digit, canonically."""
    return raw.replace(b":00.123Z", b":00.122Z")


def words(report: LogReport) -> list[str]:
    """Return what a reader sees."""
    return [str(finding) for finding in report.findings]


def test_a_sound_log_has_no_findings_and_says_what_was_not_checked() -> None:
    """Size, root and last checkpoint are told; so is what remains open."""
    sound = log()
    report = sound.report()
    assert report.sound
    assert (report.size, report.checkpoints, report.more) == (40, 4, 0)
    assert report.root == root_of(leaf for _, _, leaf in sound.rows).hex()
    assert report.last_checkpoint == sound.kept(40)
    assert report.not_checked == (
        "no checkpoint kept outside was given: somebody who holds the log's key could have "
        "rewritten all of it, and this check would not show it",
        f"the public key {SIGNER.verifier.vkey} was taken as given: compare it with the one "
        "published outside this machine",
        "times are those of the machine's clock: no time stamp or witness from outside was given",
        "documents and the values behind commitments were not hashed again",
        "the other tables were not compared with a replay of the log",
        "whether what was recorded is true, and whether all that happened was recorded",
    )


@pytest.mark.parametrize("size", [0, 1, 10, 23, 39, 40])
def test_a_sound_log_continues_every_checkpoint_that_was_kept(size: int) -> None:
    """Also one that is not among its own."""
    report = log().report(kept=log().kept(size))
    assert report.sound
    assert NO_OUTSIDE_CHECKPOINT not in report.not_checked


def test_an_altered_byte_is_found_in_its_entry_and_in_the_signed_range() -> None:
    """Attack 5 and 23: an edited time, or one bit that rotted."""
    spoilt = log()
    spoilt.alter(13, later, rehash=False)
    assert words(spoilt.report()) == [
        "A003 entry 13 was altered: its leaf is of other bytes",
        "A023 the log does not fit its checkpoint of size 20; neither do the 2 checkpoints after "
        "it: an entry between seq 10 and seq 19 was altered, put in or taken out after it was "
        "signed",
    ]


def test_an_altered_byte_with_a_new_leaf_is_found_by_the_root() -> None:
    """Attack 6 and 7: the leaf is right again, the checkpoint is not."""
    spoilt = log()
    spoilt.alter(35, later, rehash=True)
    assert words(spoilt.report()) == [
        "A023 the log does not fit its checkpoint of size 40: an entry between seq 30 and seq 39 "
        "was altered, put in or taken out after it was signed"
    ]


def test_deleted_last_entries_are_counted() -> None:
    """Attack 1."""
    spoilt = log()
    del spoilt.rows[37:]
    assert words(spoilt.report()) == [
        "A024 3 entries are missing at the end: the log has 37, the checkpoint signed by the log's "
        "key has 40"
    ]


def test_one_deleted_last_entry_is_one() -> None:
    """Attack 1, in the singular."""
    spoilt = log()
    del spoilt.rows[39]
    assert words(spoilt.report()) == [
        "A024 1 entry is missing at the end: the log has 39, the checkpoint signed by the log's "
        "key has 40"
    ]


def test_deleted_last_entries_and_checkpoints_show_against_a_kept_one() -> None:
    """Attacks 2 and 13: an old state was put back; only an outsider's checkpoint tells."""
    spoilt, kept = log(), log().kept(40)
    del spoilt.rows[30:], spoilt.notes[3:]
    assert spoilt.report().sound
    assert words(spoilt.report(kept)) == [
        "A031 10 entries are missing at the end: the log has 30, the checkpoint kept outside has 40"
    ]


def test_a_deleted_middle_entry_is_a_gap_and_later_checkpoints_are_not_compared() -> None:
    """Attack 3: one finding, and no root for what is no whole log."""
    spoilt = log()
    del spoilt.rows[13]
    report = spoilt.report(log().kept(25))
    assert words(report) == ["A002 entry 13 is missing"]
    assert (report.size, report.root) == (40, None)
    assert report.not_checked[0] == (
        "the checkpoint kept outside (size 25) could not be compared: entries up to it are missing"
    )
    assert "3 checkpoints beyond the missing entry 13 could not be compared" in report.not_checked


def test_several_deleted_entries_are_one_gap() -> None:
    """And a second gap is a second finding."""
    spoilt = log()
    del spoilt.rows[30], spoilt.rows[13:20], spoilt.rows[0]
    assert words(spoilt.report()) == [
        "A002 entry 0 is missing",
        "A002 entries 13 to 19 (7) are missing",
        "A002 entry 30 is missing",
    ]


def test_a_deleted_entry_with_new_numbers_and_hashes_is_found_by_the_root() -> None:
    """Attack 4."""
    spoilt = log()
    del spoilt.rows[13]
    spoilt.renumber()
    assert spoilt.codes() == ["A023", "A024"]


def test_two_swapped_rows_are_found_by_the_numbers_inside_them() -> None:
    """Attack 8, only the row numbers exchanged."""
    spoilt = log()
    (_, a, a_leaf), (_, b, b_leaf) = spoilt.rows[13:15]
    spoilt.rows[13:15] = [(13, b, b_leaf), (14, a, a_leaf)]
    assert spoilt.codes() == ["A005", "A005", "A008", "A023"]
    assert spoilt.report().findings[0].message == (
        "row 13 holds the entry that calls itself 14: rows were swapped, moved or given new numbers"
    )


def test_two_swapped_rows_with_new_numbers_inside_are_found_by_time_and_root() -> None:
    """Attack 8, with rehash."""
    spoilt = log()
    spoilt.rows[13], spoilt.rows[14] = spoilt.rows[14], spoilt.rows[13]
    spoilt.renumber()
    assert words(spoilt.report())[0] == (
        "A008 entry 14 is of 2026-03-02T09:13:00.123Z, before 2026-03-02T09:14:00.123Z of entry "
        "13, and no 'clock_back' in its data says why"
    )
    assert spoilt.codes() == ["A008", "A023"]


def test_an_inserted_entry_is_found_by_the_root() -> None:
    """Attack 9, with new numbers and hashes."""
    spoilt = log()
    spoilt.rows.insert(13, row(13, encode(entry(13, id="new"))))
    spoilt.renumber()
    assert spoilt.codes() == ["A023", "A025"]


def test_a_rewritten_log_signed_with_a_new_key_is_not_signed_by_the_known_one() -> None:
    """Attack 10: the verifier is known from outside."""
    spoilt = log()
    spoilt.alter(13, later, rehash=True)
    spoilt.sign_again(THIEF)
    assert spoilt.codes() == ["A021"] * 4 + ["A026"]
    assert words(spoilt.report())[-1] == (
        "A026 the log has 40 entries and no checkpoint by its key: none is signed"
    )


def test_a_rewritten_log_signed_with_the_stolen_key_shows_against_a_kept_checkpoint() -> None:
    """Attack 11: sound by itself, and the report says so first."""
    spoilt, kept = log(), log().kept(20)
    spoilt.alter(13, later, rehash=True)
    spoilt.sign_again(SIGNER)
    report = spoilt.report()
    assert report.sound
    assert report.not_checked[0] == NO_OUTSIDE_CHECKPOINT
    assert words(spoilt.report(kept)) == [
        "A032 the log does not continue the checkpoint kept outside (size 20): an entry before seq "
        "20 was altered after that checkpoint was given out"
    ]


def test_a_rewriting_behind_the_kept_checkpoint_with_the_stolen_key_is_not_seen() -> None:
    """Attack 12: what even this does not prove; only a witness would."""
    spoilt, kept = log(), log().kept(10)
    spoilt.alter(13, later, rehash=True)
    spoilt.sign_again(SIGNER)
    assert spoilt.report(kept).sound


def test_a_key_that_signed_two_histories_is_named() -> None:
    """Attack 14: one old checkpoint was forgotten when all else was signed again."""
    spoilt = log()
    old = spoilt.notes[1]
    spoilt.alter(13, later, rehash=True)
    spoilt.sign_again(SIGNER)
    spoilt.notes[1] = old
    assert words(spoilt.report()) == [
        "A028 the checkpoint of size 20 was signed over other entries, yet the log fits the "
        "checkpoint of size 30: the key signed two histories"
    ]


@pytest.mark.parametrize("rehash", [False, True])
def test_a_key_given_twice_is_found_even_with_the_stolen_key(*, rehash: bool) -> None:
    """Attack 22: two actors in one entry, one for each reader."""
    spoilt = log()
    spoilt.alter(13, lambda raw: raw.replace(b'"actor":', b'"actor":"FRA","actor":'), rehash=rehash)
    spoilt.sign_again(SIGNER)
    report = spoilt.report()
    assert "A004 entry 13 is not in canonical form: $: the key 'actor' is given twice" in words(
        report
    )


def test_a_log_without_checkpoints_is_not_signed() -> None:
    """Attack 24: deleting every checkpoint is noticed."""
    spoilt = log()
    spoilt.notes.clear()
    assert spoilt.codes() == ["A026"]


def test_a_deleted_older_checkpoint_is_covered_by_a_later_one() -> None:
    """On purpose: nothing is lost by it."""
    spoilt = log()
    del spoilt.notes[1]
    assert spoilt.report().sound


@pytest.mark.parametrize("version", [0, 2, True, "1", None, [], {"v": 1}])
def test_another_version_of_the_envelope_is_not_read(version: object) -> None:
    """Attack 35: there is nothing to downgrade to."""
    spoilt = log(14)
    spoilt.rows[13] = row(13, encode(entry(13, v=version, seq="?")))
    spoilt.sign_again(SIGNER)
    [finding] = [each for each in spoilt.report().findings if each.seq == 13]
    assert finding.code == "A006"
    assert finding.message.endswith("; only version 1 is known")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"extra": 1}, "the envelope lacks nothing and has beyond it 'extra'"),
        ({"id": 7}, "'id' is text, not an integer"),
        ({"id": None}, "'id' is text, not null"),
        ({"seq": True}, "'seq' is an integer, not a truth value"),
        ({"review": []}, "'review' is text or null, not an array"),
        ({"data": "x"}, "'data' is an object, not text"),
        ({"at": "yesterday"}, "'at' is UTC with milliseconds and Z, not 'yesterday'"),
        (
            {"at": "2026-02-30T00:00:00.000Z"},
            "'at' is UTC with milliseconds and Z, not '2026-02-30T00:00:00.000Z'",
        ),
        (
            {"at": "2026-03-02T09:01:00.123+00:00"},
            "'at' is UTC with milliseconds and Z, not '2026-03-02T09:01:00.123+00:00'",
        ),
    ],
)
def test_an_envelope_of_another_shape_is_described(
    changes: dict[str, object], message: str
) -> None:
    """The envelope is frozen."""
    rows = [row(0, encode(entry(0))), row(1, encode(entry(1, **changes)))]
    assert words(Log(rows, [note(rows)]).report()) == [f"A007 entry 1: {message}"]


def test_a_missing_field_is_named() -> None:
    """An entry lacks nothing but what is named."""
    short = entry(0)
    del short["actor"], short["on"]
    rows = [row(0, encode(short))]
    assert words(Log(rows, [note(rows)]).report()) == [
        "A007 entry 0: the envelope lacks actor, on and has beyond it nothing"
    ]


def test_an_id_used_twice_is_found() -> None:
    """Each entry is one thing that happened once."""
    rows = [row(0, encode(entry(0))), row(1, encode(entry(1, id=entry(0)["id"])))]
    assert words(Log(rows, [note(rows)]).report()) == [
        f"A009 entry 1 has the id '{entry(0)['id']}' of an earlier entry"
    ]


def test_a_clock_that_went_back_and_says_so_is_in_order() -> None:
    """Attack 27: the entry holds the reason in its data."""
    early = "2026-03-02T08:00:00.000Z"
    for data, codes in (({"clock_back": "2026-03-02T07:59:59.000Z"}, []), ({}, ["A008"])):
        rows = [row(0, encode(entry(0))), row(1, encode(entry(1, at=early, data=data)))]
        assert Log(rows, [note(rows)]).codes() == codes


def test_entries_after_the_last_checkpoint_are_named() -> None:
    """They are in the log, and nobody has signed them."""
    assert words(log(43).report()) == [
        "A025 entries 40 to 42 came after the last checkpoint (size 40) and are not signed"
    ]
    assert words(log(41).report()) == [
        "A025 entry 40 came after the last checkpoint (size 40) and is not signed"
    ]


def test_a_lost_entry_whose_leaf_is_there_damages_nothing_else() -> None:
    """The tree goes on over the leaf, and the signed root agrees."""
    spoilt = log()
    spoilt.rows[13] = (13, None, spoilt.rows[13][2])  # type: ignore[assignment]  # on purpose
    assert words(spoilt.report()) == [
        "A004 entry 13 is not in canonical form: $: an entry is bytes, this is null"
    ]


def test_a_row_that_comes_twice_or_late_is_found() -> None:
    """In an export, numbers are no primary key."""
    spoilt = log()
    spoilt.rows.insert(14, spoilt.rows[5])
    assert spoilt.codes() == ["A010", "A009", "A008"]


def test_a_checkpoint_filed_under_another_size_is_found() -> None:
    """What is signed counts, not the column beside it."""
    spoilt = log()
    spoilt.notes[1] = (21, spoilt.notes[1][1])
    assert words(spoilt.report()) == ["A022 the checkpoint filed under size 21 states the size 20"]


def test_checkpoints_out_of_order_are_found() -> None:
    """An older one after a newer one cannot be compared in one reading."""
    spoilt = log()
    spoilt.notes.reverse()
    assert spoilt.codes() == ["A027"] * 3


def test_a_kept_checkpoint_of_another_log_is_not_used() -> None:
    """And the report does not pretend that it was."""
    kept = Checkpoint(origin="other.example/log", size=10, root=bytes(32))
    report = log().report(kept)
    assert words(report) == [
        f"A030 the checkpoint kept outside is of 'other.example/log', this log is '{ORIGIN}'"
    ]
    assert NO_OUTSIDE_CHECKPOINT in report.not_checked


def test_a_signed_text_that_is_no_checkpoint_is_named() -> None:
    """Signed by the right key all the same."""
    spoilt = log()
    spoilt.notes[0] = (10, sign_note(f"{ORIGIN}\n010\n\n", SIGNER))
    assert spoilt.codes() == ["A020"]


def test_a_million_findings_are_counted_and_the_rare_one_is_still_there() -> None:
    """Ten of a kind are kept, the others counted."""
    spoilt = log(100, 10)
    for seq in range(90):
        spoilt.alter(seq, lambda raw: raw + b" ", rehash=False)
    del spoilt.rows[95:]
    report = spoilt.report()
    assert report.more == 160
    assert spoilt.codes() == ["A004", "A003"] * 10 + ["A023", "A024"]


def test_every_code_is_explained_once() -> None:
    """Codes are stable and listed."""
    assert list(CODES) == sorted(CODES)
    assert all(text for text in CODES.values())


def test_two_checkpoints_of_one_size_are_in_order() -> None:
    """A checkpoint on demand repeats the last one."""
    twice = log()
    twice.notes.append(twice.notes[-1])
    assert twice.report().sound


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**5000),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=40),
    st.sampled_from([b"[" * 50_000, b'{"v":1}', b"{}", b'{"a":' + b"9" * 5000 + b"}", b"\xff"]),
    st.lists(st.none(), max_size=2),
)


@given(st.lists(st.tuples(JUNK, JUNK, JUNK) | JUNK), st.lists(st.tuples(JUNK, JUNK) | JUNK))
def test_no_content_of_the_rows_makes_the_check_fail(
    rows: list[object], notes: list[object]
) -> None:
    """A damaged log is described; never a traceback."""
    report = verify_log(rows, notes, SIGNER.verifier)  # type: ignore[arg-type]  # on purpose
    assert not report.sound
    assert all(finding.code in CODES and str(finding) for finding in report.findings)


@given(st.integers(0, 39), JUNK, st.sampled_from(["seq", "entry", "leaf", "note"]), st.booleans())
def test_junk_in_one_place_of_a_sound_log_is_found(
    seq: int, junk: object, place: str, kept: bool
) -> None:
    """Whatever type it has, and wherever it is."""
    spoilt = log()
    if place == "note":
        spoilt.notes[seq // 10] = (spoilt.notes[seq // 10][0], junk)  # type: ignore[assignment]
    else:
        parts: list[object] = list(spoilt.rows[seq])
        at = ["seq", "entry", "leaf"].index(place)
        parts[at] = junk if junk != parts[at] or type(junk) is not int else -1
        spoilt.rows[seq] = tuple(parts)  # type: ignore[assignment]  # on purpose
    assert not spoilt.report(log().kept(20) if kept else None).sound


@given(st.data())
def test_any_altered_log_is_found_while_its_checkpoints_stand(data: st.DataObject) -> None:
    """Take out, put in, repeat, move or alter rows, rehashed: the log is not sound."""
    spoilt, rows = log(), log().rows
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(spoilt.rows) - 1))
        to = data.draw(st.integers(0, len(spoilt.rows) - 1))
        match data.draw(st.sampled_from(["out", "in", "move", "alter"])):
            case "out":
                del spoilt.rows[at]
            case "in":
                spoilt.rows.insert(to, spoilt.rows[at])
            case "move":
                spoilt.rows.insert(to, spoilt.rows.pop(at))
            case _:
                spoilt.rows[at] = row(at, spoilt.rows[at][1].replace(b"MEX", b"FRA"))
    if data.draw(st.booleans()):
        spoilt.renumber()
    assert spoilt.report().sound == (spoilt.rows == rows)


def test_the_same_log_is_read_from_a_generator() -> None:
    """Rows and checkpoints are read once, in order, and not kept."""
    whole = log(500, 50)
    report = verify_log(iter(whole.rows), iter(whole.notes), SIGNER.verifier, kept=whole.kept(123))
    assert report.sound


def test_an_empty_log_may_be_signed() -> None:
    """A checkpoint of size 0 fits it, and nothing else does."""
    empty = sign(Checkpoint(origin=ORIGIN, size=0, root=root_of([])), SIGNER)
    assert verify_log([], [(0, empty)], SIGNER.verifier).sound
    wrong = sign(Checkpoint(origin=ORIGIN, size=0, root=leaf_hash(b"")), SIGNER)
    assert [f.code for f in verify_log([], [(0, wrong)], SIGNER.verifier).findings] == ["A023"]
