"""Who plays: the invented States, how each of them behaves, and who reviews it.

All of it is invented. Most do everything in time; the rest is dealt out by chance or cast by
hand, so that everything a secretariat meets in three years is met here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from workflow.demo.chance import Chance
from workflow.demo.stage import working_day
from workflow.model.rosters.parties import Party, Roster

#: Teams are appointed one after another, so that the reviews stand in different steps.
_FIRST_TEAM, _NEXT_TEAM = 14, 19
_STEPS_OF_A_STATE = ("self_assessment", "comments", "follow_up")
_STEPS_OF_A_TEAM = ("expert_analysis", "dialogue", "visit", "draft", "adoption")
_TWINS = ("Kelmora", "Kelmorin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a State, and the team that reviews it, behave. `late` and `silent` are steps.

    `visit`: agreed, none, not_needed, deferred or withdrawn. `sources`: what the State does
    about each item from another source: remark, waive, silent. `special`: a scene of its own.
    """

    late: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    visit: str = "not_needed"
    sources: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    recommendations: bool = True
    special: str = ""


@dataclass(slots=True, kw_only=True)
class Part:
    """A State under review as it is played. `due` is the limit that runs, since `entered`."""

    party: Party
    manners: Manners
    chance: Chance
    appointed_on: date
    experts: tuple[Party, ...]
    first_expert: int = 1
    due: date = field(default=date.min)
    entered: date = field(default=date.min)

    @property
    def code(self) -> str:
        """The code of the State."""
        return self.party.code


#: Cast by hand: the place in the order of appointment, and what is met there.
_BY_HAND: Mapping[int, Mapping[str, object]] = MappingProxyType(
    {
        2: {"visit": "deferred"},
        4: {"visit": "withdrawn"},
        5: {"special": "recorded_late", "silent": frozenset()},
        6: {"visit": "agreed", "special": "replaced", "sources": ("remark", "silent")},
        8: {"silent": frozenset({"self_assessment"})},
        9: {"special": "early_comments", "silent": frozenset()},
        11: {"special": "mistaken_for", "late": frozenset({"self_assessment"})},
        12: {"special": "misfiled", "late": frozenset(), "silent": frozenset()},
        14: {"special": "own_national"},
        17: {"visit": "none", "silent": frozenset({"comments"})},
        20: {"special": "vacant"},
        24: {"silent": frozenset({"follow_up"}), "recommendations": True},
        31: {"visit": "deferred"},
        33: {"visit": "agreed", "late": frozenset({"visit"})},
        34: {"visit": "agreed", "late": frozenset({"visit"})},
        35: {"visit": "agreed"},
        38: {"silent": frozenset({"self_assessment"})},
    }
)


def cast(roster: Roster, launched: date, seed: str) -> tuple[Part, ...]:
    """Give each party of *roster* its part, in the order in which teams are appointed."""
    order = _twins_together(Chance(f"{seed}:order").shuffled(roster.parties))
    return tuple(_part(roster, party, n, launched, seed) for n, party in enumerate(order))


def _twins_together(order: Sequence[Party]) -> list[Party]:
    """The two that are taken for each other get their teams on one day, in places 11 and 12."""
    twins = [party for name in _TWINS for party in order if party.name == name]
    rest = [party for party in order if party not in twins]
    return [*rest[:11], *twins, *rest[11:]]


def _part(roster: Roster, party: Party, n: int, launched: date, seed: str) -> Part:
    chance = Chance(f"{seed}:{party.code}")
    place = n - 1 if party.name == _TWINS[1] else n
    manners = replace(_manners(chance), **_BY_HAND.get(n, {}))  # type: ignore[arg-type]
    alone = manners.special == "vacant"
    return Part(
        party=party,
        manners=manners,
        chance=chance,
        appointed_on=working_day(launched + timedelta(days=_FIRST_TEAM + place * _NEXT_TEAM)),
        experts=_experts(roster, party, chance)[: 1 if alone else 2],
    )


def _manners(chance: Chance) -> Manners:
    """Most in time; about one in eight late in a step, one in seven silent on the draft."""
    steps = (*_STEPS_OF_A_STATE, *_STEPS_OF_A_TEAM)
    return Manners(
        late=frozenset(step for step in steps if chance.happens(12)),
        silent=frozenset({"comments"} if chance.happens(15) else ()),
        visit=chance.pick(("agreed", "agreed", "agreed", "none", "not_needed")),
        sources=tuple(
            chance.pick(("remark", "remark", "waive", "silent"))
            for _ in range(chance.pick((0, 0, 1, 1, 2)))
        ),
        needs=frozenset(step for step in _STEPS_OF_A_STATE if chance.happens(25)),
        recommendations=chance.happens(65),
    )


def _experts(roster: Roster, party: Party, chance: Chance) -> tuple[Party, ...]:
    """The States two experts come from: one of the same group, where there is one, one other."""
    others = [other for other in roster.parties if other.code != party.code]
    same = [other for other in others if other.group == party.group and party.group]
    apart = [other for other in others if other.group != party.group]
    return (chance.pick(same or apart[::2]), chance.pick(apart[1::2]))
