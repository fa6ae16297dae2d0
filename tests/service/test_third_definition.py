"""A design the engine has never seen: opened, run, met with forbidden acts, made again."""

from pathlib import Path
from typing import cast

import pytest

from tests.support.designs import THIRD
from workflow import library
from workflow.errors import RoleError, RuledOutError, UnknownError, UnreadableError
from workflow.model.rows.records import InstanceRow
from workflow.service.auditing import verify
from workflow.service.reviews import Receipt
from workflow.service.stores import compare, remake
from workflow.store import open_store
from workflow.testing import Rehearsal, again, engine_on, rehearsal

BUREAU = ("secretariat", "bureau")
HOST = ("QAA", "host")
FIRST = ("x1@QBB", "inspectors")
LEGS = ("untoc", "tip", "som")


def mustered(url: str) -> Rehearsal:
    """Arvania under review with two inspectors, waiting for its inventory."""
    scene = rehearsal(url, THIRD, codes="QAA QDD")
    for actor in ("x1@QBB", "x2@QCC"):
        scene.bind("QAA", "inspectors", actor, by_role="bureau")
    scene.record("QAA", "muster", BUREAU, facts=(("route", "long"),))
    return scene


def examined(url: str, rating: str) -> Rehearsal:
    """All three legs read, with that rating."""
    scene = mustered(url)
    ready = {"documents": "inventory", "facts": (("ready", "no"),)}
    scene.at("2027-02-01").record("QAA", "declare", HOST, **ready)
    scene.at("2027-02-15")
    for leg in LEGS:
        scene.record(f"QAA/{leg}", "finish", FIRST, facts=(("rating", rating),))
    return scene


def at(receipt: Receipt, instance: str = "t/QAA") -> str:
    """Where it stands."""
    return cast(InstanceRow, receipt.after["instance"][instance]).state


def now(scene: Rehearsal, instance: str = "t/QAA") -> str:
    """Where it stands in the store."""
    with scene.engine.store.read() as reader:
        return cast(InstanceRow, reader.review("t/QAA")["instance"][instance]).state


def test_it_runs_from_beginning_to_end(store_url: str) -> None:
    """Tracks join, the compound is entered and left, choices and numbers decide the way."""
    with examined(store_url, "2") as scene:
        assert now(scene) == "drafting"
        scene.record("QAA", "jot", FIRST, documents="notes+alarm")
        scene.record("QAA", "hand_over", FIRST)
        scene.at("2027-02-20").record("QAA", "answer", HOST)
        receipt = scene.record(
            "QAA", "decide", ("board", "board"), documents="verdict_paper+findings+orders"
        )
        assert at(receipt) == "remedy"
        receipt = scene.at("2027-05-01").record("QAA", "mend", HOST)
        assert at(receipt) == "archived"
        assert receipt.after["review"]["t/QAA"].status == "final"  # type: ignore[union-attr]
        assert verify(scene.engine).sound


def test_facts_of_a_leg_are_its_own(sqlite_url: str) -> None:
    """The join reads the review's facts; what a leg recorded stays with the leg."""
    with examined(sqlite_url, "2") as scene, scene.engine.store.read() as reader:
        facts = reader.review("t/QAA")["fact"]
        of_the_legs = {f"t/QAA/{leg}!rating:1" for leg in LEGS}
        assert set(facts) == {"t/QAA!ready:1", "t/QAA!route:1"} | of_the_legs


def on_site(url: str) -> Rehearsal:
    """A rating of the review itself sends it to the compound."""
    scene = mustered(url)
    scene.record("QAA", "communicate", FIRST, facts=(("rating", "2"),))
    ready = {"documents": "inventory", "facts": (("ready", "no"),)}
    scene.at("2027-02-01").record("QAA", "declare", HOST, **ready)
    scene.at("2027-02-15")
    for leg in LEGS:
        scene.record(f"QAA/{leg}", "finish", FIRST, facts=(("rating", "4"),))
    assert now(scene) == "onsite.packing"
    return scene


def test_a_compound_has_a_limit_of_its_own_that_its_steps_do_not_restart(store_url: str) -> None:
    """Six weeks from entering it, whatever happens inside; then the review goes on."""
    with on_site(store_url) as scene:
        scene.record("QAA", "communicate", HOST, facts=(("ready", "yes"),))
        scene.record("QAA", "sail", FIRST)
        receipt = scene.at("2027-03-01").record("QAA", "detour", FIRST)
        limit = receipt.after["deadline"]["t/QAA:onsite:1"]
        assert (limit.status, limit.due_on) == ("running", "2027-03-29")  # type: ignore[union-attr]
        assert "t/QAA:packing:2" in receipt.after["deadline"]
        scene.at("2027-04-15").tick()
        assert now(scene) == "drafting"
        with scene.engine.store.read() as reader:
            (entry,) = [
                e
                for e in reader.entries(kinds=["deadline.enforced"])
                if e.data["deadline"] == "t/QAA:onsite:1"
            ]
        assert (entry.on, entry.at[:10]) == ("2027-03-29", "2027-04-15")


