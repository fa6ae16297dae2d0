"""What a use case is given: store, clock, chance, key. Nothing here is read from the world."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from workflow.audit.note import Signer
from workflow.clock import Clock
from workflow.errors import Problem, UnknownError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Definition
from workflow.model.flat import Stepper
from workflow.model.legal_time.calendar import Calendars, calendar_from_data, calendars_of
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import CalendarRow, DefinitionRow
from workflow.store import Reader, Store

Tell = Callable[..., None]


def silent(_event: str, **_facts: object) -> None:
    """Tell nobody."""


@dataclass(slots=True, kw_only=True)
class Engine:
    """The engine's doors.

    `ids` gives entry and command ids, `salts` 32 random bytes; `signer` is called when a
    checkpoint is due (the key is read then, not before), `reread` where another program has
    changed the key since this engine `signed`; `tell` writes one telemetry line.
    `given_today`: the clock was set by hand, which only a rehearsal store allows. `nature` is
    what a store that is being made will be.
    """

    store: Store
    clock: Clock
    stepper: Stepper
    account: str
    ids: Callable[[], str]
    salts: Callable[[], bytes]
    signer: Callable[[], Signer]
    tell: Tell = silent
    reread: Callable[[], Signer] | None = None
    given_today: bool = False
    signed: bool = False
    nature: str = "real"
    _definitions: dict[str, Definition] = field(default_factory=dict)
    _meta: dict[str, str] = field(default_factory=dict)

    def tell_of(self, entry: Entry) -> None:
        """Write one telemetry line about an entry that was appended."""
        self.tell(
            entry.kind,
            review_id=entry.review,
            seq=entry.seq,
            actor=entry.actor,
            trigger=entry.data.get("event"),
        )

    def meta(self, reader: Reader) -> dict[str, str]:
        """What the store says of itself; told at its birth and never changed, so read once."""
        if not self._meta.get("nature"):
            self._meta = reader.meta()
        return self._meta

    def definition(self, reader: Reader, digest: str) -> Definition:
        """The compiled definition of that hash, out of the store.

        Raises:
            UnknownError: the store has no such definition.
        """
        if digest not in self._definitions:
            rows = cast(list[DefinitionRow], reader.rows("definition", id=digest))
            if not rows:
                problem = Problem(code="E001", words=f"no definition {digest[:12]} in this store")
                raise UnknownError("", problem)
            self._definitions[digest] = compile_definition(json.loads(rows[0].data), digest)
        return self._definitions[digest]

    def calendars(self, reader: Reader, definition: Definition) -> Calendars:
        """The calendars the store knows, if *definition* counts by one."""
        bodies = (body.calendar for body in definition.bodies.values())
        if definition.time.calendar is None and not any(bodies):
            return {}
        rows = cast(list[CalendarRow], reader.rows("calendar"))
        found = [calendar_from_data(json.loads(row.data)) for row in rows]
        return calendars_of(found)
