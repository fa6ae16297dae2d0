"""Whatever people send, and however long they wait: the engine and the oracle agree.

The machine drives the services on a real SQLite store; the oracle is told the same things.
After each step the store's rows, a fold of the log, the rows kept entry by entry and the
oracle's world must be one and the same.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.property.definitions import Data, random_definition
from tests.property.oracle import Story, World, closing, day_in_vienna
from workflow.clock import ManualClock, moment, stamp
from workflow.definition.hashing import canonical_hash
from workflow.errors import ConflictError, RuledOutError
from workflow.model.compiling.compiled import compile_definition
from workflow.model.rosters.roster_text import parse_roster
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import Rows, evolve, fold, nothing
from workflow.model.rows.records import OF_A_REVIEW
from workflow.service.auditing import verify
from workflow.service.corrections import annul, correct
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.reviews import How, Receipt, RecordRequest, record
from workflow.service.roles import BindRequest, VacateRequest, bind, vacate
from workflow.service.ticking import tick
from workflow.store import open_store
from workflow.testing import INVENTED, born, engine_on, file_of

RAM = Path("/dev/shm")  # noqa: S108
START = "2027-01-04"
PARTY = "QAA"
REVIEW = f"t/{PARTY}"
ACTORS = ("secretariat", "QAA", "x1@QBB", "x2@QCC", "x3@QAA", "assembly", "stranger")
PANEL = ("x1@QBB", "x2@QCC", "x3@QAA")
ROLES = ("country", "panel", "desk", "assembly")
HOME = {"country": "QAA", "desk": "secretariat", "assembly": "assembly"}
VALUES = {"agreed": ("given", "withdrawn"), "score": ("1", "3", "5"), "ready": ("yes", "no")}
#: Even numbers, where hypothesis would like small ones best.
NUMBERS = st.integers(0, 2**32 - 1).map(lambda seed: Random(seed).getrandbits(20))


@cache
def folder() -> Path:
    """Where stores lie: in memory, if the machine has such a place."""
    return Path(tempfile.mkdtemp(prefix="peer-review-", dir=RAM if RAM.is_dir() else None))


@cache
def template() -> Path:
    """An empty store, made once and copied for each example."""
    path = folder() / "template.db"
    born(f"sqlite:///{path}", START)
    return path


def run(machine: type[RuleBasedStateMachine], *, examples: int, steps: int) -> None:
    """Run so many examples, the same in every run; raise what the first wrong one raises.

    Nothing is made smaller: a failing example prints its steps, which take minutes to shrink.
    """
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


class AnyReview(RuleBasedStateMachine):
    """One review under a random definition."""

    @initialize(seed=NUMBERS)
    def open(self, seed: int) -> None:
        """Open a cycle with one review, and tell the oracle."""
        data = random_definition(seed)
        self.path = Path(tempfile.mkdtemp(dir=folder())) / "store.db"
        shutil.copyfile(template(), self.path)
        self.engine = engine_on(open_store(f"sqlite:///{self.path}"), START)
        definition = compile_definition(data, canonical_hash(data))
        roster = parse_roster(INVENTED)
        party = roster.find(PARTY)
        opening = OpenCycle(
            id="t",
            definition=definition,
            data=data,
            roster=roster,
            roster_words="invented",
            parties=(party,),
            launched_on=START,
        )
        open_cycle(self.engine, opening)
        instruments = tuple(i for i in definition.instruments if i in party.deposits)
        self.story = Story(data, PARTY, instruments, START)
        self.world = self.story.told([], self.at)
        self.rows: Rows = nothing()
        self.seen = 0
        self.kept: list[Entry] = []
        self.compare(refused=False, acts=0)
        for actor in PANEL[: seed % 4]:
            self.somebody_is_bound(actor, "secretariat")

    @property
    def clock(self) -> ManualClock:
        """The clock of the engine."""
        assert isinstance(self.engine.clock, ManualClock)
        return self.engine.clock

    @property
    def at(self) -> str:
        """The moment."""
        return stamp(self.clock.now())

    # --- rules

    @rule(days=st.integers(0, 45), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        """Nothing ticks meanwhile."""
        self.clock.advance(timedelta(days=days, hours=hours))

    @rule(n=NUMBERS)
    def it_is_the_edge_of_a_limit(self, n: int) -> None:
        """The clock stops a millisecond before, or at, the moment at which a limit closes."""
        coming = sorted(x["closes"] for x in self.world.limits if x["status"] == "running")
        coming = [closes for closes in coming if closes > self.at]
        if coming:
            edge = moment(coming[n % min(2, len(coming))])
            self.clock.set(edge - timedelta(milliseconds=n // 2 % 2))

    @rule()
    def somebody_ticks(self) -> None:
        """Everything that fell due happens."""
        done = tick(self.engine)
        assert not done.failed
        self.world.until(self.at)
        self.compare(refused=False, acts=0)
        assert not tick(self.engine).passed

    @rule(n=NUMBERS, m=NUMBERS)
    def somebody_does_what_is_asked(self, n: int, m: int) -> None:
        """An event of the present step, most likely by whom and with what it asks for."""
        self.world.until(self.at)
        ops = [op for place in self.world.places for op in self.asked(place, m)]
        if ops:
            self.send(ops[n % len(ops)])

    @rule(n=NUMBERS, m=NUMBERS)
    def somebody_does_what_is_lawful(self, n: int, m: int) -> None:
        """One of the acts of which the oracle says that nothing stands in their way."""
        self.world.until(self.at)
        ops = [op for place in self.world.places for op in self.asked(place, m)]
        ops = [op for op in ops if not self.world.judge({**op, "order": 10**9})]
        if ops:
            self.send(ops[n % len(ops)])

    @rule(n=NUMBERS, m=NUMBERS)
    def the_review_goes_on(self, n: int, m: int) -> None:
        """Time passes, and somebody does what is lawful."""
        self.time_passes(n % 12, m % 24)
        self.somebody_does_what_is_lawful(n, m)

    @rule(n=NUMBERS, m=NUMBERS)
    def three_things_happen(self, n: int, m: int) -> None:
        """A stretch of an ordinary review."""
        for _ in range(3):
            self.the_review_goes_on(n, m)
            n, m = m, n // 7

    def asked(self, place: str, m: int) -> Iterator[Data]:
        """Every event that goes from where *place* stands, by one of its roles."""
        for name, event in self.world.events(place).items():
            if self.world.places[place]["state"] not in self.world.sources(place, name):
                continue
            role = event["by"][m % len(event["by"])]
            asked = event.get("with")
            extra = ("extra",) * (m % 2 if asked == "paper" else 0)
            papers = [(asked, extra)] if asked in ("paper", "letter") else []
            facts = [(asked, VALUES[asked][m % len(VALUES[asked])])] if asked in VALUES else []
            held = self.world.held(role, day_in_vienna(self.at))
            who = held[m % len(held)] if held else HOME.get(role, PANEL[m % 3])
            late = (m % 3, m % 4 if m % 7 == 0 else 0)
            yield self.command(place, name, (who, role), late, papers, facts)

    @rule(n=NUMBERS, m=NUMBERS, who=st.tuples(st.sampled_from(ACTORS), st.sampled_from(ROLES)))
    def somebody_does_anything(self, n: int, m: int, who: tuple[str, str]) -> None:
        """Any event, by anybody, with any papers, on any day."""
        self.world.until(self.at)
        places = sorted(self.world.places)
        place = places[n % len(places)]
        names = [*self.world.events(place), "communicate"]
        papers = [("paper", ()), ("letter", ())][: m % 3]
        fact = sorted(VALUES)[m % 3]
        facts = [(fact, VALUES[fact][m % len(VALUES[fact])])] if n % 2 or not papers else []
        late = (n % 20, m % 20)
        self.send(self.command(place, names[m % len(names)], who, late, papers, facts))

    @rule(fact=st.sampled_from(sorted(VALUES)), m=NUMBERS)
    def somebody_tells_a_fact(self, fact: str, m: int) -> None:
        """A fact, in any step, by one who may tell it."""
        self.world.until(self.at)
        role = self.story.data["facts"][fact]["by"][0]
        held = self.world.held(role, day_in_vienna(self.at)) or ["stranger"]
        told = [(fact, VALUES[fact][m % len(VALUES[fact])])]
        self.send(self.command("R", "communicate", (held[0], role), (0, m % 2), [], told))

    def command(
        self,
        place: str,
        event: str,
        who: tuple[str, str],
        late: tuple[int, int],
        papers: list[tuple[str, tuple[str, ...]]],
        facts: list[tuple[str, str]],
    ) -> Data:
        """A command: dated and received so many days before today."""
        today = date.fromisoformat(day_in_vienna(self.at))
        received = today - timedelta(days=late[1])
        return {
            "kind": "record",
            "place": place,
            "event": event,
            "actor": who[0],
            "role": who[1],
            "received": received.isoformat(),
            "dated": (received - timedelta(days=late[0])).isoformat(),
            "papers": papers,
            "facts": facts,
        }

    def send(self, op: Data) -> None:
        """Send a command to both; both must say the same."""
        self.put(op, lambda how: record(self.engine, self.request(op, how)))

    def request(self, op: Data, how: How) -> RecordRequest:
        """The command as a clerk types it."""
        return RecordRequest(
            review=op["place"].replace("R", REVIEW, 1),
            event=op["event"],
            how=how,
            dated=op["dated"],
            received=op["received"],
            documents=tuple(file_of("+".join((name, *more))) for name, more in op["papers"]),
            facts=tuple(op["facts"]),
        )

    @rule(actor=st.sampled_from(PANEL), by=st.sampled_from(("secretariat",) * 5 + ("stranger",)))
    def somebody_is_bound(self, actor: str, by: str) -> None:
        """An expert joins the panel."""
        on = day_in_vienna(self.at)
        op: Data = {"kind": "bind", "actor": actor, "by": by, "on": on, "today": on, "role": "desk"}
        request = {"review": REVIEW, "role": "panel", "actor": actor, "from_on": on}
        self.put(op, lambda how: bind(self.engine, BindRequest(how=how, **request)))

    @rule(actor=st.sampled_from(PANEL), days=st.integers(-2, 60))
    def somebody_is_to_go(self, actor: str, days: int) -> None:
        """An expert leaves, now or on a day to come."""
        today = day_in_vienna(self.at)
        on = (date.fromisoformat(today) + timedelta(days=days)).isoformat()
        op: Data = {"kind": "vacate", "actor": actor, "by": "secretariat", "on": on}
        op |= {"today": today, "role": "desk"}
        request = {"review": REVIEW, "role": "panel", "actor": actor, "on": on}
        self.put(op, lambda how: vacate(self.engine, VacateRequest(how=how, **request)))

    def put(self, op: Data, carry_out: Any) -> None:
        """Let both decide on *op*; the same problems, or the same world after it."""
        self.world.until(self.at)
        op |= {"at": self.at, "order": self.seen + self.world.fired}
        problems = self.world.judge(op)
        how = How(actor=op.get("by", op["actor"]), role=op["role"], command=f"c{self.seen}")
        codes, receipt = self.carried(carry_out, how)
        assert codes == problems, (op, codes, problems)
        if receipt:
            op["order"] = next(e.seq for e in receipt.entries if e.actor != "engine")
            self.world.apply(op)
            self.story.journal.append(op)
        self.compare(refused=bool(codes), acts=1)
        self.given_again(carry_out, how, codes, receipt)

    def carried(self, carry_out: Any, how: How) -> tuple[set[str], Receipt | None]:
        """What the service answered."""
        try:
            return set(), carry_out(how)
        except RuledOutError as error:
            return {problem.code for problem in error.problems}, None

    def given_again(
        self, carry_out: Any, how: How, codes: set[str], receipt: Receipt | None
    ) -> None:
        """The same command once more is answered alike, and nothing is written."""
        again, second = self.carried(carry_out, how)
        assert again == codes
        assert (
            [e.seq for e in second.entries] == [e.seq for e in receipt.entries]
            if (second and receipt)
            else second is receipt is None
        )
        self.compare(refused=False, acts=0)

    @precondition(lambda self: self.story.journal)
    @rule(n=NUMBERS, latest=st.booleans())
    def an_entry_is_taken_back(self, n: int, latest: bool) -> None:
        """The oracle tells the story without it; whoever refuses names a later act."""
        journal = self.story.journal
        op = journal[-1 if latest else n % len(journal)]
        before, _, after = self.story.split(op["order"])
        how = How(actor="secretariat", role="desk", reason="a slip")
        self.world.until(self.at)
        codes, _ = self.carried(lambda how: annul(self.engine, REVIEW, op["order"], how), how)
        if codes:
            assert codes == {"R033"}
            assert after, "nothing came after it, so nothing can rest on it"
        else:
            self.retold([*before, *after])
        self.compare(refused=bool(codes), acts=1)

    @precondition(lambda self: any(op["kind"] == "record" for op in self.story.journal))
    @rule(n=NUMBERS, days=st.integers(0, 30), latest=st.booleans())
    def an_entry_is_put_right(self, n: int, days: int, latest: bool) -> None:
        """Another day for the same act, in its own place."""
        done = [op for op in self.story.journal if op["kind"] == "record"]
        old = done[-1 if latest else n % len(done)]
        before, _, after = self.story.split(old["order"])
        earlier = timedelta(days=days)
        new = {key: value for key, value in old.items() if key not in ("branch", "item")}
        new["received"] = (date.fromisoformat(day_in_vienna(old["at"])) - earlier).isoformat()
        new["dated"] = (date.fromisoformat(new["received"]) - timedelta(days=n % 4)).isoformat()
        self.world.until(self.at)
        new["order"] = self.seen + self.world.fired
        if [op for op in after if {x[0] for x in op.get("papers", ())} & {"paper"}]:
            return  # which paper a clock counts from would then depend on what was known when
        then = self.story.told(before, old["at"])
        then.bound = self.world.bound
        problems = then.judge(new)
        how = How(actor=old["actor"], role=old["role"], reason="another day")
        request = self.request(new, how)
        codes, _ = self.carried(lambda _: correct(self.engine, old["order"], request), how)
        if codes == {"R033"}:
            assert after
        else:
            assert codes == problems, (new, codes, problems)
            if not codes:
                self.retold([*before, new, *after])
        self.compare(refused=bool(codes), acts=1)

    def retold(self, journal: list[Data]) -> None:
        """Tell the story again; what fired is counted from the log."""
        self.story.journal = journal
        self.world = self.story.told(journal, self.at)
        self.world.fired = -1

    @rule(behind=st.integers(1, 3))
    def somebody_saw_an_older_version(self, behind: int) -> None:
        """A stale version is a conflict, and nothing is written."""
        version = next(iter(self.rows["review"].values())).version - behind  # type: ignore[union-attr]
        how = How(actor="QAA", role="country", if_version=version)
        request = RecordRequest(
            review=REVIEW, event="communicate", how=how, facts=(("ready", "yes"),)
        )
        try:
            record(self.engine, request)
        except ConflictError:
            with self.engine.store.read() as reader:
                assert reader.head().size == self.seen
        else:
            raise AssertionError("a stale version went through")

    # --- what must hold

    def compare(self, *, refused: bool, acts: int) -> None:
        """Look at everything, after something happened."""
        with self.engine.store.read() as reader:
            new = list(reader.entries(after=self.seen - 1))
            stored = reader.review(REVIEW)
        assert [entry.seq for entry in new] == list(range(self.seen, self.seen + len(new)))
        if self.seen and self.world.fired >= 0:
            assert len(new) == acts + self.world.fired, [entry.kind for entry in new]
        self.world.fired = 0
        self.seen += len(new)
        for entry in new:
            assert entry.at <= self.at
            self.rows = evolve(self.rows, entry)
        self.kept += new
        if refused:
            assert not new[-1].effects()
            assert new[-1].kind in ("communication.registered", "act.not_recorded")
        self.rows_agree(stored)
        assert said(stored) == told(self.world)

    def rows_agree(self, stored: Rows) -> None:
        """Tables, a fold of the log, and rows kept entry by entry are the same."""
        folded = fold(self.kept)
        for kind in OF_A_REVIEW:
            assert dict(stored[kind]) == dict(self.rows[kind]) == dict(folded[kind])
        (review,) = stored["review"].values()
        changing = [e for e in self.kept if e.review == REVIEW and e.effects()]
        assert review.version == len(changing)  # type: ignore[union-attr]

    @invariant()
    def every_limit_passes_once_and_at_its_time(self) -> None:
        """Not twice, not early, and on its own day."""
        if not hasattr(self, "kept"):
            return
        void = {seq for entry in self.kept for seq in entry.voids()}
        fired = [e for e in self.kept if e.kind in ("deadline.passed", "deadline.enforced")]
        standing = Counter(str(e.data["deadline"]) for e in fired if e.seq not in void)
        assert all(count == 1 for count in standing.values())
        for entry in fired:
            assert closing(entry.on) == entry.data["due_at"] <= entry.at

    def teardown(self) -> None:
        """The log verifies; its root is the tree's; and any tampering is seen."""
        if not hasattr(self, "kept"):
            return
        found = verify(self.engine)
        assert found.sound, found
        with self.engine.store.read() as reader:
            log = list(reader.log())
            note = (reader.last_checkpoint() or (0, ""))[1]
        leaves = [hashlib.sha256(b"\0" + raw).digest() for _, raw, _ in log]
        assert leaves == [leaf for _, _, leaf in log]
        assert note.split("\n")[1:3] == [str(len(log)), base64_of(root(leaves))]
        self.tampered(len(log))
        self.engine.store.close()
        shutil.rmtree(self.path.parent)

    def tampered(self, size: int) -> None:
        """Do one bad thing to the file."""
        n = self.seen * 7 % size
        bad = TAMPERING[self.seen % len(TAMPERING)]
        with sqlite3.connect(self.path) as hand:
            for statement in bad:
                hand.execute(statement.format(n=n, other=(n + 1) % size))
        hand.close()
        assert not verify(self.engine).sound, bad


