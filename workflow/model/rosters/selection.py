"""Selections: which parties a command speaks of.

    ALL                 every party that qualifies
    MEX,Norway          codes or names; a name with a comma in quotation marks
    sample:10:2027      ten of those that qualify, the same ten for the same seed
    (a file)            one party on each line; what follows # is not read

Decisions that live here:

* A sample is no draw of lots. It orders the parties by the SHA-256 of `seed:CODE` and
  takes the first, so that anybody can make it again with any tool, on any machine.
* ALL and a sample pass over who does not qualify; a party that is named and does not
  qualify is an error with its reason.
* All errors are found at once, and nothing is selected while there is one.
* The result is in the order of names.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from workflow.errors import Problem, UnreadableError
from workflow.model.rosters.parties import (
    NO_ALIASES,
    Aliases,
    Party,
    Roster,
    UnknownPartyError,
    by_name,
)

#: Says why a party does not qualify ("is no party to the Convention"); None if it does.
WhyNot = Callable[[Party], str | None]
_SAMPLE_HINT = "write it like 'sample:10:2027': how many, and a seed of your choice"
_MOST = 9999


class SelectionError(UnreadableError, ValueError):
    """A selection cannot be read or made; `problems` names every reason."""


@dataclass(frozen=True, slots=True)
class All:
    """Every party that qualifies."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One party as typed, and its 1-based line if it stood in a file."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Parties by code or name, as typed."""

    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A number of parties, chosen by a seed."""

    count: int
    seed: str


Selection = All | Named | Sample


def everybody(party: Party) -> str | None:
    """The `WhyNot` to which every party qualifies."""
    del party
    return None


def parse_selection(text: str, *, file_text: str | None = None) -> Selection:
    """Read a selection.

    Args:
        text: what was typed; the name of the file, if *file_text* is given.
        file_text: the content of a file with one party on each line.

    Raises:
        SelectionError: it is none.
    """
    if file_text is not None:
        return _from_file(text, file_text)
    plain = text.strip()
    if plain.casefold() == "all":
        return All()
    if plain.casefold().startswith("sample:") or plain.casefold() == "sample":
        return _sample(plain)
    wanted = _listed(plain)
    if not wanted:
        hint = "write ALL, codes or names with commas between, or sample:N:SEED"
        raise _error("P030", "no party is named", hint)
    return Named(wanted)


def select(
    selection: Selection,
    roster: Roster,
    *,
    aliases: Aliases = NO_ALIASES,
    why_not: WhyNot = everybody,
) -> tuple[Party, ...]:
    """Return the parties selected, by name.

    Raises:
        SelectionError: somebody is unknown, ambiguous, named twice or does not qualify, or
            there are too few for the sample; every problem is named.
    """
    match selection:
        case Named():
            return _named(selection, roster, aliases, why_not)
        case All():
            return _candidates(roster, why_not)
        case Sample():
            return _sampled(selection, _candidates(roster, why_not))
        case _:
            assert_never(selection)


def _sample(text: str) -> Sample:
    found = re.fullmatch(r"sample:([1-9][0-9]{0,3}):(\S+)", text, re.IGNORECASE)
    if not found:
        words = f"{text!r} is not a sample of 1 to {_MOST} parties with a seed"
        raise _error("P031", words, _SAMPLE_HINT)
    return Sample(int(found[1]), found[2])


def _listed(text: str) -> tuple[Wanted, ...]:
    try:
        rows = list(csv.reader([text], skipinitialspace=True, strict=True))
    except csv.Error as error:
        hint = "close each quotation mark"
        raise _error("P036", f"{text!r} cannot be read: {error}", hint) from error
    return tuple(Wanted(cell.strip()) for row in rows for cell in row if cell.strip())


def _from_file(name: str, text: str) -> Named:
    lines = text.removeprefix("\ufeff").splitlines()
    named = ((n, line.partition("#")[0].strip()) for n, line in enumerate(lines, start=1))
    wanted = tuple(Wanted(party, n) for n, party in named if party)
    if not wanted:
        raise _error("P030", f"the file {name!r} names no party", "write one party on each line")
    return Named(wanted)


def _candidates(roster: Roster, why_not: WhyNot) -> tuple[Party, ...]:
    candidates = by_name(party for party in roster.parties if why_not(party) is None)
    if not candidates:
        reasons = sorted({why_not(party) or "" for party in roster.parties})
        why = f": each {' or '.join(reasons)}" if 0 < len(reasons) <= 3 else ""
        raise _error("P032", f"no party of the roster qualifies{why}")
    return candidates


def _sampled(sample: Sample, candidates: tuple[Party, ...]) -> tuple[Party, ...]:
    if sample.count > len(candidates):
        words = f"a sample of {sample.count} was asked for, but {len(candidates)} parties qualify"
        raise _error("P033", words, f"ask for at most {len(candidates)}, or write ALL")
    ordered = sorted(candidates, key=lambda party: sample_key(sample.seed, party.code))
    return by_name(ordered[: sample.count])


def sample_key(seed: str, code: str) -> str:
    """What a sample is ordered by: `sha256("seed:CODE")` in hexadecimal, of UTF-8."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def _named(
    selection: Named, roster: Roster, aliases: Aliases, why_not: WhyNot
) -> tuple[Party, ...]:
    first: dict[str, Wanted] = {}
    problems: list[Problem] = []
    for wanted in selection.wanted:
        try:
            party = roster.find(wanted.text, aliases)
        except UnknownPartyError as error:
            problems += [_at(wanted, problem) for problem in error.problems]
            continue
        problems += _objections(wanted, party, first.get(party.code), why_not(party))
        first.setdefault(party.code, wanted)
    if problems:
        raise SelectionError("", problems)
    return by_name(party for party in roster.parties if party.code in first)


def _objections(
    wanted: Wanted, party: Party, before: Wanted | None, reason: str | None
) -> Iterator[Problem]:
    """Why a party that was found cannot be taken as typed."""
    if before is not None:
        place = f" on line {before.line}" if before.line else ""
        words = f"{party} is named twice: {wanted.text!r} and {before.text!r}{place}"
        yield _at(wanted, Problem(code="P034", words=words, hint="leave one of the two"))
    elif reason is not None:
        yield _at(wanted, Problem(code="P035", words=f"{party} {reason}"))


def _at(wanted: Wanted, problem: Problem) -> Problem:
    """The problem, with the line of the file in front."""
    if wanted.line is None:
        return problem
    words = f"line {wanted.line}: {problem.words}"
    return Problem(code=problem.code, words=words, basis=problem.basis, hint=problem.hint)


def _error(code: str, words: str, hint: str = "") -> SelectionError:
    return SelectionError("", Problem(code=code, words=words, hint=hint))
