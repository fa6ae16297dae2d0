"""Tracks inside tracks: who reviews what, in whose name, and when enough of them were heard."""

import pytest

from tests.support.designs import changed
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, TRACKS, answered, joined, keys, started, step
from workflow.errors import RoleError, RuledOutError, UnreadableError
from workflow.service.reviews import How
from workflow.service.roles import VacateRequest, vacate
from workflow.testing import Rehearsal, rehearsal

FRIENDS = ("QEE", "QDD")  # of the same region, of another; QDD is party to untoc alone


def scene_with(url: str, *reviewers: str, text: str = TRACKS) -> Rehearsal:
    """Farholm under review, its questionnaires asked for."""
    scene = rehearsal(url, text, codes="QFF")
    started(scene, *reviewers)
    return scene


def reading(url: str, *reviewers: str, text: str = TRACKS) -> Rehearsal:
    """Farholm has answered on the Convention; its reviewers write."""
    scene = scene_with(url, *(reviewers or FRIENDS), text=text)
    answered(scene, "untoc")
    return scene


def deliver(scene: Rehearsal, track: str, who: str | None = None, role: str = "reviewer") -> None:
    """A reviewing party hands in its feedback."""
    actor = who or track.rpartition("/")[2]
    scene.record(f"QFF/{track}", "deliver", (actor, role), documents="feedback")


def replaced(scene: Rehearsal, old: str, new: str) -> None:
    """One reviewing party in the place of another."""
    scene.bind("QFF", "reviewers", new, replaces=old)


def test_tracks_open_per_instrument_and_in_each_per_reviewing_party(store_url: str) -> None:
    """Two instruments, three tracks of reviewers: Dorland is no party to the second."""
    with reading(store_url) as scene:
        answered(scene, "tip")

        assert keys(scene, "QFF") == ["tip", "untoc"]
        assert keys(scene, "QFF/untoc") == ["QDD", "QEE"]
        assert keys(scene, "QFF/tip") == ["QEE"]
        assert step(scene, "QFF/untoc/QDD") == "writing"
        assert sound(scene)


def test_an_extra_reviewer_serves_the_one_instrument_it_is_bound_for(store_url: str) -> None:
    """For the Convention it does not count; for the protocol it has its track."""
    with scene_with(store_url, *FRIENDS) as scene:
        scene.bind("QFF", "extra", "QBB", only=("tip",))
        answered(scene, "untoc")
        answered(scene, "tip")

        assert keys(scene, "QFF/untoc") == ["QDD", "QEE"]
        assert keys(scene, "QFF/tip") == ["QBB", "QEE"]
        assert sound(scene)


@pytest.mark.parametrize(
    ("party", "only", "code", "words"),
    [
        ("QBB", (), "R079", "'extra' is for each instrument that reviewers lack; none was named"),
        ("QBB", ("untoc",), "R083", "no party in 'reviewers' lacks 'untoc' on 2027-01-04"),
        ("QCC", ("som",), "R082", "'som' is not under review here: untoc, tip are"),
        ("QBB", ("som",), "R071", "QBB is not party to som on 2027-01-04"),
    ],
)
def test_an_extra_reviewer_is_bound_for_what_is_lacking(
    store_url: str, party: str, only: tuple[str, ...], code: str, words: str
) -> None:
    """Which instrument is said, is under review, is lacking, and is in force for the extra one."""
    with scene_with(store_url, *FRIENDS) as scene:
        with pytest.raises(RuledOutError) as told:
            scene.bind("QFF", "extra", party, only=only)
        found = {problem.code: problem.words for problem in told.value.problems}
        assert found[code].startswith(words)
        assert sound(scene)


def test_only_reviewing_parties_are_bound_for_instruments(store_url: str) -> None:
    """A focal point is for the whole review; an instrument nobody has is not read."""
    with scene_with(store_url, *FRIENDS) as scene:
        with pytest.raises(RuledOutError, match="only reviewing parties are for instruments"):
            scene.bind("QFF", "focal_point", "a1@QFF", only=("tip",))
        with pytest.raises(UnreadableError, match="instrument 'tipp' is not in definition"):
            scene.bind("QFF", "extra", "QBB", only=("tipp",))


def test_a_party_that_is_party_to_nothing_under_review_reviews_nothing(store_url: str) -> None:
    """It is said from when the instrument is in force for it, or that there is no deposit."""
    text = TRACKS.replace("instruments: [untoc, tip, som]", "instruments: [tip, som]")
    with rehearsal(store_url, text, codes="QFF") as scene:
        with pytest.raises(RuledOutError, match="QDD is not party to tip on 2027-01-04") as told:
            scene.bind("QFF", "reviewers", "QDD")
        assert told.value.problems[0].hint == "tip: no deposit"


