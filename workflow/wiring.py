"""Where the parts meet: the real clock, store, key and chance, or a hand-set clock."""

import os
import secrets
import uuid
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from workflow.audit.checkpoint import signed_by
from workflow.audit.note import Signer, generate
from workflow.clock import HOUR_OF_A_DAY, Clock, ManualClock, SystemClock, plain_moment
from workflow.config import Settings, needed_store
from workflow.errors import Problem, StoreError, UnreadableError
from workflow.machine import MachineStepper
from workflow.service.engine import Engine
from workflow.service.rotating import Rotated, RotateRequest, rotate
from workflow.service.session import HAND_SET, check_clock
from workflow.service.stores import Birth, found
from workflow.store import Store, create_store, open_store
from workflow.telemetry import teller


def build(settings: Settings, *, today: str | None = None) -> Engine:
    """Return an engine on the store that *settings* name.

    Args:
        today: a day or moment to set the clock to, of a rehearsal store.

    Raises:
        StoreError: no store is named, or it cannot be opened. UnreadableError: *today* is no
            day, or the store is a real one.
    """
    store = open_store(needed_store(settings))
    engine = engine_on(store, settings, clock_of(today), given_today=today is not None)
    try:
        check_clock(engine)
    except BaseException:
        store.close()
        raise
    return engine


def engine_on(
    store: Store, settings: Settings, clock: Clock, *, given_today: bool = False
) -> Engine:
    """An engine on an open store; the key is read when the first checkpoint is signed."""
    return Engine(
        store=store,
        clock=clock,
        stepper=MachineStepper(),
        account=settings.account,
        ids=lambda: uuid.uuid4().hex,
        salts=lambda: secrets.token_bytes(32),
        signer=_once(lambda: _signer(store, settings.keys)),
        reread=lambda: _signer(store, settings.keys),
        tell=teller(settings.log_level),
        given_today=given_today,
    )


def clock_of(today: str | None) -> Clock:
    """The machine's clock, or one that stands at *today* (a day means ten o'clock of it, UTC).

    Raises:
        UnreadableError: *today* is neither a day nor a moment.
    """
    if today is None:
        return SystemClock()
    try:
        at = plain_moment(today)
    except ValueError as error:
        words = f"--today {today!r} is no day or moment"
        hint = "write 2027-05-02 or 2027-05-02T09:30"
        raise UnreadableError("", Problem(code="E107", words=words, hint=hint)) from error
    if len(today) <= len("2027-05-02"):
        at = at.replace(hour=HOUR_OF_A_DAY)
    return ManualClock(at if at.tzinfo else at.replace(tzinfo=UTC))


def found_store(settings: Settings, *, name: str, nature: str, today: str | None = None) -> Engine:
    """Make a new store with a fresh key, and write its entry 0.

    Raises:
        StoreError: there is one already, or the key's folder cannot be written.
        UnreadableError: *today* is no day, or *nature* is real.
    """
    url = needed_store(settings)
    clock = clock_of(today)
    if today is not None and nature != "rehearsal":
        raise UnreadableError("", HAND_SET)
    origin = f"peer-review.example/{nature}/{name}-{secrets.token_hex(4)}"
    signer = generate(origin, secrets.token_bytes(32))
    store = _fresh_store(url)
    _keep_key(key_path(settings.keys, origin), signer)
    engine = engine_on(store, settings, clock, given_today=today is not None)
    engine.signer = lambda: signer
    engine.nature = nature
    vkey = signer.verifier.vkey
    found(engine, Birth(nature=nature, name=name, origin=origin, vkey=vkey, zone="Europe/Vienna"))
    return engine


def _fresh_store(url: str) -> Store:
    """A new store; one whose making was interrupted before its entry 0 is taken up again."""
    try:
        return create_store(url)
    except StoreError as error:
        if error.problems[0].code != "S047":
            raise
        store = open_store(url)
        with store.read() as reader:
            if reader.head().size == 0:
                return store
        store.close()
        raise


def rotated(engine: Engine, settings: Settings, request: RotateRequest) -> tuple[Rotated, Path]:
    """Change the log's key; return the change and the file of the new private key.

    Raises:
        StoreError: the key in force is not here, or the new one cannot be kept.
    """
    origin, _ = _in_force(engine.store)
    new = generate(origin, secrets.token_bytes(32))
    path = key_path(settings.keys, new.name, new.verifier.key_id.hex())
    _keep_key(path, new)
    return rotate(engine, new, request), path


def key_path(keys: Path, origin: str, key_id: str = "") -> Path:
    """Where a private key of a log lies: the first one, or a later one by its id."""
    later = f".{key_id}" if key_id else ""
    return keys / f"{origin.replace('/', '_')}{later}.key"


def _keep_key(path: Path, signer: Signer) -> None:
    keys = path.parent
    try:
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(signer.to_text() + "\n")
    except OSError as error:
        words = f"the key cannot be kept in {keys}: {error.strerror}"
        hint = "set PEER_REVIEW_KEYS to a folder that can be written, apart from the store"
        raise StoreError("", Problem(code="S006", words=words, hint=hint)) from error


def key_in_force(store: Store, keys: Path) -> Path:
    """The file of the private key that signs now, whether it is there or not."""
    origin, key_id = _in_force(store)
    later = key_path(keys, origin, key_id or "")
    return later if later.exists() else key_path(keys, origin)


def _in_force(store: Store) -> tuple[str, str | None]:
    """The log's origin, and the id of the key that signed last."""
    with store.read() as reader:
        newest = reader.last_checkpoint()
        return reader.meta().get("origin", ""), signed_by(newest[1]) if newest else None


def _signer(store: Store, keys: Path) -> Signer:
    origin, in_force = _in_force(store)
    path = key_in_force(store, keys)
    try:
        signer = Signer.from_text(path.read_text(encoding="utf-8").strip())
        if in_force not in (None, signer.verifier.key_id.hex()):
            raise ValueError(f"the key in force is {in_force}")
        return signer
    except (OSError, ValueError) as error:
        words = f"the key of {origin!r} is not in {keys}, so nothing can be signed or written"
        hint = "set PEER_REVIEW_KEYS to the folder that holds it"
        raise StoreError("", Problem(code="S003", words=words, hint=hint)) from error


def _once(make: Callable[[], Signer]) -> Callable[[], Signer]:
    """Call *make* at the first need and keep what it gave."""
    kept: list[Signer] = []

    def signer() -> Signer:
        if not kept:
            kept.append(make())
        return kept[0]

    return signer
