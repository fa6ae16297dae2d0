"""Tracks: for which instrument and which reviewing party a chart instance is there.

Decisions that live here:

* Inside an instance `per: reviewer` the roles of reviewing parties, and of persons of theirs,
  are held by the party that is the instance's key alone. `reviewer` means that party.
* Inside an instance `per: instrument` they are held by those alone that serve the instrument:
  parties to it on the day asked for, and whoever was bound for it.
* `serves` of a binding is `instrument=day` items: from that day on the holder is a party to
  the instrument. A holder of no party is not limited.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.model.definition import Definition
from workflow.model.rows.records import BindingRow
from workflow.model.working import Working

#: The role that the language gives to a chart of reviewers: the party of that very track.
REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Track:
    """What an instance is there for: the keys of the instances around it, and its own."""

    instrument: str | None = None
    reviewer: str | None = None


def track_of(work: Working, instance: str | None) -> Track:
    """The track *instance* lies in; neither instrument nor reviewer outside of tracks."""
    if instance is None:
        return Track()
    keys: dict[str, str | None] = {}
    for place in work.ancestry(instance):
        row = work.instances()[place]
        keys.setdefault(work.definition.charts[row.chart].per, row.key)
    return Track(keys.get("instrument"), keys.get("reviewer"))


def reviews(definition: Definition, role: str) -> bool:
    """Whether *role* is one of reviewing parties, or of persons of theirs."""
    found = definition.roles.get(role)
    if found is None:
        return False
    if found.kind == "person" and found.of is not None:
        return reviews(definition, found.of)
    return found.kind == "reviewing_parties"


def reviewing_roles(definition: Definition) -> tuple[str, ...]:
    """The roles of reviewing parties themselves."""
    kinds = definition.roles.items()
    return tuple(name for name, role in kinds if role.kind == "reviewing_parties")


def serves(binding: BindingRow, instrument: str, on: str) -> bool:
    """Whether a holder counts for *instrument* on the day *on*."""
    if binding.party is None:
        return True
    items = dict(item.split("=") for item in binding.serves)
    return items.get(instrument, "9999") <= on


def is_own(work: Working, binding: BindingRow, role: str, track: Track, on: str) -> bool:
    """Whether *binding* may hold *role* inside *track*."""
    if not reviews(work.definition, role):
        return True
    if track.reviewer is not None:
        return track.reviewer in (binding.party, binding.actor)
    if track.instrument is None:
        return True
    if work.definition.roles[role].kind == "person":
        serving = _reviewing(work, on)
        return any(b.party == binding.party and serves(b, track.instrument, on) for b in serving)
    return serves(binding, track.instrument, on)


def _reviewing(work: Working, on: str) -> Iterator[BindingRow]:
    roles = reviewing_roles(work.definition)
    for binding in work.bindings():
        ended = binding.until_on is not None and binding.until_on <= on
        if binding.role in roles and binding.from_on <= on and not ended:
            yield binding
