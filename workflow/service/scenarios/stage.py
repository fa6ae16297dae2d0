"""Where scenarios are played: a store of a moment, kept in memory where the machine allows it.

Ids, salts and the key come from counters: nothing made here may ever stand for a real review,
and nothing of it stays.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from workflow.audit.note import Signer, generate
from workflow.clock import ManualClock, stamp
from workflow.machine import MachineStepper
from workflow.model.passing import catch_up
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.reading import load
from workflow.service.reviews import working
from workflow.service.stores import Birth, found
from workflow.store import create_store, open_store

ORIGIN = "peer-review.example/rehearsal/scenario"
ZONE = "Europe/Vienna"
#: The one cycle of a stage.
CYCLE = "test"
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
_ONE_ACT = timedelta(minutes=1)


def _signer() -> Signer:
    return generate(ORIGIN, hashlib.sha256(ORIGIN.encode()).digest())


@dataclass(slots=True, kw_only=True)
class Stage:
    """A store, its engine and the clock that obeys."""

    engine: Engine
    clock: ManualClock
    first: bool = field(default=True)

    def at(self, moment: datetime) -> bool:
        """Set the clock to *moment*, or a minute on if it stands there; False if it is past."""
        if moment.date() < self.clock.at.date():
            return False
        self.clock.set(max(moment, self.clock.at + _ONE_ACT))
        return True

    def review(self, text: str) -> Working:
        """A review as it stands, with what fell due by now; raises UnknownError."""
        now = stamp(self.clock.now())
        with self.engine.store.read() as reader:
            known = load(self.engine, reader, text)
            size = reader.head().size
            work = working(self.engine, reader, known, at=now, next_seq=size)
        catch_up(work, now)
        return work


@dataclass(slots=True, kw_only=True)
class Stages:
    """Makes stages: an empty store is made once, and copied for each."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def stage(self, at: datetime) -> Iterator[Stage]:
        """A fresh store on the moment *at*; it is gone afterwards."""
        first = self.folder / "first.db"
        if not first.exists():
            _found(first, at)
        path = self.folder / f"{next(self._numbers)}.db"
        shutil.copy(first, path)
        clock = ManualClock(at)
        engine = _engine(path, clock)
        try:
            yield Stage(engine=engine, clock=clock)
        finally:
            engine.store.close()
            for left in self.folder.glob(f"{path.name}*"):
                left.unlink()


@contextmanager
def stages() -> Iterator[Stages]:
    """A folder for stages, in memory where there is such a place."""
    place = str(_MEMORY) if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="scenario-", dir=place) as folder:
        yield Stages(folder=Path(folder))


def _found(path: Path, at: datetime) -> None:
    create_store(str(path)).close()
    engine = _engine(path, ManualClock(at.replace(year=1900)))
    vkey = _signer().verifier.vkey
    found(engine, Birth(nature="rehearsal", name="scenario", origin=ORIGIN, vkey=vkey, zone=ZONE))
    engine.store.close()


def _engine(path: Path, clock: ManualClock) -> Engine:
    numbers, salts = count(), count()
    return Engine(
        store=open_store(str(path)),
        clock=clock,
        stepper=MachineStepper(),
        account="rehearsal",
        ids=lambda: f"{path.stem}-{next(numbers)}",
        salts=lambda: hashlib.sha256(f"{path.stem}-{next(salts)}".encode()).digest(),
        signer=_signer,
        nature="rehearsal",
    )
