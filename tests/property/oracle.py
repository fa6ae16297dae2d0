"""A second engine, small and slow, that shares no line with the first.

It reads the definition's data as they were written. A review is told again from its journal
of accepted commands: everything that is true is worked out from the beginning, so taking a
command back is telling the story without it.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Data = dict[str, Any]
VIENNA = ZoneInfo("Europe/Vienna")
UTC = ZoneInfo("UTC")
OPEN = ("waiting", "running", "passed")


def closing(day: str) -> str:
    """The midnight after *day* in Vienna, as the log writes it."""
    midnight = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), VIENNA)
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def day_in_vienna(at: str) -> str:
    """The day of a moment."""
    return datetime.fromisoformat(at).astimezone(VIENNA).date().isoformat()


def due_day(period: str, start: str) -> str:
    """`3 months`, `10 working days` after *start*."""
    number, unit = period.split(" after ")[0].split(" ", 1)
    n, day = int(number), date.fromisoformat(start)
    if unit.startswith("month"):
        month = day.month - 1 + n
        last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month % 12]
        year = day.year + month // 12
        leap = month % 12 == 1 and year % 4 == 0
        return date(year, month % 12 + 1, min(day.day, last + leap)).isoformat()
    if unit.startswith("working"):
        while n:
            day += timedelta(days=1)
            n -= day.isoweekday() < 6
        return day.isoformat()
    return (day + timedelta(days=n * (7 if unit.startswith("week") else 1))).isoformat()


def flat(states: Data, prefix: str = "") -> Data:
    """Every state by its path, compounds too."""
    found: Data = {}
    for name, row in states.items():
        found[prefix + name] = row
        found |= flat(row.get("states", {}), f"{prefix}{name}.")
    return found


def around(path: str) -> list[str]:
    """*path* and what it lies in, innermost first."""
    parts = path.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def listed(value: Any) -> list[Any]:
    """One or many, as many."""
    return value if isinstance(value, list) else [] if value is None else [value]


@dataclass
class World:
    """What is true of one review."""

    data: Data
    party: str
    instruments: tuple[str, ...]
    on: str
    places: dict[str, Data] = field(default_factory=dict)
    limits: list[Data] = field(default_factory=list)
    stays: list[Data] = field(default_factory=list)
    facts: list[Data] = field(default_factory=list)
    papers: list[Data] = field(default_factory=list)
    bound: list[Data] = field(default_factory=list)
    started: str | None = None
    fired: int = 0

    def __post_init__(self) -> None:
        for role, actor in (("country", self.party), ("desk", "secretariat"), ("assembly",) * 2):
            self.bound.append({"role": role, "actor": actor, "from": self.on, "until": None})
        self._place("R", None, "review", self.on)

    # --- the chart

    def states(self, place: str) -> Data:
        """The states of the chart at *place*."""
        return flat(self.data["charts"][self.places[place]["chart"]]["states"])

    def find(self, place: str, name: str) -> str:
        """The path that *name* means."""
        return next(p for p in self.states(place) if p == name or p.endswith(f".{name}"))

    def leaf(self, place: str, name: str) -> str:
        """Where one stands who goes to *name*."""
        path = self.find(place, name)
        while "states" in self.states(place)[path]:
            path += "." + self.states(place)[path]["initial"]
        return path

    def events(self, place: str) -> Data:
        """The events of the chart at *place*."""
        return self.data["charts"][self.places[place]["chart"]]["events"]  # type: ignore[no-any-return]

    def sources(self, place: str, event: str) -> list[str]:
        """The leaves from which *event* goes; nothing goes from an end, unless it is named."""
        states, found = self.states(place), []
        if event == "communicate":
            return [p for p, r in states.items() if "states" not in r and not r.get("final")]
        for name in listed(self.events(place)[event]["from"]):
            for path, row in states.items():
                if "states" not in row and (
                    name == "any" or self.find(place, name) in around(path)
                ):
                    found += [] if row.get("final") else [path]
        return found

    def final(self, place: str) -> bool:
        """Whether *place* has come to its end."""
        return bool(self.states(place)[self.places[place]["state"]].get("final"))

    def up(self, place: str | None) -> list[str]:
        """*place* and its parents."""
        return [] if place is None else [place, *self.up(self.places[place]["parent"])]

    # --- moving

    def _place(self, place: str, parent: str | None, chart: str, on: str) -> None:
        self.places[place] = {"chart": chart, "parent": parent, "since": on, "barrier": on}
        leaf = self.leaf(place, self.data["charts"][chart]["initial"])
        self.places[place]["state"] = leaf
        for path in reversed(around(leaf)):
            self._enter(place, path, on)

    def _enter(self, place: str, path: str, on: str) -> None:
        row = self.states(place)[path]
        n = 1 + sum((s["place"], s["state"]) == (place, path) for s in self.stays)
        self.stays.append({"place": place, "state": path, "n": n, "on": on, "left": None})
        if "due" in row:
            self.limits.append(
                {
                    "place": place,
                    "state": path,
                    "n": n,
                    "due": None,
                    "closes": "",
                    "status": "waiting",
                    "passed": False,
                    "met": None,
                    "late": None,
                    "id": f"{place}:{path.rpartition('.')[2]}:{n}",
                }
            )
            if " after " not in row["due"]:
                self._start(self.limits[-1], on)
            else:
                self._clocks()
        for key in self.instruments if row.get("opens") == "track" else ():
            child = f"{place}/{key}"
            if child in self.places:
                self._shift(child, "work", on, on, None)
            else:
                self._place(child, place, "track", on)

    def _start(self, limit: Data, on: str) -> None:
        stay = next(s for s in reversed(self.stays) if self._of(s) == self._of(limit))
        period = self.states(limit["place"])[limit["state"]]["due"]
        limit["due"] = max(due_day(period, on), stay["on"])  # a date gone by: the day of entering
        limit.update(closes=closing(limit["due"]), status="running")

    def _of(self, row: Data) -> tuple[Any, ...]:
        return row["place"], row["state"], row["n"]

    def _clocks(self) -> None:
        for limit in self.limits:
            if limit["status"] == "waiting":
                anchor = self.states(limit["place"])[limit["state"]]["due"].split(" after ")[1]
                paper = self.newest(self.papers, limit["place"], "paper")
                on = self.started if anchor == "review.started" else paper and paper["on"]
                if on:
                    self._start(limit, on)

    def _shift(self, place: str, to: str, on: str, barrier: str, by: str | None) -> None:
        here = self.places[place]
        old, new = around(here["state"]), around(self.leaf(place, to))
        stays_in = set(old[1:]) & set(new[1:])
        for path in (p for p in old if p not in stays_in):
            self._leave(place, path, on, by)
        launch = around(self.leaf("R", self.data["charts"]["review"]["initial"]))[-1]
        if place == "R" and self.started is None and launch not in new:
            self.started = on
        here.update(state=new[0], since=on, barrier=barrier)
        for path in (p for p in reversed(new) if p not in stays_in):
            self._enter(place, path, on)

    def _leave(self, place: str, path: str, on: str, by: str | None) -> None:
        row = self.states(place)[path]
        for limit in self.limits:
            if (limit["place"], limit["state"]) == (place, path) and limit["status"] in OPEN:
                if by in listed(row["holder"]) and limit["due"]:
                    late = (date.fromisoformat(on) - date.fromisoformat(limit["due"])).days
                    limit.update(met=on, late=max(late, 0), passed=late > 0)
                    limit["status"] = "late" if late > 0 else "met"
                else:
                    limit["status"] = "closed"
        for stay in self.stays:
            if (stay["place"], stay["state"], stay["left"]) == (place, path, None):
                stay["left"] = on
        if row.get("opens"):
            left = [p for p in self.places if self.places[p]["parent"] == place]
            left = [p for p in left if self.places[p]["chart"] == "track" and not self.final(p)]
            for limit in self.limits:
                if set(left) & set(self.up(limit["place"])) and limit["status"] in OPEN:
                    limit["status"] = "closed"

    def settle(self, on: str, barrier: str) -> None:
        """Start what can start, join what can join."""
        self._clocks()
        for place in sorted(self.places):
            row = self.states(place)[self.places[place]["state"]]
            if "then" not in row:
                continue
            tracks = [self.places[f"{place}/{key}"] for key in self.instruments]
            ends = [t for t in tracks if t["state"] == "done"]
            if len(ends) >= (len(tracks) if row["join"] == "all" else min(1, len(tracks))):
                enough = len(tracks) if row["join"] == "all" else 1
                ends = sorted(ends, key=lambda t: (t["since"], t["barrier"]))[:enough]
                on = max((t["since"] for t in ends), default=on)
                barrier = max((t["barrier"] for t in ends), default=barrier)
                self._shift(place, self.choose(place, row["then"], on), on, barrier, None)
                self.settle(on, barrier)
                return

    def choose(self, place: str, target: Any, on: str) -> str:
        """The first line whose condition holds."""
        for line in listed(target):
            name, _, condition = line.partition(" if ")
            if not condition or self.holds(place, condition, on):
                return str(name)
        raise AssertionError(target)

    # --- time

    def until(self, at: str) -> None:
        """Let happen what closed at or before *at*, in order."""
        while True:
            due = [(x["closes"], x["id"]) for x in self.limits if x["status"] == "running"]
            due = [(closes, key) for closes, key in due if closes <= at]
            if not due:
                return
            limit = next(x for x in self.limits if x["id"] == min(due)[1])
            limit.update(passed=True, status="passed")
            self.fired += 1
            to = self.states(limit["place"])[limit["state"]].get("on_timeout")
            if to:
                on, barrier = limit["due"], day_in_vienna(limit["closes"])
                self._shift(limit["place"], to, on, barrier, None)
                self.settle(on, barrier)

    # --- rules

    def newest(self, rows: list[Data], place: str, name: str) -> Data | None:
        """The fact or paper received last, here or else above."""
        for where in self.up(place):
            found = [r for r in rows if (r["place"], r["name"]) == (where, name)]
            if found:
                return max(found, key=lambda r: (r["on"], r["order"]))
        return None

    def held(self, role: str, on: str) -> list[str]:
        """Who holds *role* on the day *on*."""
        rows = [b for b in self.bound if b["role"] == role and b["from"] <= on]
        return [b["actor"] for b in rows if b["until"] is None or on < b["until"]]

    def holds(self, place: str, condition: str, on: str) -> bool:
        """Whether *condition* is so."""
        if " or " in condition:
            return any(self.holds(place, part, on) for part in condition.split(" or "))
        if " and " in condition:
            return all(self.holds(place, part, on) for part in condition.split(" and "))
        if condition.startswith("not "):
            return not self.holds(place, condition[4:], on)
        words = condition.split()
        if words[0] in ("no", "some", "at"):
            return self._sides(place, words)
        if words[0] == "deadline":
            return self._missed(place, words[1])
        if words[0] == "panel":
            return bool(self.held("panel", on))
        if words[0] == "paper":
            paper = self.newest(self.papers, place, "paper")
            return paper is not None and (words[1] == "is" or words[2] in paper["sections"])
        fact = self.newest(self.facts, place, words[0])
        if fact is None or words[1:] == ["is", "recorded"]:
            return fact is not None
        if words[1] == ">=":
            return int(fact["value"]) >= int(words[2])
        return str(fact["value"]) == words[2]

    def _sides(self, place: str, words: list[str]) -> bool:
        """Whether so many items below *place* stand in the last of *words*."""
        sides = [p for p in self.places.values() if p["chart"] == "side"]
        found = sum(p["state"] == words[-1] for p in sides if place in self.up(p["parent"]))
        if words[0] == "at":
            return found >= int(words[2])
        return (found > 0) == (words[0] == "some")

    def _missed(self, place: str, name: str) -> bool:
        for where in self.up(place):
            found = [x for x in self.limits if x["place"] == where and f":{name}:" in x["id"]]
            if found:
                return bool(max(found, key=lambda x: x["n"])["passed"])
        return False

    def judge(self, op: Data) -> set[str]:
        """The codes of all that stands in the way."""
        return getattr(self, f"_judge_{op['kind']}")(op)  # type: ignore[no-any-return]

    def day_that_counts(self, op: Data) -> str:
        """Dispatch or receipt."""
        event = {} if op["event"] == "communicate" else self.events(op["place"])[op["event"]]
        rule = event.get("met_by") or self.data["time"]["met_by"]
        return str(op["dated"] if rule == "dispatch" else op["received"])

    def _judge_record(self, op: Data) -> set[str]:
        place, on = op["place"], self.day_that_counts(op)
        event = {} if op["event"] == "communicate" else self.events(place)[op["event"]]
        party = op["actor"].rpartition("@")[2]
        found = set()
        if not {op["actor"], party} & set(self.held(op["role"], on)):
            found.add("R001")
        if event and op["role"] not in listed(event["by"]):
            found.add("R002")
        if on < self.places[place]["barrier"]:
            found.add("R010" if self.places[place]["barrier"] == self.on else "R006")
        if set(listed(event.get("with"))) - {x[0] for x in (*op["papers"], *op["facts"])}:
            found.add("R004")
        for name, _ in op["facts"]:
            rule = self.data["facts"][name]
            found |= set() if op["role"] in listed(rule["by"]) else {"R008"}
            until = rule.get("until") and self.find("R", rule["until"])
            found |= {"R009"} if any(s["state"] == until for s in self.stays) else set()
        if self.places[place]["state"] not in self.sources(place, op["event"]):
            return found | {"R003"}
        return found | self._unmet(op, event, on)

    def _unmet(self, op: Data, event: Data, on: str) -> set[str]:
        then, found = replace_lists(self), set()
        then.take(op)
        for name in listed(event.get("guard")):
            if not then.holds(op["place"], self.data["guards"][name]["that"], on):
                found.add("R005")
        if event.get("binds"):
            team, rules = self.held("panel", on), self.data["roles"]["panel"]
            home = [a for a in team if a.endswith(f"@{self.party}")]
            if not team:
                found.add("R011")
            elif ("size" in rules and len(team) < 2) or ("nationals" in rules and home):
                found.add("R007")
        return found

    def _judge_bind(self, op: Data) -> set[str]:
        found = {"R001"} if op["by"] not in self.held("desk", op["today"]) else set()
        if op["actor"] in self.held("panel", op["on"]):
            found.add("R021")
        if "nationals" in self.data["roles"]["panel"] and op["actor"].endswith(f"@{self.party}"):
            found.add("R007")
        return found

    def _judge_vacate(self, op: Data) -> set[str]:
        found = {"R001"} if op["by"] not in self.held("desk", op["today"]) else set()
        return found | (set() if op["actor"] in self.held("panel", op["on"]) else {"R022"})

    # --- acts

    def take(self, op: Data) -> None:
        """Put what came with an act into the file."""
        for rows, given in ((self.facts, op["facts"]), (self.papers, op["papers"])):
            for name, value in given:
                row = {"place": op["place"], "name": name, "on": op["received"]}
                key = "value" if rows is self.facts else "sections"
                rows.append({**row, key: value, "order": op["order"]})

    def apply(self, op: Data) -> None:
        """Let an accepted command have its effect."""
        if op["kind"] == "bind":
            row = {"role": "panel", "actor": op["actor"], "from": op["on"], "until": None}
            self.bound.append(row)
        if op["kind"] == "vacate":
            for row in self.bound:
                holds = row["from"] <= op["on"] < (row["until"] or "9999")
                if row["actor"] == op["actor"] and holds:
                    row["until"] = op["on"]
        if op["kind"] == "record":
            self._apply_record(op)

    def _apply_record(self, op: Data) -> None:
        place, on = op["place"], self.day_that_counts(op)
        event = {} if op["event"] == "communicate" else self.events(place)[op["event"]]
        self.take(op)
        if event.get("opens"):
            n = 1 + max((int(p.rpartition("-")[2]) for p in self.places if "#" in p), default=0)
            op.setdefault("item", f"{place}#item-{n}")
            self._place(op["item"], place, "side", on)
        if event.get("to"):
            op.setdefault("branch", self.choose(place, event["to"], on))
            self._shift(place, op["branch"], on, on, op["role"])
        self.settle(on, on)


def replace_lists(world: World) -> World:
    """The same world, with files of its own for facts and papers."""
    then = copy(world)
    then.facts, then.papers = list(world.facts), list(world.papers)
    return then


@dataclass
class Story:
    """The journal of a review: what was accepted, in the order it was recorded."""

    data: Data
    party: str
    instruments: tuple[str, ...]
    on: str
    journal: list[Data] = field(default_factory=list)

    def told(self, journal: list[Data], at: str) -> World:
        """The world as *journal* leaves it at the moment *at*."""
        world = World(self.data, self.party, self.instruments, self.on)
        for op in journal:
            world.until(op["at"])
            world.apply(op)
        world.until(at)
        return world

    def split(self, seq: int) -> tuple[list[Data], Data, list[Data]]:
        """The journal before the command of entry *seq*, that command, and what came after."""
        n = next(n for n, op in enumerate(self.journal) if op["order"] == seq)
        return self.journal[:n], self.journal[n], self.journal[n + 1 :]
