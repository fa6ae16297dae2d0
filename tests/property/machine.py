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
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, reduce
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.property.definitions import Data, random_definition
from tests.property.oracle import Story, World, closing, day_in_vienna
from workflow.audit.tree import Frontier
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
OFFICE = "secretariat"
START = "2027-01-04"
PARTY = "QAA"
REVIEW = f"t/{PARTY}"
ACTORS = ("secretariat", "QAA", "x1@QBB", "x2@QCC", "x3@QAA", "assembly", "stranger")
PANEL = ("x1@QBB", "x2@QCC", "x3@QAA")
ROLES = ("country", "panel", "desk", "assembly")
HOME = {"country": "QAA", "desk": "secretariat", "assembly": "assembly"}
VALUES = {"agreed": ("given", "withdrawn"), "score": ("1", "3", "5"), "ready": ("yes", "no")}


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


class AnyReview:
    """One review under a random definition."""

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

    def time_passes(self, days: int, hours: int) -> None:
        """Nothing ticks meanwhile."""
        self.clock.advance(timedelta(days=days, hours=hours))

    def it_is_the_edge_of_a_limit(self, n: int) -> None:
        """The clock stops a millisecond before, or at, the moment at which a limit closes."""
        coming = sorted(x["closes"] for x in self.world.limits if x["status"] == "running")
        coming = [closes for closes in coming if closes > self.at]
        if coming:
            edge = moment(coming[n % min(2, len(coming))])
            self.clock.set(edge - timedelta(milliseconds=n // 2 % 2))

    def somebody_ticks(self) -> None:
        """Everything that fell due happens."""
        done = tick(self.engine)
        assert not done.failed
        self.world.until(self.at)
        self.compare(refused=False, acts=0)
        assert not tick(self.engine).passed

    def somebody_does_what_is_asked(self, n: int, m: int) -> None:
        """An event of the present step, most likely by whom and with what it asks for."""
        self.world.until(self.at)
        ops = [op for place in self.world.places for op in self.asked(place, m)]
        if ops:
            self.send(ops[n % len(ops)])

    def somebody_does_what_is_lawful(self, n: int, m: int) -> None:
        """One of the acts of which the oracle says that nothing stands in their way."""
        self.world.until(self.at)
        ops = [op for place in self.world.places for op in self.asked(place, m)]
        ops = [op for op in ops if not self.world.judge({**op, "order": 10**9})]
        if ops:
            self.send(ops[n % len(ops)])

    def tracks_come_to_their_end(self, n: int, m: int) -> None:
        """Somebody delivers in each track that is open, not all on the same day."""
        for place in [p for p in self.world.places if "/" in p]:
            self.world.until(self.at)
            early = {key: self.world.places[place]["barrier"] for key in ("dated", "received")}
            ops = [{**op, **(early if n % 2 else {})} for op in self.asked(place, n)]
            ops = [op for op in ops if not self.world.judge({**op, "order": 0})]
            if ops and ops[0]["received"] <= day_in_vienna(self.at):
                self.send(ops[0])
            self.time_passes(m % 3, 0)
            n, m = m, n // 3

    def it_is_the_end_of_a_month(self, days: int) -> None:
        """The last day of this month, or one of the two before."""
        now = self.clock.now()
        end = (now.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=days + 1)
        if end > now:
            self.clock.set(end)

    def three_things_happen(self, n: int, m: int) -> None:
        """A stretch of an ordinary review."""
        for _ in range(3):
            self.time_passes(n % 12, m % 24)
            self.somebody_does_what_is_lawful(n, m)
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

    def somebody_tells_a_fact(self, fact: str, m: int) -> None:
        """A fact, in any step, by one who may tell it; and then another value, some days on."""
        self.tell(fact, m)
        if m % 3 == 0:
            self.time_passes(m % 5, 0)
            self.tell(fact, m + 1)
            self.somebody_does_what_is_asked(m, m // 5)

    def tell(self, fact: str, m: int) -> None:
        """Tell one fact."""
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

    def somebody_is_bound(self, actor: str, by: str) -> None:
        """An expert joins the panel."""
        on = day_in_vienna(self.at)
        op: Data = {"kind": "bind", "actor": actor, "by": by, "on": on, "today": on, "role": "desk"}
        request = {"review": REVIEW, "role": "panel", "actor": actor, "from_on": on}
        self.put(op, lambda how: bind(self.engine, BindRequest(how=how, **request)))

    def somebody_is_to_go(self, actor: str, days: int) -> None:
        """An expert leaves, now or on a day to come."""
        today = day_in_vienna(self.at)
        on = (date.fromisoformat(today) + timedelta(days=days)).isoformat()
        op: Data = {"kind": "vacate", "actor": actor, "by": "secretariat", "on": on}
        op |= {"today": today, "role": "desk"}
        request = {"review": REVIEW, "role": "panel", "actor": actor, "on": on}
        self.put(op, lambda how: vacate(self.engine, VacateRequest(how=how, **request)))

    def somebody_acts_on_the_day_of_leaving(self, n: int) -> None:
        """The first day on which the role is no longer held, or the day before it."""
        leaving = [b for b in self.world.bound if (b["until"] or "") > day_in_vienna(self.at)]
        if leaving:
            gone = leaving[n % len(leaving)]
            day = date.fromisoformat(gone["until"]) - timedelta(days=n // 8 % 2)
            self.clock.set(max(self.clock.now(), moment(f"{day}T12:00:00Z")))
            self.world.until(self.at)
            told = [("score", VALUES["score"][n % 3])]
            who = (gone["actor"], "panel")
            self.send(self.command("R", "communicate", who, (0, 0), [], told))

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

    def an_entry_is_taken_back(self, n: int, *, latest: bool) -> None:
        """The oracle tells the story without it; whoever refuses names a later act."""
        journal = self.story.journal
        op = journal[-1 if latest else n % len(journal)]
        before, _, after = self.story.split(op["order"])
        tracks = [each for each in journal if "/" in each.get("place", "")]
        if op.get("place") == "R" and [e for e in tracks if e["order"] > op["order"]]:
            return  # what tracks did after the review had left them might join it at once
        how = How(actor="secretariat", role="desk", reason="a slip")
        self.world.until(self.at)
        codes, _ = self.carried(lambda how: annul(self.engine, REVIEW, op["order"], how), how)
        if codes:
            assert codes == {"R033"}
            later = [other for other in journal if other["order"] > op["order"]]
            assert later, "nothing was recorded after it, so nothing can rest on it"
        else:
            self.retold([*before, *after])
        self.compare(refused=bool(codes), acts=1)

    def an_entry_is_put_right(self, n: int, days: int, *, latest: bool) -> None:
        """Another day for the same act, in its own place."""
        done = [op for op in self.story.journal if op["kind"] == "record"]
        old = done[-1 if latest else n % len(done)]
        before, _, after = self.story.split(old["order"])
        earlier = timedelta(days=days)
        new = {key: value for key, value in old.items() if key not in ("branch", "item")}
        new["received"] = (date.fromisoformat(day_in_vienna(old["at"])) - earlier).isoformat()
        new["dated"] = (date.fromisoformat(new["received"]) - timedelta(days=n % 4)).isoformat()
        self.world.until(self.at)
        if "item" in old:  # an item opened anew has a number of its own
            others = [p for p in self.world.places if "#" in p and p != old["item"]]
            n = 1 + max((int(p.rpartition("-")[2]) for p in others), default=0)
            new["item"] = f"{old['place']}#item-{n}"
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
            assert [e for e in self.kept if e.seq > old["order"] and e.effects()]
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

    def every_limit_passes_once_and_at_its_time(self) -> None:
        """Not twice, not early, and on its own day."""
        void = {seq for entry in self.kept for seq in entry.voids()}
        fired = [e for e in self.kept if e.kind in ("deadline.passed", "deadline.enforced")]
        standing = Counter(str(e.data["deadline"]) for e in fired if e.seq not in void)
        assert all(count == 1 for count in standing.values())
        for entry in fired:
            assert closing(entry.on) == entry.data["due_at"] <= entry.at

    def end(self) -> None:
        """The log verifies; its root is the tree's; and any tampering is seen."""
        self.somebody_does_anything(1, 2, ("stranger", "assembly"))  # a last entry without rows
        found = verify(self.engine)
        assert found.sound, found
        with self.engine.store.read() as reader:
            log = list(reader.log())
            note = (reader.last_checkpoint() or (0, ""))[1]
        leaves = [hashlib.sha256(b"\0" + raw).digest() for _, raw, _ in log]
        assert leaves == [leaf for _, _, leaf in log]
        assert note.split("\n")[1:3] == [str(len(log)), base64_of(root(leaves))]
        self.tampered(len(log))

    def close(self) -> None:
        """Leave nothing behind."""
        self.engine.store.close()
        shutil.rmtree(self.path.parent)

    def tampered(self, size: int) -> None:
        """Do one bad thing to the file."""
        n = self.seen * 7 % size
        bad = TAMPERING[self.seen % len(TAMPERING)]
        with sqlite3.connect(self.path) as hand:
            hand.create_function("leaf", 1, lambda raw: hashlib.sha256(b"\0" + raw).digest())
            for statement in bad:
                hand.execute(statement.format(n=n, other=(n + 1) % size))
            if "leaf(" in bad[0]:  # whoever takes such pains sees to the head of the log, too
                leaves = hand.execute("SELECT leaf FROM audit_entry ORDER BY seq").fetchall()
                frontier = reduce(Frontier.append, (leaf for (leaf,) in leaves), Frontier())
                hand.execute("UPDATE log_head SET frontier = ?", (frontier.to_bytes(),))
        hand.close()
        assert not verify(self.engine).sound, bad


def number(chance: Random) -> int:
    """A number to choose by."""
    return chance.getrandbits(20)


def do_something(review: AnyReview, chance: Random) -> None:
    """One step of a scenario: most often what is lawful, sometimes anything at all."""
    n, m = number(chance), number(chance)
    journal = review.story.journal
    recorded = any(op["kind"] == "record" for op in journal)
    who = (chance.choice(ACTORS), chance.choice(ROLES))
    steps: list[tuple[int, Callable[[], None]]] = [
        (2, lambda: review.time_passes(n % 45, m % 24)),
        (2, lambda: review.it_is_the_edge_of_a_limit(n)),
        (1, lambda: review.it_is_the_end_of_a_month(n % 3)),
        (2, review.somebody_ticks),
        (2, lambda: review.somebody_does_what_is_asked(n, m)),
        (3, lambda: review.somebody_does_what_is_lawful(n, m)),
        (4, lambda: review.three_things_happen(n, m)),
        (2, lambda: review.tracks_come_to_their_end(n, m)),
        (2, lambda: review.somebody_does_anything(n, m, who)),
        (3, lambda: review.somebody_tells_a_fact(chance.choice(sorted(VALUES)), m)),
        (1, lambda: review.somebody_is_bound(PANEL[n % 3], "stranger" if m % 5 == 0 else OFFICE)),
        (1, lambda: review.somebody_is_to_go(PANEL[n % 3], m % 63 - 2)),
        (1, lambda: review.somebody_acts_on_the_day_of_leaving(n)),
        (2 if journal else 0, lambda: review.an_entry_is_taken_back(n, latest=m % 3 > 0)),
        (2 if recorded else 0, lambda: review.an_entry_is_put_right(n, m % 30, latest=m % 4 > 0)),
        (1, lambda: review.somebody_saw_an_older_version(1 + n % 3)),
    ]
    weights = [weight for weight, _ in steps]
    chance.choices([step for _, step in steps], weights)[0]()
    review.every_limit_passes_once_and_at_its_time()


def scenario(seed: int, steps: int) -> None:
    """A whole review, all of it by chance; `scenario(seed, steps)` tells it again."""
    chance, review = Random(seed), AnyReview()
    review.open(number(chance))
    try:
        for _ in range(steps):
            do_something(review, chance)
        review.end()
    finally:
        review.close()


def run(*, examples: int, steps: int) -> None:
    """Run so many scenarios, the same in every run; raise what the first wrong one raises.

    Each is one number, told with the error: nothing else is needed to see it again.
    """

    @given(st.integers(0, 2**32 - 1))
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    def told(seed: int) -> None:
        scenario(seed, steps)

    told()


TAMPERING = (
    ["UPDATE audit_entry SET entry = CAST(entry || ' ' AS BLOB) WHERE seq = {n}"],
    ["DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)"],
    [
        "UPDATE audit_entry SET seq = -1 WHERE seq = {n}",
        "UPDATE audit_entry SET seq = {n} WHERE seq = {other}",
        "UPDATE audit_entry SET seq = {other} WHERE seq = -1",
    ],
    ["UPDATE instance SET state = 'end'|| state"],
    [
        "UPDATE audit_entry SET entry = CAST(replace(entry, 'stranger', 'somebody') AS BLOB),"
        " leaf = leaf(CAST(replace(entry, 'stranger', 'somebody') AS BLOB))"
        " WHERE seq = (SELECT max(seq) FROM audit_entry)"
    ],
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
