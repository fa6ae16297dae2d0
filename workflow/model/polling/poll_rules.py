"""Rules of votes and silence procedures, from words to values.

    by: plenary except party under review
    quorum: 1/2 of members          (or a number of members: at least 3)
    carried: [2/3 of cast, more than 1/2 of members]
    closes: 10 working days at 17:30
    broken_by: 2 objections

Fractions are exact. Decisions that live here: a share without words before it means *at least*;
`members` are all members of the body when the vote opened, `entitled` those of them who may
vote, `present` those who acted, `cast` the votes for and against (and the abstentions, where the
definition says they are cast).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow.model.branch import Branch
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import Period

RESULTS = ("carried", "lost", "no_quorum")
SILENCES = ("kept", "broken")
BASES = ("cast", "members", "entitled", "present")
#: The base of a quorum that is a number, which is a share of nothing.
NUMBER = "number"
FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CHOICES = (FOR, AGAINST, ABSTAIN)
_MARKS = r"(?: \((?P<marks>[^()]+)\))?"
_SHARE = re.compile(
    r"(?P<how>more than |at least )?(?P<part>[1-9][0-9]{0,3})/(?P<whole>[1-9][0-9]{0,3})"
    rf" of (?P<base>[a-z_]+){_MARKS}"
)
_NUMBER = re.compile(rf"(?:at least )?(?P<n>[1-9][0-9]{{0,3}})(?: members)?{_MARKS}")
_CONSENSUS = re.compile(rf"consensus(?: minus (?P<minus>[1-9][0-9]?))?{_MARKS}")
_BY = re.compile(r"(?P<role>[a-z][a-z0-9_]*)(?P<narrowed> except party under review)?")
_OBJECTIONS = re.compile(rf"(?P<n>[1-9][0-9]{{0,3}}) objections?{_MARKS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a base that must be reached, or with *more* be passed."""

    text: str
    part: Fraction
    base: str
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """Nobody against, or at most *minus*."""

    text: str
    minus: int = 0


Line = Share | Consensus


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRule:
    """A vote in a step. `then` maps each result to the branches of its target.

    `narrowed`: members of the party under review have no vote. `closes` counts from entering.
    """

    role: str
    narrowed: bool
    carried: tuple[Line, ...]
    then: Mapping[str, tuple[Branch, ...]]
    quorum: Share | None = None
    abstentions_cast: bool = False
    closes: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRule:
    """A silence procedure in a step; so many objections break it.

    `closes` counts from entering, or from what `starts` named if that comes later.
    """

    closes: Period
    broken_by: int
    then: Mapping[str, tuple[Branch, ...]]
    basis: str = ""


def parse_line(text: str) -> Line:
    """Read what carries: a share of a base, or a consensus.

    Raises:
        GrammarError: the text is neither.
    """
    found = _CONSENSUS.fullmatch(text)
    if found:
        return Consensus(text=_plain(text), minus=int(found["minus"] or 0))
    return parse_share(text)


def parse_share(text: str) -> Share:
    """Read a share of a base: `2/3 of cast`, `more than 1/2 of members`.

    Raises:
        GrammarError: the text is none, or the share is more than the whole.
    """
    found = _SHARE.fullmatch(text)
    if found is None:
        hint = "write it like '2/3 of cast', 'more than 1/2 of members' or 'consensus minus 1'"
        raise GrammarError(f"{text!r} is not a share of the votes", 1, hint)
    if found["base"] not in BASES:
        words = f"{found['base']!r} is nothing a share can be of"
        raise GrammarError(words, found.start("base") + 1, f"write one of {', '.join(BASES)}")
    part = Fraction(int(found["part"]), int(found["whole"]))
    more = found["how"] == "more than "
    if part > 1 or (more and part == 1):
        words = f"{found['how'] or ''}{found['part']}/{found['whole']} can never be reached"
        raise GrammarError(words, found.start("part") + 1, "a share is at most the whole")
    return Share(text=_plain(text), part=part, base=found["base"], more=more)


def parse_quorum(text: str) -> Share:
    """Read a quorum: a share of a base, or a number of members: `at least 3`.

    Raises:
        GrammarError: the text is neither.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return parse_share(text)
    return Share(text=_plain(text), part=Fraction(int(found["n"])), base=NUMBER, more=False)


def parse_electorate(text: str) -> tuple[str, bool]:
    """Read who votes: a role, and whether the party under review is left out.

    Raises:
        GrammarError: the text is no electorate.
    """
    found = _BY.fullmatch(text)
    if found is None:
        hint = "write a body, such as 'plenary', or 'plenary except party under review'"
        raise GrammarError(f"{text!r} is not an electorate", 1, hint)
    return found["role"], found["narrowed"] is not None


def parse_objections(text: str) -> int:
    """Read how many objections break a silence.

    Raises:
        GrammarError: the text is no such number.
    """
    found = _OBJECTIONS.fullmatch(text)
    if found is None:
        hint = "write it like '1 objection' or '2 objections'"
        raise GrammarError(f"{text!r} is not a number of objections", 1, hint)
    return int(found["n"])


def _plain(text: str) -> str:
    return text.partition(" (")[0]