def test_in_its_track_a_reviewing_party_acts_alone(store_url: str) -> None:
    """The other reviewer is told who holds the role there; its own people may act."""
    with reading(store_url) as scene:
        with pytest.raises(RoleError, match="role 'reviewer' is not held by 'QDD'") as told:
            deliver(scene, "untoc/QEE", "QDD")
        assert told.value.problems[0].hint == "held on that day by QEE"
        with pytest.raises(RoleError, match="role 'reviewers' is not held by 'QDD'"):
            scene.record("QFF/untoc/QEE", "ask", ("QDD", "reviewers"), documents="feedback")
        scene.record("QFF/untoc/QEE", "ask", ("QEE", "reviewers"), documents="feedback")
        deliver(scene, "untoc/QEE", "a1@QEE")

        assert step(scene, "QFF/untoc/QEE") == "delivered"
        assert sound(scene)


def test_a_focal_point_of_a_reviewer_acts_in_the_track_of_its_own_party(store_url: str) -> None:
    """It is of a party that reviews, and releases nothing of another one."""
    point = "reviewer.focal_point"
    with reading(store_url) as scene:
        with pytest.raises(RuledOutError, match="is of a reviewing party; 'f1@QBB' is of QBB"):
            scene.bind("QFF", point, "f1@QBB")
        scene.bind("QFF", point, "f1@QDD")
        with pytest.raises(RoleError, match="focal_point' is not held by 'f1@QDD'"):
            deliver(scene, "untoc/QEE", "f1@QDD", point)
        deliver(scene, "untoc/QDD", "f1@QDD", point)

        assert step(scene, "QFF/untoc/QDD") == "delivered"
        assert sound(scene)


def test_the_party_of_a_track_is_not_bound_by_that_name(store_url: str) -> None:
    """`reviewer` is whoever the track is of; reviewers are bound as reviewers."""
    with (
        rehearsal(store_url, TRACKS, codes="QFF") as scene,
        pytest.raises(RuledOutError, match="each reviewing party in its own track"),
    ):
        scene.bind("QFF", "reviewer", "QEE")


def test_reviewing_parties_keep_the_rules_of_their_team(store_url: str) -> None:
    """One of the State's own region and one of another, or the review does not start."""
    with rehearsal(store_url, TRACKS, codes="QFF") as scene:
        scene.bind("QFF", "reviewers", "QDD")
        with pytest.raises(RuledOutError, match="at least 1 of the regional group"):
            scene.record("QFF", "start", BY_OFFICE)
        scene.bind("QFF", "reviewers", "QEE")
        scene.record("QFF", "start", BY_OFFICE)
        assert step(scene, "QFF") == "desk_review"


@pytest.mark.parametrize(
    ("join", "needed"),
    [("all", 4), ("any", 1), (2, 2), ("3 of 4", 3), ("majority", 3)],
)
def test_a_join_asks_for_as_many_as_it_says(store_url: str, join: str | int, needed: int) -> None:
    """One that is silent blocks `all`, and no other."""
    with reading(store_url, "QEE", "QDD", "QAA", "QCC", text=joined(str(join))) as scene:
        for number, code in enumerate(("QAA", "QCC", "QDD", "QEE")[:needed], start=1):
            assert step(scene, "QFF/untoc") == "reading"
            deliver(scene, f"untoc/{code}")
            assert (step(scene, "QFF/untoc") == "observations") == (number == needed)

        rest = [f"t/QFF/untoc/{code}" for code in ("QAA", "QCC", "QDD", "QEE")[needed:]]
        assert newest(scene).data.get("not_heard", []) == rest
        assert sound(scene)


def test_two_of_three_are_not_two_of_two(store_url: str) -> None:
    """The join waits for the third to be there, and then asks for no more than two."""
    with reading(store_url, text=joined("2 of 3")) as scene:
        deliver(scene, "untoc/QDD")
        deliver(scene, "untoc/QEE")
        assert step(scene, "QFF/untoc") == "reading"
        scene.at("2027-03-01").bind("QFF", "reviewers", "QAA")

        assert step(scene, "QFF/untoc") == "observations"
        with scene.engine.store.read() as reader:
            (row,) = reader.rows("instance", id="t/QFF/untoc")
        assert getattr(row, "since", None) == "2027-03-01"
        assert newest(scene).data["not_heard"] == ["t/QFF/untoc/QAA"]
        assert sound(scene)


def test_a_number_asks_for_no_more_than_that(store_url: str) -> None:
    """Two, of however many."""
    with reading(store_url, text=joined("2")) as scene:
        deliver(scene, "untoc/QDD")
        deliver(scene, "untoc/QEE")

        assert step(scene, "QFF/untoc") == "observations"


def test_time_goes_on_without_the_silent_one_and_the_entry_names_it(store_url: str) -> None:
    """The join moves at its own time limit; the silent party's limit had passed and closes."""
    with reading(store_url, text=joined("all", due=True)) as scene:
        deliver(scene, "untoc/QEE")
        scene.at("2027-12-01").tick()

        assert step(scene, "QFF/untoc") == "observations"
        entry = newest(scene)
        assert (entry.kind, entry.on) == ("deadline.enforced", "2027-09-04")
        assert entry.data["not_heard"] == ["t/QFF/untoc/QDD"]
        assert sound(scene)


def test_a_late_feedback_is_still_recorded_after_the_join(store_url: str) -> None:
    """It was gone on without, and is not lost."""
    with reading(store_url, text=joined("any")) as scene:
        deliver(scene, "untoc/QEE")
        deliver(scene, "untoc/QDD")

        assert step(scene, "QFF/untoc/QDD") == "delivered"
        assert step(scene, "QFF/untoc") == "observations"
        assert sound(scene)


