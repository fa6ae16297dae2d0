"""Stores: born real or rehearsal, looked at, rebuilt from their log."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.audit.tree import Frontier, leaf_hash
from workflow.errors import LogError, Problem
from workflow.model.rows.entry import Act
from workflow.service.engine import Engine
from workflow.service.session import day_of, writing
from workflow.store import Difference, Reader, Unit, differences, rebuild

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
            basis=("house rule",),
            data=told,
        )
        session.append([act])
        session.finish()


def info(engine: Engine) -> Info:
    """Say what the store is and how much it holds."""
    with engine.store.read() as reader:
        meta, head = reader.meta(), reader.head()
        newest = head.newest()
        reviews = reader.rows("review")
        return Info(
            url=engine.store.url,
            nature=meta.get("nature", ""),
            name=meta.get("name", ""),
            origin=meta.get("origin", ""),
            vkey=meta.get("vkey", ""),
            opened_at=meta.get("opened_at", ""),
            entries=head.size,
            cycles=len(reader.rows("cycle")),
            reviews=len(reviews),
            open_reviews=sum(1 for row in reviews if getattr(row, "status", "") == "open"),
            last_at=newest.at if newest else "",
        )


def compare(engine: Engine) -> list[Difference]:
    """Where the tables differ from what the log says; empty if nowhere. Writes nothing."""
    with engine.store.read() as reader:
        return [*differences(reader), *beside(reader)]


def beside(reader: Reader) -> list[Difference]:
    """Where the two copies beside the log differ from it: its head, and what entry 0 says."""
    return [*_head(reader), *_born(reader)]


def frontier_of(reader: Reader) -> Frontier:
    """The frontier that the entries in the log lead to."""
    frontier = Frontier()
    for _, entry, _ in reader.log():
        frontier = frontier.append(leaf_hash(entry))
    return frontier


def _head(reader: Reader) -> Iterator[Difference]:
    told = frontier_of(reader)
    try:
        head = reader.head()
    except LogError as error:
        yield _differs("log_head", "1", None, "", str(error))
        return
    expected = told.to_bytes() if told.size else b""
    if head.size != told.size:
        yield _differs("log_head", "1", "size", str(head.size), str(told.size))
    if head.frontier != expected:
        yield _differs("log_head", "1", "frontier", head.frontier.hex(), expected.hex())


def _born(reader: Reader) -> Iterator[Difference]:
    found, told = reader.meta_table(), reader.born()
    for name in sorted(found.keys() | told.keys()):
        if found.get(name) != told.get(name):
            yield _differs("meta", name, "value", found.get(name, ""), told.get(name, ""))


def _differs(table: str, key: str, column: str | None, found: str, told: str) -> Difference:
    return Difference(table=table, id=key, column=column, found=repr(found), expected=repr(told))


def remake(engine: Engine) -> list[Difference]:
    """Make every table again from the log alone; return where they had differed.

    Raises:
        LogError: the log itself cannot be read.
    """
    with engine.store.unit() as unit:
        return _remade(unit)


def _remade(unit: Unit) -> list[Difference]:
    before = [*differences(unit), *beside(unit)]
    rebuild(unit)
    frontier = frontier_of(unit)
    unit.remake_head(frontier.size, frontier.to_bytes() if frontier.size else b"")
    unit.empty_meta()
    for name, value in unit.born().items():
        unit.set_meta(name, value)
    after = [*differences(unit), *beside(unit)]
    if after:
        words = f"after the rebuild {len(after)} rows still differ"
        raise LogError("", Problem(code="L009", words=words))
    unit.commit()
    return before
