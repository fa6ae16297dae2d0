"""Stores: born real or rehearsal, looked at, rebuilt from their log."""

from dataclasses import dataclass

from workflow.errors import LogError, Problem
from workflow.model.entry import Act
from workflow.service.engine import Engine
from workflow.service.session import day_of, writing
from workflow.store import Difference, Unit, differences, rebuild

NATURES = ("real", "rehearsal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """What a store is born with. `vkey` is the verifier key that is published."""

    nature: str
    name: str
    origin: str
    vkey: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a store says of itself."""

    url: str
    nature: str
    name: str
    origin: str
    vkey: str
    opened_at: str
    entries: int
    cycles: int
    reviews: int
    open_reviews: int
    last_at: str


def found(engine: Engine, birth: Birth) -> None:
    """Write entry 0 into a fresh store: its nature, origin and verifier key."""
    with writing(engine) as session:
        told = {
            "nature": birth.nature,
            "name": birth.name,
            "origin": birth.origin,
            "vkey": birth.vkey,
            "zone": birth.zone,
            "opened_at": session.at,
        }
        for name, value in told.items():
            session.unit.set_meta(name, value)
        act = Act(
            kind="store.opened",
            review=None,
            instance=None,
            actor="secretariat",
            role=None,
            on=day_of(session.at, birth.zone),
            basis=("design, rule 7",),
            data=told,
        )
        session.append([act])
        session.finish()


def info(engine: Engine) -> Info:
    """Say what the store is and how much it holds."""
    with engine.store.read() as reader:
        meta, size = reader.meta(), reader.head().size
        newest = reader.entry(size - 1) if size else None
        reviews = reader.rows("review")
        return Info(
            url=engine.store.url,
            nature=meta.get("nature", ""),
            name=meta.get("name", ""),
            origin=meta.get("origin", ""),
            vkey=meta.get("vkey", ""),
            opened_at=meta.get("opened_at", ""),
            entries=size,
            cycles=len(reader.rows("cycle")),
            reviews=len(reviews),
            open_reviews=sum(1 for row in reviews if getattr(row, "status", "") == "open"),
            last_at=newest.at if newest else "",
        )


def compare(engine: Engine) -> list[Difference]:
    """Where the tables differ from what the log says; empty if nowhere. Writes nothing."""
    with engine.store.read() as reader:
        return differences(reader)


def remake(engine: Engine) -> list[Difference]:
    """Make every table again from the log alone; return where they had differed.

    Raises:
        LogError: the log itself cannot be read.
    """
    with engine.store.unit() as unit:
        return _remade(unit)


def _remade(unit: Unit) -> list[Difference]:
    before = differences(unit)
    rebuild(unit)
    after = differences(unit)
    if after:
        words = f"after the rebuild {len(after)} rows still differ"
        raise LogError("", Problem(code="L009", words=words))
    unit.commit()
    return before
