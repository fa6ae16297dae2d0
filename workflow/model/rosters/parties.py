"""Parties: who they are, how they are called, and from when a treaty binds them.

Decisions that live here:

* A party is a party from entry into force, not from deposit: the thirtieth day after the
  deposit, and never before the treaty itself is in force.
* An exact code or name decides; what several parties answer to is an error that lists
  them, and what nobody answers to is an error that names the nearest. Nothing is guessed.
* A roster is sorted by code, so that one list of parties has one canonical form.

Source: United Nations Convention against Transnational Organized Crime, article 38,
paragraphs 1 and 2. For its protocols the same count is `assumed` here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from types import MappingProxyType

from workflow.errors import Problem, UnknownError, near, offering
from workflow.model.rosters.names import alike, fold, forms_of

Aliases = Mapping[str, tuple[str, ...]]
NO_ALIASES: Aliases = MappingProxyType({})

DAYS_TO_FORCE = 30
#: The day each treaty entered into force: the ninetieth day after the fortieth deposit
#: (article 38, paragraph 1). A test counts them out of the shipped roster. `confirmed` by
#: that count for all four; for the protocols the paragraph is `assumed`.
TREATY_IN_FORCE: Mapping[str, date] = MappingProxyType(
    {
        "untoc": date(2003, 9, 29),
        "tip": date(2003, 12, 25),
        "som": date(2004, 1, 28),
        "firearms": date(2005, 7, 3),
    }
)


class UnknownPartyError(UnknownError, ValueError):
    """No party of the roster answers to the text; `near` names those that nearly do."""

    code = "P020"

    def __init__(self, text: str, words: str, nearest: tuple[str, ...], hint: str) -> None:
        self.text = text
        self.near = nearest
        super().__init__("", Problem(code=self.code, words=words, hint=offering(hint, nearest)))


class AmbiguousPartyError(UnknownPartyError):
    """Several parties answer to the text; `near` names them all."""

    code = "P021"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A State or an organisation, under the code that never changes.

    `group` is its regional group, None where it sits in none. `deposits` maps each
    instrument to the date of deposit; an instrument without one is not there.
    """

    code: str
    name: str
    group: str | None = None
    deposits: Mapping[str, date] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All parties there can be, sorted by code, and the instruments they may join."""

    instruments: tuple[str, ...]
    parties: tuple[Party, ...]

    def by_code(self, code: str) -> Party | None:
        """The party with exactly this code, in capitals."""
        return next((party for party in self.parties if party.code == code), None)

    def find(self, text: str, aliases: Aliases = NO_ALIASES) -> Party:
        """Return the party that *text* names: by code, else by name, else by alias.

        Raises:
            UnknownPartyError: nobody answers to it; `near` holds the nearest.
            AmbiguousPartyError: more than one party does; `near` holds them all.
        """
        exact = self.by_code(text.strip().upper())
        if exact:
            return exact
        found = self._named(text) or self._aliased(text, aliases)
        if len(found) == 1:
            return found[0]
        raise _ambiguous(text, found) if found else _unknown(text, self, aliases)

    def last_deposit(self) -> date | None:
        """The date of the latest deposit recorded: the roster is no newer than it shows."""
        return max((day for party in self.parties for day in party.deposits.values()), default=None)

    def parties_to(self, instrument: str, on: date) -> tuple[Party, ...]:
        """The parties for which *instrument* is in force on that day.

        Raises:
            UnknownError: the roster has no such instrument.
        """
        if instrument not in self.instruments:
            words = f"{instrument!r} is not an instrument of this roster"
            hint = near(instrument, self.instruments)
            raise UnknownError("", Problem(code="P022", words=words, hint=hint))
        return tuple(party for party in self.parties if in_force(party, instrument, on))

    def _named(self, text: str) -> list[Party]:
        key = fold(text)
        return [p for p in self.parties if key in {fold(form) for form in forms_of(p.name)}]

    def _aliased(self, text: str, aliases: Aliases) -> list[Party]:
        codes = aliases.get(fold(text), ())
        return [party for party in self.parties if party.code in codes]


def entry_into_force(deposit: date, instrument: str | None = None) -> date:
    """Return the day a treaty enters into force for a party that deposited on *deposit*.

    Without *instrument*, or for one that is not in `TREATY_IN_FORCE`, the day on which the
    treaty itself entered into force is not looked at.
    """
    own = deposit + timedelta(days=DAYS_TO_FORCE)
    return max(own, TREATY_IN_FORCE.get(instrument or "", own))


def force_basis(instrument: str) -> str:
    """Where the count of thirty days comes from, as it is shown beside a date."""
    return "art. 38 para 2" if instrument == "untoc" else "assumed"


def in_force(party: Party, instrument: str, on: date) -> bool:
    """Return whether *instrument* binds *party* on that day; False without a deposit."""
    deposit = party.deposits.get(instrument)
    return deposit is not None and entry_into_force(deposit, instrument) <= on


def twins(party: Party, roster: Roster) -> tuple[Party, ...]:
    """The parties whose names are easily taken for this one's, by name."""
    others = (other for other in roster.parties if other.code != party.code)
    return by_name(other for other in others if alike(party.name, other.name))


