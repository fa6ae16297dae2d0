"""What opening a cycle asks beside its parties: who decided, who is burdened twice, how many run.

Decisions that live here: a real store runs what the Conference adopted; a review of the same
party that is still open is an overlap, whichever cycle and design it is of, and a warning, never
in the way; a cap counts every open review of the store, and there is none unless it is given. All
three are the house's rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from workflow.errors import Problem
from workflow.model.definition import Definition
from workflow.model.rosters.parties import Party
from workflow.model.rows.records import ReviewRow
from workflow.store import Reader

_OVERLAP = "[inspired by C 9 31]"
_CAP = "inspired by C 22"
_AUTHORITY = "inspired by C 8"


def adopted(definition: Definition, data: Mapping[str, object]) -> Iterator[Problem]:
    """What a real store asks of a definition, *data* as written: who adopted it, by which decision.

    Source: most responding States, the authority and guidance of the Conference [8].
    """
    house = "house rule: definition"
    if definition.status != "active":
        yield Problem(
            code="S022",
            words=f"{house} {definition.name!r} has status {definition.status!r}; only one that "
            "the Conference adopted runs in a real store",
            basis=_AUTHORITY,
            hint="rehearse it: peer-review store init --rehearsal",
        )
    elif not data.get("decision"):
        yield Problem(
            code="S027",
            words=f"{house} {definition.name!r} names no decision of the Conference",
            basis=_AUTHORITY,
            hint="decision: REFERENCE in the definition",
        )


def overlaps(
    reader: Reader, parties: Sequence[Party], before: Mapping[str, str]
) -> tuple[str, ...]:
    """A line for each party that has another review open, by name of party as given.

    *before*: by code, the review that the new one follows; where that is still open, the line says
    so and calls it no overlap.

    Source: China, overlapping reviews avoided [9]; Netherlands, no duplicate mechanisms [31].
    """
    found: dict[str, list[ReviewRow]] = {}
    for row in _open(reader):
        found.setdefault(row.party or "", []).append(row)
    return tuple(
        words
        for party in parties
        for words in _overlap(party, found.get(party.code, []), before.get(party.code))
    )


def _overlap(party: Party, open_now: Sequence[ReviewRow], follows: str | None) -> Iterator[str]:
    others = [row for row in open_now if row.id != follows]
    if others:
        yield (
            f"house rule: {party.name} is under review already, {_told(others)}; "
            f"overlapping reviews are avoided {_OVERLAP}"
        )
    if len(others) < len(open_now):
        yield f"{party.name}: {follows}, which this review follows, is still open"


def _told(rows: Sequence[ReviewRow]) -> str:
    return ", ".join(f"{row.id} since {row.launched_on}" for row in rows)


def over_cap(reader: Reader, parties: Sequence[Party], cap: int | None) -> Iterator[Problem]:
    """The problem that more reviews than *cap* would be open at once.

    Source: Japan, within existing resources [22].
    """
    if cap is None:
        return
    now = len(_open(reader))
    if now + len(parties) > cap:
        yield Problem(
            code="S028",
            words=f"house rule: at most {cap} reviews run at once; {now} are open, "
            f"and {len(parties)} would be added",
            basis=_CAP,
            hint="select fewer, or close reviews first",
        )


def _open(reader: Reader) -> list[ReviewRow]:
    return cast(list[ReviewRow], reader.rows("review", status="open"))