def test_a_reviewer_bound_later_gets_its_track_then(store_url: str) -> None:
    """It is opened by the entry that binds, on that day, with the same time limit."""
    with reading(store_url) as scene:
        scene.at("2027-02-01").bind("QFF", "reviewers", "QAA")

        assert keys(scene, "QFF/untoc") == ["QAA", "QDD", "QEE"]
        with scene.engine.store.read() as reader:
            (limit,) = reader.rows("deadline", id="t/QFF/untoc/QAA:writing:1")
        assert getattr(limit, "due_on", None) == "2027-07-04"
        assert sound(scene)


def test_the_track_of_a_replaced_reviewer_closes_and_the_new_one_opens(store_url: str) -> None:
    """Nothing is recorded in the closed one, its limit runs no more, and the join waits for two."""
    with reading(store_url) as scene:
        deliver(scene, "untoc/QEE")
        replaced(scene.at("2027-02-01"), "QDD", "QAA")

        assert keys(scene, "QFF/untoc") == ["QAA", "QEE"]
        assert step(scene, "QFF/untoc") == "reading"
        with pytest.raises(RuledOutError, match="QFF/untoc/QDD was closed on 2027-02-01") as told:
            deliver(scene, "untoc/QDD")
        assert {problem.code for problem in told.value.problems} == {"R001", "R074"}
        deliver(scene, "untoc/QAA")
        assert step(scene, "QFF/untoc") == "observations"
        assert "not_heard" not in newest(scene).data
        assert sound(scene)


def test_what_a_reviewer_delivered_stays_when_it_is_replaced(store_url: str) -> None:
    """Its track had ended; the new one has a track of its own."""
    with reading(store_url) as scene:
        deliver(scene, "untoc/QDD")
        replaced(scene, "QDD", "QAA")

        assert keys(scene, "QFF/untoc") == ["QAA", "QDD", "QEE"]
        assert step(scene, "QFF/untoc/QDD") == "delivered"
        assert sound(scene)


def test_a_reviewer_that_is_bound_again_begins_anew(store_url: str) -> None:
    """Closed and opened again: the initial step, and a second time limit."""
    with reading(store_url) as scene:
        how = How(actor="secretariat", role="secretariat")
        scene.at("2027-02-01")
        vacate(scene.engine, VacateRequest(review="t/QFF", role="reviewers", actor="QDD", how=how))
        assert keys(scene, "QFF/untoc") == ["QEE"]
        scene.at("2027-03-01").bind("QFF", "reviewers", "QDD")

        assert keys(scene, "QFF/untoc") == ["QDD", "QEE"]
        deliver(scene, "untoc/QDD")
        with scene.engine.store.read() as reader:
            (limit,) = reader.rows("deadline", id="t/QFF/untoc/QDD:writing:2")
        assert getattr(limit, "status", None) == "met"
        assert sound(scene)


def test_a_join_over_reviewers_waits_while_there_are_none(store_url: str) -> None:
    """Nobody has reviewed: `all` of nobody is not enough."""
    with reading(store_url) as scene:
        how = How(actor="secretariat", role="secretariat")
        for code in FRIENDS:
            request = VacateRequest(review="t/QFF", role="reviewers", actor=code, how=how)
            vacate(scene.engine, request)

        assert keys(scene, "QFF/untoc") == []
        assert step(scene, "QFF/untoc") == "reading"
        assert sound(scene)


def test_the_whole_runs_to_its_end(store_url: str) -> None:
    """Every reviewer of every instrument delivers, every track ends, the review is closed."""
    with reading(store_url) as scene:
        answered(scene, "tip")
        for track in ("untoc/QDD", "untoc/QEE", "tip/QEE"):
            deliver(scene, track)
        for instrument in ("untoc", "tip"):
            scene.record(f"QFF/{instrument}", "observe", ("QFF", "state"))

        assert step(scene, "QFF") == "closed"
        assert sound(scene)


def test_two_keys_in_a_track_are_those_of_its_own_party(store_url: str) -> None:
    """Dorland writes, Dorland's focal point clears; Estwick's clears nothing there."""
    keyed = changed(
        TRACKS,
        {
            "by: [reviewer, reviewer.focal_point]\n": "by: reviewer\n"
            "        release: reviewer.focal_point\n"
        },
    )
    point = "reviewer.focal_point"
    with reading(store_url, text=keyed) as scene:
        for code in FRIENDS:
            scene.bind("QFF", point, f"f1@{code}")
        deliver(scene, "untoc/QDD")
        assert step(scene, "QFF/untoc/QDD") == "writing"
        with pytest.raises(RoleError, match="focal_point' is not held by 'f1@QEE'"):
            scene.record("QFF/untoc/QDD", "deliver", ("f1@QEE", point))
        scene.record("QFF/untoc/QDD", "deliver", ("f1@QDD", point))

        assert step(scene, "QFF/untoc/QDD") == "delivered"
        assert sound(scene)