def by_name(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Sorted by name, accents ignored; by code where two names are one."""
    return tuple(sorted(parties, key=lambda party: (fold(party.name), party.code)))


def roster_to_data(roster: Roster) -> dict[str, object]:
    """Return plain data for the log: lists, strings and None; dates as ISO texts."""
    return {
        "instruments": list(roster.instruments),
        "parties": [party_to_data(party) for party in roster.parties],
    }


def party_to_data(party: Party) -> dict[str, object]:
    """Return one party as plain data."""
    deposits = {name: day.isoformat() for name, day in sorted(party.deposits.items())}
    return {"code": party.code, "name": party.name, "group": party.group, "deposits": deposits}


def roster_from_data(data: Mapping[str, object]) -> Roster:
    """Return the roster that `roster_to_data` made the data of.

    Raises:
        ValueError: the data have another shape.
    """
    match data:
        case {"instruments": [*instruments], "parties": [*parties]}:
            return Roster(
                instruments=tuple(str(name) for name in instruments),
                parties=tuple(party_from_data(party) for party in parties),
            )
        case _:
            raise ValueError("a roster is {'instruments': [...], 'parties': [...]}")


def party_from_data(data: object) -> Party:
    """Return the party that `party_to_data` made the data of.

    Raises:
        ValueError: the data have another shape.
    """
    match data:
        case {"code": str(code), "name": str(name), "group": group, "deposits": Mapping() as days}:
            deposits = {str(key): date.fromisoformat(str(day)) for key, day in days.items()}
            return Party(
                code=code,
                name=name,
                group=None if group is None else str(group),
                deposits=deposits,
            )
        case _:
            raise ValueError(f"a party is a code, a name, a group and deposits, not {data!r}")


def _ambiguous(text: str, found: Sequence[Party]) -> AmbiguousPartyError:
    names = tuple(str(party) for party in by_name(found))
    words = f"{text.strip()!r} may be {' or '.join(names)}"
    return AmbiguousPartyError(text, words, names, "write the code")


def _unknown(text: str, roster: Roster, aliases: Aliases) -> UnknownPartyError:
    names = nearest(text, roster, aliases)
    close = f"did you mean {' or '.join(names)}?" if names else ""
    hint = close or "write the code, or a name of the roster: 'peer-review party list'"
    return UnknownPartyError(text, f"no party is called {text.strip()!r}", names, hint)


def nearest(text: str, roster: Roster, aliases: Aliases = NO_ALIASES) -> tuple[str, ...]:
    """At most three parties whose code, name or alias is near to *text*, nearest first."""
    spoken: dict[str, Party] = {}
    for party in roster.parties:
        keys = [party.code.casefold(), *(fold(form) for form in forms_of(party.name))]
        keys += [alias for alias, codes in aliases.items() if party.code in codes]
        spoken.update(dict.fromkeys(keys, party))
    close = get_close_matches(fold(text), spoken, n=6, cutoff=0.7)
    return tuple(dict.fromkeys(str(spoken[key]) for key in close))[:3]
