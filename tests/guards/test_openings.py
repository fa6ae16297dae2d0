"""G9, G11, G14 and G15: what may be opened, and with which warning."""

from datetime import date

import pytest

from tests.guards.desk import design, entries, newest, ruled_out
from tests.support.designs import LATE_NOTE
from tests.support.plenary import sound
from workflow.definition.read import read_definition
from workflow.errors import RuledOutError
from workflow.model.definition import Definition
from workflow.model.rosters.parties import Party, Roster
from workflow.service.cycles import OpenCycle, Opened, open_cycle
from workflow.service.stores import Birth, found
from workflow.store import create_store
from workflow.testing import ORIGIN, ZONE, Rehearsal, engine_on, rehearsal, signer_of

ARVANIA = Party(
    code="QAA",
    name="Arvania",
    group="african",
    deposits={"untoc": date(2004, 1, 10), "firearms": date(2027, 3, 1)},
)
ROSTER = Roster(instruments=("untoc", "tip", "som", "firearms"), parties=(ARVANIA,))
FIREARMS = LATE_NOTE.replace("instruments: [untoc, tip, som]", "instruments: [firearms]")


def request(text: str, on: str = "2027-03-15", **more: object) -> OpenCycle:
    """A cycle for Arvania, to be opened."""
    read = read_definition(text, file="d.yaml")
    return OpenCycle(
        id=f"c{on[:7]}",
        definition=read.require(),
        data=read.data,
        roster=ROSTER,
        roster_words="one State",
        parties=(ARVANIA,),
        launched_on=on,
        **more,  # type: ignore[arg-type]  # by its own names
    )


def opened(scene: Rehearsal, text: str, on: str, **more: object) -> Opened:
    """Open that cycle."""
    return open_cycle(scene.engine, request(text, on, **more))


def test_g9_a_protocol_deposited_but_not_in_force_is_not_reviewed(sqlite_url: str) -> None:
    """In force thirty days after the deposit; the day is told."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QBB") as scene:
        told = ruled_out(
            scene,
            lambda: opened(scene, FIREARMS, "2027-03-30"),
            words="Arvania is party to none of firearms on 2027-03-30",
            basis="art. 38 para 2: thirtieth day after deposit; protocols assumed",
            code="S024",
        )
        assert told.hint == "in force: firearms from 2027-03-31"
        assert opened(scene, FIREARMS, "2027-03-31").reviews == ("c2027-03/QAA",)


def test_g9_a_review_has_the_instruments_in_force_on_its_day(sqlite_url: str) -> None:
    """Of four, the two that bind Arvania by then; before, one."""
    text = LATE_NOTE.replace("[untoc, tip, som]", "[untoc, tip, som, firearms]")
    with rehearsal(sqlite_url, LATE_NOTE, codes="QBB") as scene:
        for on, wanted in (("2027-02-28", ("untoc",)), ("2027-04-01", ("untoc", "firearms"))):
            (review,) = opened(scene, text, on).reviews
            with scene.engine.store.read() as reader:
                (row,) = reader.rows("review", id=review)
            assert getattr(row, "instruments", ()) == wanted


def real(url: str) -> Rehearsal:
    """A store for real reviews."""
    engine = engine_on(create_store(url), "2027-01-04")
    vkey = signer_of().verifier.vkey
    found(engine, Birth(nature="real", name="real", origin=ORIGIN, vkey=vkey, zone=ZONE))
    return Rehearsal(engine=engine, cycle="c")


def test_g11_in_a_real_store_only_what_the_conference_adopted_runs(store_url: str) -> None:
    """Designs and positions of 2009 are proposals: they run in rehearsals only."""
    with real(store_url) as scene:
        ruled_out(
            scene,
            lambda: opened(scene, design("france-2009"), "2027-03-15"),
            words="house rule: definition 'composed' has status 'proposal'",
            basis="inspired by C 8",
            code="S022",
        )
        active = LATE_NOTE.replace("status: illustration", "status: active\ndecision: CTOC 9/1")
        assert opened(scene, active, "2027-03-15").reviews == ("c2027-03/QAA",)


def test_g11_active_without_a_decision_is_an_error_and_is_not_opened_either(
    sqlite_url: str,
) -> None:
    """Found when the file is read; asked again when a cycle is opened."""
    active = LATE_NOTE.replace("status: illustration", "status: active")
    (finding,) = read_definition(active, file="d.yaml").findings
    assert (finding.code, finding.severity) == ("D417", "error")

    asked = request(LATE_NOTE)
    unread = OpenCycle(
        **{name: getattr(asked, name) for name in asked.__dataclass_fields__}
        | {"definition": _as_active(asked.definition)}
    )
    with real(sqlite_url) as scene:
        ruled_out(
            scene,
            lambda: open_cycle(scene.engine, unread),
            words="house rule: definition 'small' names no decision of the Conference",
            basis="inspired by C 8",
            code="S027",
        )


def _as_active(definition: Definition) -> Definition:
    from dataclasses import replace

    return replace(definition, status="active")


def test_g11_an_amendment_never_inherits_the_decision(sqlite_url: str) -> None:
    """What another decided does not make the change active."""
    amended = "definition: amended\nversion: 1\nlanguage: 1\ntitle: x\nstatus: active\n"
    found_ = read_definition(f"{amended}extends: france-2009\n", file="d.yaml").findings
    assert "D417" in [one.code for one in found_]


def test_g14_another_open_review_of_the_same_state_is_warned_of(store_url: str) -> None:
    """A warning that forbids nothing, in the receipt and in the log."""
    with rehearsal(store_url, LATE_NOTE, codes="QBB") as scene:
        assert opened(scene, LATE_NOTE, "2027-03-15").notes == ()
        warned = opened(scene, LATE_NOTE, "2027-09-15")
        note = (
            "house rule: Arvania is under review already, c2027-03/QAA since 2027-03-15; "
            "overlapping reviews are avoided [inspired by C 9 31]"
        )
        assert warned.notes == (note,)
        assert entries(scene, "cycle.opened")[-1].data["notes"] == [note]
        assert sound(scene)


def test_g15_more_reviews_than_the_cap_are_not_opened(sqlite_url: str) -> None:
    """The cap is off unless it is given; it counts every open review of the store."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QBB QCC") as scene:
        ruled_out(
            scene,
            lambda: opened(scene, LATE_NOTE, "2027-03-15", cap=2),
            words="house rule: at most 2 reviews run at once; 2 are open, and 1 would be added",
            basis="inspired by C 22",
            code="S028",
        )
        assert opened(scene, LATE_NOTE, "2027-03-15", cap=3).reviews
        assert opened(scene, LATE_NOTE, "2027-04-15").reviews
        assert newest(scene).kind != "act.not_recorded"


def test_g15_a_cap_in_a_rehearsal_of_opening_writes_nothing(sqlite_url: str) -> None:
    """A dry run tells the same, without an entry."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QBB") as scene:
        before = newest(scene).seq
        with pytest.raises(RuledOutError, match="house rule: at most 1 reviews"):
            opened(scene, LATE_NOTE, "2027-03-15", cap=1, dry_run=True)
        assert newest(scene).seq == before