def test_leaving_a_compound_from_any_of_its_steps(sqlite_url: str) -> None:
    """An event from the compound is one of each step inside."""
    with on_site(sqlite_url) as scene:
        assert at(scene.record("QAA", "abandon", HOST)) == "drafting"


FORBIDDEN = {
    "the host is not ready": ("sail", FIRST, {}, RuledOutError, "before the host says"),
    "wrong role": ("sail", HOST, {}, RoleError, "is for inspectors, not for 'host'"),
    "role never bound": ("sail", ("x9@QEE", "inspectors"), {}, RoleError, "not held by 'x9@QEE'"),
    "not in this step": ("moor", FIRST, {"documents": "notes"}, RuledOutError, "onsite.touring"),
    "behind the file": ("abandon", HOST, {"dated": "2027-01-20"}, RuledOutError, "behind the"),
    "fact of another": (
        "communicate",
        HOST,
        {"facts": (("rating", "5"),)},
        RoleError,
        "recorded by inspectors or bureau",
    ),
    "misspelt event": ("sial", FIRST, {}, UnreadableError, "did you mean 'sail'"),
    "no number": ("communicate", FIRST, {"facts": (("rating", "ten"),)}, UnreadableError, "3.5"),
    "no choice": ("communicate", BUREAU, {"facts": (("route", "longish"),)}, UnreadableError, "lo"),
    "from the future": ("abandon", HOST, {"received": "2028-01-01"}, UnreadableError, "after to"),
}


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_its_rules_forbid_is_told_in_its_words(sqlite_url: str, case: str) -> None:
    """One entry at most, no version, no row; and none at all for what cannot be read."""
    event, who, more, kind, words = FORBIDDEN[case]
    with on_site(sqlite_url) as scene:
        with scene.engine.store.read() as reader:
            before, size = reader.review("t/QAA"), reader.head().size
        with pytest.raises(kind, match=words):
            scene.record("QAA", event, who, **more)
        with scene.engine.store.read() as reader:
            assert reader.review("t/QAA") == before
            assert reader.head().size == size + (kind is not UnreadableError)
        assert verify(scene.engine).sound


def test_every_unmet_condition_is_named_at_once(sqlite_url: str) -> None:
    """Role, step, day and paper in one answer."""
    with on_site(sqlite_url) as scene:
        with pytest.raises(RoleError) as told:
            scene.record("QAA", "moor", ("x9@QEE", "bureau"), dated="2027-01-02")
        codes = [problem.code for problem in told.value.problems]
        assert codes == ["R001", "R002", "R003", "R006", "R004"]


def test_a_leg_that_is_opened_only_once_its_limit_passes_is_found_without_a_tick(
    sqlite_url: str,
) -> None:
    """The command lets happen what fell due, and only then looks for the part."""
    text = THIRD.replace(
        "due: 2 months, basis: HP 6", "due: 2 months, on_timeout: examining, basis: HP 6"
    )
    with rehearsal(sqlite_url, text, codes="QAA") as scene:
        for actor in ("x1@QBB", "x2@QCC"):
            scene.bind("QAA", "inspectors", actor, by_role="bureau")
        scene.record("QAA", "muster", BUREAU, facts=(("route", "long"),))
        scene.at("2027-03-10")
        receipt = scene.record("QAA/tip", "finish", FIRST, facts=(("rating", "4"),))
        assert [entry.kind for entry in receipt.entries] == ["deadline.enforced", "event.recorded"]
        with pytest.raises(UnknownError, match="has no part '/firearms'"):
            scene.record("QAA/firearms", "finish", FIRST, facts=(("rating", "4"),))


def test_it_is_made_again_from_the_log_alone(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine without `definitions/`: every table, and then the review goes on."""
    on_site(store_url).engine.store.close()
    monkeypatch.setattr(library, "shipped", lambda: tmp_path / "missing")
    with again(store_url, "2027-02-16") as scene:
        with scene.engine.store.read() as reader:
            before = reader.review("t/QAA")
        with scene.engine.store.unit() as unit:
            for kind in ("instance", "deadline", "definition", "stay", "binding", "party"):
                unit.empty(kind)
            unit.commit()
        assert compare(scene.engine)
        assert remake(scene.engine)
        assert compare(scene.engine) == []
        with scene.engine.store.read() as reader:
            assert reader.review("t/QAA") == before
    fresh = engine_on(open_store(store_url), "2027-02-16", seed=9)
    with Rehearsal(engine=fresh, cycle="t") as scene:
        assert at(scene.record("QAA", "abandon", HOST)) == "drafting"
        assert verify(scene.engine).sound
