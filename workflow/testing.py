"""A rehearsal in one call: an empty store, a clock that obeys, a definition given as text.

For tests, benchmarks and whoever tries a definition out. Ids, salts and the key are seeded
and the same in every run: nothing that is made here may ever stand for a real review.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count

from workflow.audit.note import Signer, generate
from workflow.clock import ManualClock
from workflow.definition.read import read_definition
from workflow.machine import MachineStepper
from workflow.model.flat import Stepper
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.cycles import OpenCycle, Opened, open_cycle
from workflow.service.engine import Engine
from workflow.service.reviews import File, How, Receipt, RecordRequest, record
from workflow.service.roles import BindRequest, bind
from workflow.service.stores import Birth, found
from workflow.service.ticking import Tick, tick
from workflow.store import Store, create_store, open_store

ORIGIN = "peer-review.example/rehearsal/testing"
ZONE = "Europe/Vienna"
OFFICE = "secretariat"
#: Invented States, one or two of each regional group and one of none.
INVENTED = """\
iso3,name,regional_group,untoc,tip,som,firearms
QAA,Arvania,african,2004-01-10,2004-01-10,2004-01-10,2005-06-10
QBB,Belmora,asia_pacific,2004-01-10,2004-01-10,,
QBX,Bexland,asia_pacific,2004-01-10,2004-01-10,,
QCC,Cordelle,eastern_european,2004-01-10,2004-01-10,2004-01-10,
QDD,Dorland,latin_american_caribbean,2004-01-10,,,
QEE,Estwick,western_european_others,2004-01-10,2004-01-10,2004-01-10,2005-06-10
QFF,Farholm,western_european_others,2004-01-10,2004-01-10,,
QGG,Galdria,none,2004-01-10,2004-01-10,,
"""


@cache
def signer_of(origin: str = ORIGIN) -> Signer:
    """The key of every rehearsal made here: known to all, worth nothing."""
    return generate(origin, hashlib.sha256(origin.encode()).digest())


def moment_at(text: str) -> datetime:
    """`2027-05-02` is its noon in UTC; `2027-05-02T09:30` is that minute in UTC."""
    at = datetime.fromisoformat(text)
    at = at.replace(hour=12) if len(text) == len("2027-05-02") else at
    return at.replace(tzinfo=at.tzinfo or UTC)


def engine_on(store: Store, at: str, *, seed: int = 0, stepper: Stepper | None = None) -> Engine:
    """An engine on *store* whose clock stands at *at*; two at once need two seeds."""
    numbers, salts = count(), count()
    return Engine(
        store=store,
        clock=ManualClock(moment_at(at)),
        stepper=stepper or MachineStepper(),
        account="rehearsal",
        ids=lambda: f"{seed}-{next(numbers)}",
        salts=lambda: hashlib.sha256(f"{seed}-{next(salts)}".encode()).digest(),
        signer=signer_of,
        nature="rehearsal",
    )


def born(url: str, at: str) -> None:
    """Make a rehearsal store at *url* with its entry 0.

    Raises:
        StoreError: something is there already.
    """
    vkey = signer_of().verifier.vkey
    with create_store(url) as store:
        birth = Birth(nature="rehearsal", name="testing", origin=ORIGIN, vkey=vkey, zone=ZONE)
        found(engine_on(store, at, seed=-1), birth)


def open_on(
    engine: Engine,
    text: str,
    *,
    cycle: str,
    launched_on: str,
    codes: str = "",
    follows: tuple[str, ...] = (),
) -> Opened:
    """Open a cycle under the definition *text* for the invented States of *codes* (all if empty).

    Raises:
        DefinitionError: *text* has findings. Otherwise as `open_cycle`.
    """
    read = read_definition(text, file="definition.yaml")
    roster = parse_roster(INVENTED)
    wanted = codes.split()
    return open_cycle(
        engine,
        OpenCycle(
            id=cycle,
            definition=read.require(),
            data=read.data,
            roster=roster,
            roster_words="invented States",
            parties=tuple(p for p in roster.parties if not wanted or p.code in wanted),
            launched_on=launched_on,
            follows=follows,
        ),
    )


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """A store under a clock that obeys. `cycle` is the one that acts speak of by default."""

    engine: Engine
    cycle: str

    def __enter__(self) -> "Rehearsal":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.store.close()

    def at(self, text: str) -> "Rehearsal":
        """Set the clock forward to *text*, as `moment_at` reads it."""
        clock = self.engine.clock
        assert isinstance(clock, ManualClock)  # noqa: S101  # this module made it
        clock.set(moment_at(text))
        return self

    def tick(self) -> Tick:
        """Let everything that fell due happen."""
        return tick(self.engine)

    def bind(
        self, party: str, role: str, actor: str, *, by_role: str = OFFICE, **more: object
    ) -> Receipt:
        """Bind *role* to *actor* in the review of *party*, by the Secretariat as *by_role*."""
        how = How(actor=OFFICE, role=by_role)
        request = BindRequest(review=self.id(party), role=role, actor=actor, how=how, **more)  # type: ignore[arg-type]  # by its own names
        return bind(self.engine, request)

    def record(self, party: str, event: str, who: tuple[str, str], **more: object) -> Receipt:
        """Record *event*; *who* is actor and role. `documents` are names, `facts` pairs.

        A key of `How` or of `RecordRequest` may be given, too.
        """
        return record(self.engine, request_of(self.id(party), event, who, **more))

    def id(self, party: str) -> str:
        """The id of a party's review, or of a part of it: `QAA#item-1`."""
        return f"{self.cycle}/{party}"


def request_of(review: str, event: str, who: tuple[str, str], **more: object) -> RecordRequest:
    """A request to record, with documents by name alone; `name+section+…` for their sections."""
    given = {key: more.pop(key) for key in list(more) if key in How.__dataclass_fields__}
    names = more.pop("documents", ())
    if names:
        more["documents"] = tuple(file_of(name) for name in _texts(names))
    how = How(actor=who[0], role=who[1], **given)  # type: ignore[arg-type]  # by its own names
    return RecordRequest(review=review, event=event, how=how, **more)  # type: ignore[arg-type]


def file_of(text: str) -> File:
    """A document called `name`, with `+section` for each of its sections."""
    name, *sections = text.split("+")
    digest = hashlib.sha256(text.encode()).hexdigest()
    size = len(text)
    return File(
        name=name, file_name=f"{name}.pdf", sha256=digest, size=size, sections=tuple(sections)
    )


def _texts(names: object) -> Iterable[str]:
    return (names,) if isinstance(names, str) else (str(n) for n in names)  # type: ignore[attr-defined]


def rehearsal(
    url: str, text: str, *, at: str = "2027-01-04", cycle: str = "t", codes: str = ""
) -> Rehearsal:
    """A fresh store with one cycle, launched on the day of *at*.

    Raises:
        StoreError: something is at *url* already. DefinitionError: *text* has findings.
    """
    born(url, at)
    engine = engine_on(open_store(url), at)
    open_on(engine, text, cycle=cycle, launched_on=at[:10], codes=codes)
    return Rehearsal(engine=engine, cycle=cycle)


def again(url: str, at: str, *, cycle: str = "t", seed: int = 1) -> Rehearsal:
    """A store that is there already, opened with a clock at *at*."""
    return Rehearsal(engine=engine_on(open_store(url), at, seed=seed), cycle=cycle)
