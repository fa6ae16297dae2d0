"""Complete durable transitions, as a ratio to a raw transaction of one UPDATE and one INSERT.

    python benchmarks/durable.py [--transitions N] [--postgresql URL]

A transition is everything `record` does: the review read, the rules asked, the step taken,
entries, tables, time limits and drafts written, the tree grown, a checkpoint signed, the
transaction committed (SQLite: WAL, synchronous=FULL). Raw is what a table of states and a
table of events would cost with nothing around them. Both are measured in the same run, in
turns, on the same database, so that the ratio holds on any machine. Without a URL a
PostgreSQL is started from the development wheel, in memory if there is such a place.

`by CPU` is the ratio of this process' own processor time: where others are at work on the
machine it is the better one for SQLite in memory, which does all its work here; on a disk and
with a server it leaves out what is waited for.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import session
from tests.support.designs import FRANCE
from workflow.definition.read import read_definition
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.engine import Engine
from workflow.service.reviews import How, record
from workflow.service.roles import BindRequest, bind
from workflow.store import open_store
from workflow.testing import born, engine_on, request_of

RAM = Path("/dev/shm")  # noqa: S108
ROUNDS = 10
DAY = "2027-01-04"
OFFICE = How(actor="secretariat", role="secretariat")
#: The way of one review under the French design, with what comes with each act.
STATE, TEAM = "state_under_review", "team"
SECTIONS = ("strengths", "weaknesses", "good_practices", "priorities", "assistance_needs")
FINAL = "+".join(("final_report", *SECTIONS, "recommendations"))
ACTS = (
    ("appoint_team", "secretariat", ""),
    ("submit", STATE, "responses"),
    ("open_dialogue", TEAM, ""),
    ("write_draft", TEAM, ""),
    ("transmit", TEAM, "draft_report"),
    ("comment", STATE, "state_comments"),
    ("adopt", TEAM, FINAL),
    ("report_measures", STATE, "measures_report"),
)


def parties(number: int) -> str:
    """A list of so many invented States."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rows = ["iso3,name,regional_group,untoc,tip,som,firearms", "ZZZ,Zedland,african,2004-01-10,,,"]
    for n in range(number):
        code = f"Q{letters[n // 26 % 26]}{letters[n % 26]}"
        rows.append(f"{code},Place {code},african,2004-01-10,,,")
    return "\n".join(rows) + "\n"


def prepared(url: str, reviews: int) -> tuple[Engine, list[str]]:
    """A rehearsal store with so many reviews, each with a team."""
    born(url, DAY)
    engine = engine_on(open_store(url), DAY)
    read, roster = read_definition(FRANCE, file="france"), parse_roster(parties(reviews))
    wanted = tuple(party for party in roster.parties if party.code != "ZZZ")
    opening = OpenCycle(
        id="b",
        definition=read.require(),
        data=read.data,
        roster=roster,
        roster_words="invented",
        parties=wanted,
        launched_on=DAY,
    )
    open_cycle(engine, opening)
    ids = [f"b/{party.code}" for party in wanted]
    for review in ids:
        bind(engine, BindRequest(review=review, role="team", actor="x1@ZZZ", how=OFFICE))
    return engine, ids


def transitions(engine: Engine, ids: list[str]) -> Iterator[Callable[[], object]]:
    """Every transition of every review, act by act, so that no review is warm from the last."""
    for event, role, document in ACTS:
        for review in ids:
            actor = {"secretariat": "secretariat", TEAM: "x1@ZZZ"}.get(role, review[2:])
            more = {"documents": document} if document else {}
            request = request_of(review, event, (actor, role), **more)
            yield lambda request=request: record(engine, request)  # type: ignore[misc]


def raw_sqlite(path: Path) -> tuple[Callable[[], object], Callable[[], None]]:
    """One UPDATE and one INSERT, durable, in a file beside the store."""
    link = sqlite3.connect(path, isolation_level=None)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA synchronous=FULL")
    link.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, state TEXT, version INTEGER)")
    link.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, entry BLOB)")
    link.execute("INSERT INTO state VALUES (1, 'a', 0)")
    entry = b"x" * 700

    def one() -> None:
        link.execute("BEGIN IMMEDIATE")
        link.execute("UPDATE state SET state = 'b', version = version + 1 WHERE id = 1")
        link.execute("INSERT INTO event (entry) VALUES (?)", (entry,))
        link.execute("COMMIT")

    return one, link.close


