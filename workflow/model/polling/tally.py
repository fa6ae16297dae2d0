"""The arithmetic of a vote: from single choices to a result, every step said in words.

Exact: shares are fractions, nothing is rounded. A vote that no one decided for is lost, whatever
its lines say: with no vote at all, two thirds of nothing is no majority.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from workflow.model.polling.poll_rules import (
    ABSTAIN,
    AGAINST,
    FOR,
    NUMBER,
    Consensus,
    Line,
    Share,
    VoteRule,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A vote in numbers. `members` of the body, `entitled` of them; the rest are choices."""

    members: int
    entitled: int
    for_: int = 0
    against: int = 0
    abstaining: int = 0

    @property
    def present(self) -> int:
        """Those who acted."""
        return self.for_ + self.against + self.abstaining


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a count comes to: carried, lost or no_quorum, and why, in sentences."""

    result: str
    words: tuple[str, ...]


def count(choices: Iterable[str], *, members: int, entitled: int) -> Count:
    """Count single choices; a choice that is none of the three counts as present only."""
    cast = list(choices)
    return Count(
        members=members,
        entitled=entitled,
        for_=cast.count(FOR),
        against=cast.count(AGAINST),
        abstaining=cast.count(ABSTAIN),
    )


def tally(rule: VoteRule, counted: Count) -> Tally:
    """Return what *counted* comes to under *rule*."""
    said = [_counted(counted)]
    if rule.quorum is not None:
        met, words = _share(rule, rule.quorum, counted, counted.present)
        said.append(f"Quorum, {words}.")
        if not met:
            return Tally(result="no_quorum", words=(*said, "There was no quorum."))
    lines = [_line(rule, line, counted) for line in rule.carried]
    said += [f"{words[0].upper()}{words[1:]}." for _, words in lines]
    carried = all(met for met, _ in lines) and counted.for_ > 0
    said += _summed(counted, carried=carried)
    return Tally(result="carried" if carried else "lost", words=tuple(said))


def _summed(counted: Count, *, carried: bool) -> Iterator[str]:
    if not counted.for_:
        yield "Nobody voted for it."
    yield "It is carried." if carried else "It is not carried."


def _counted(counted: Count) -> str:
    silent = counted.entitled - counted.present
    body = "" if counted.members == counted.entitled else f", of {counted.members} members"
    return (
        f"{counted.for_} for, {counted.against} against, {counted.abstaining} abstaining; "
        f"{silent} of {counted.entitled} entitled did not vote{body}."
    )


def _line(rule: VoteRule, line: Line, counted: Count) -> tuple[bool, str]:
    if isinstance(line, Consensus):
        met = counted.against <= line.minus
        allowed = f"at most {line.minus} allowed" if line.minus else "none allowed"
        return met, f"{line.text}: {counted.against} against, {allowed}: {_met(met)}"
    return _share(rule, line, counted, counted.for_)


def _share(rule: VoteRule, share: Share, counted: Count, have: int) -> tuple[bool, str]:
    if share.base == NUMBER:
        met = have >= share.part
        return met, f"{share.text}: {have}, {_number(share.part)} needed: {_met(met)}"
    base = _base(rule, share, counted)
    needed = share.part * base
    met = have > needed if share.more else have >= needed
    bound = "more than" if share.more else "at least"
    return met, f"{share.text}: {have} of {base}, {bound} {_number(needed)} needed: {_met(met)}"


def _base(rule: VoteRule, share: Share, counted: Count) -> int:
    cast = counted.for_ + counted.against
    return {
        "cast": cast + (counted.abstaining if rule.abstentions_cast else 0),
        "members": counted.members,
        "entitled": counted.entitled,
        "present": counted.present,
    }[share.base]


def _number(value: Fraction) -> str:
    """A fraction as people write it: `28`, `24 1/2`."""
    whole, rest = divmod(value, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)


def _met(met: bool) -> str:  # noqa: FBT001
    return "reached" if met else "not reached"