TAMPERING = (
    ["UPDATE audit_entry SET entry = CAST(entry || ' ' AS BLOB) WHERE seq = {n}"],
    ["DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)"],
    [
        "UPDATE audit_entry SET seq = -1 WHERE seq = {n}",
        "UPDATE audit_entry SET seq = {n} WHERE seq = {other}",
        "UPDATE audit_entry SET seq = {other} WHERE seq = -1",
    ],
    ["UPDATE instance SET state = 'end'|| state"],
    ["UPDATE audit_entry SET leaf = randomblob(32) WHERE seq = {n}"],
    ["DELETE FROM stay"],
)


def said(rows: Rows) -> Data:
    """What the engine says is true."""
    every: Any = {kind: list(table.values()) for kind, table in rows.items()}
    return {
        "places": {short(i.id): (i.state, i.since, i.barrier) for i in every["instance"]},
        "limits": {
            short(d.id): (d.status, d.due_on, d.closes_at, d.passed, d.met_on, d.days_late)
            for d in every["deadline"]
        },
        "stays": {
            (short(s.instance), s.state, s.n, s.entered_on, s.left_on) for s in every["stay"]
        },
        "facts": Counter((short(f.instance), f.name, f.value, f.on) for f in every["fact"]),
        "papers": Counter((short(p.instance), p.name, p.sections) for p in every["document"]),
        "bound": Counter((b.role, b.actor, b.from_on, b.until_on) for b in every["binding"]),
        "started": every["review"][0].started_on,
        "final": every["review"][0].status == "final",
    }


def told(world: World) -> Data:
    """What the oracle says is true."""
    return {
        "places": {k: (p["state"], p["since"], p["barrier"]) for k, p in world.places.items()},
        "limits": {
            x["id"]: (x["status"], x["due"], x["closes"] or None, x["passed"], x["met"], x["late"])
            for x in world.limits
        },
        "stays": {(s["place"], s["state"], s["n"], s["on"], s["left"]) for s in world.stays},
        "facts": Counter((f["place"], f["name"], f["value"], f["on"]) for f in world.facts),
        "papers": Counter((p["place"], p["name"], tuple(p["sections"])) for p in world.papers),
        "bound": Counter((b["role"], b["actor"], b["from"], b["until"]) for b in world.bound),
        "started": world.started,
        "final": world.final("R"),
    }


def short(key: str) -> str:
    """An id with `R` for the review."""
    return key.replace(REVIEW, "R", 1)


def root(leaves: list[bytes]) -> bytes:
    """The root of RFC 6962's tree, as its definition reads."""
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return hashlib.sha256(b"\1" + root(leaves[:left]) + root(leaves[left:])).digest()


def base64_of(raw: bytes) -> str:
    """Base64, as a checkpoint writes it."""
    from base64 import b64encode

    return b64encode(raw).decode()