def raw_postgresql(url: str) -> tuple[Callable[[], object], Callable[[], None]]:
    """The same on PostgreSQL, in tables of its own."""
    import psycopg

    link = psycopg.connect(url, autocommit=True)
    link.execute("CREATE TABLE raw_state (id INTEGER PRIMARY KEY, state TEXT, version INTEGER)")
    link.execute("CREATE TABLE raw_event (seq SERIAL PRIMARY KEY, entry BYTEA)")
    link.execute("INSERT INTO raw_state VALUES (1, 'a', 0)")
    entry = b"x" * 700

    def one() -> None:
        with link.transaction():
            link.execute("UPDATE raw_state SET state = 'b', version = version + 1 WHERE id = 1")
            link.execute("INSERT INTO raw_event (entry) VALUES (%s)", (entry,))

    return one, link.close


def seconds(acts: list[Callable[[], object]]) -> tuple[float, float]:
    """Time of one act by the clock, and of this process, on the average of these."""
    started, worked = time.perf_counter(), time.process_time()
    for act in acts:
        act()
    took, work = time.perf_counter() - started, time.process_time() - worked
    return took / len(acts), work / len(acts)


def rounds_of(
    engine: Engine, ids: list[str], raw: Callable[[], object]
) -> Iterator[tuple[float, float, float]]:
    """In each round the times of a raw transaction and a transition, and their ratio by CPU."""
    acts = list(transitions(engine, ids))
    size = len(acts) // ROUNDS
    for number in range(ROUNDS):
        before, worked_before = seconds([raw] * size)
        whole, worked = seconds(acts[number * size : (number + 1) * size])
        after, worked_after = seconds([raw] * size)
        yield (before + after) / 2, whole, (worked_before + worked_after) / 2 / worked


def told(where: str, engine: Engine, ids: list[str], raw: Callable[[], object]) -> None:
    """Measure, and print a line of the table: medians of the rounds."""
    rounds = list(rounds_of(engine, ids, raw))
    engine.store.close()
    one, whole = median(r for r, _, _ in rounds), median(w for _, w, _ in rounds)
    ratio, cpu = median(r / w for r, w, _ in rounds), median(c for _, _, c in rounds)
    line = f"{where:24} {one * 1e6:9.0f} {whole * 1e6:11.0f} {1 / whole:9.0f} {ratio:8.3f}"
    sys.stdout.write(f"{line} {cpu:8.3f}\n")
    sys.stdout.flush()


def sqlite_in(where: str, parent: Path | None, reviews: int) -> None:
    """SQLite in a folder of *parent*."""
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        engine, ids = prepared(f"sqlite:///{folder}/store.db", reviews)
        raw, close = raw_sqlite(Path(folder) / "raw.db")
        told(where, engine, ids, raw)
        close()


@contextmanager
def a_postgresql(parent: Path | None) -> Iterator[str]:
    """The address of a database of a server that writes through, and ends with the block."""
    os.environ["PEER_REVIEW_TEST_FSYNC"] = "1"
    tempfile.tempdir = str(parent) if parent else None
    session.name_place()
    try:
        yield session.running_place().url("postgres")
    finally:
        session.end_place()
        tempfile.tempdir = None


def said_of_the_machine() -> str:
    """The day, the processors, and whether others were at work: ratios suffer from it, too."""
    processors, load = os.cpu_count() or 1, os.getloadavg()[0]
    busy = "; busy machine" if load > processors / 2 else ""
    return f"{time.strftime('%Y-%m-%d')}, {processors} processors, load {load:.1f}{busy}\n"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--transitions", type=int, default=800)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database")
    options = parser.parse_args()
    reviews = max(ROUNDS, options.transitions // len(ACTS))
    sys.stdout.write(said_of_the_machine())
    header = f"{'':24} {'raw (us)':>9} {'whole (us)':>11} {'per s':>9} {'ratio':>8}"
    sys.stdout.write(f"{header} {'by CPU':>8}\n")
    memory = RAM if RAM.is_dir() else None
    sqlite_in("SQLite, in memory", memory, reviews)
    sqlite_in("SQLite, on disk", None, reviews)
    if options.postgresql:
        on_postgresql("PostgreSQL", options.postgresql, reviews)
        return
    with a_postgresql(memory) as url:
        on_postgresql("PostgreSQL, in memory", url, reviews)


def on_postgresql(where: str, url: str, reviews: int) -> None:
    """PostgreSQL at *url*."""
    engine, ids = prepared(url, reviews)
    raw, close = raw_postgresql(url)
    told(where, engine, ids, raw)
    close()


if __name__ == "__main__":
    main()
