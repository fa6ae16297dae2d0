"""What comes with an event may be brought by a role that may do it."""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found, Path
from workflow.definition.sentences import Sentences

#: Of a fact and of a document, the key that says whose it is.
_WHOSE = {"facts": "by", "documents": "from"}


def brought(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find events with which comes what none of their roles may bring."""
    whose = {
        row.name: (key, tuple(role for _, role in row.lines(key)))
        for section, key in _WHOSE.items()
        for row in draft.rows(section)
    }
    for event in draft.events():
        doers = tuple(role for _, role in event.lines("by"))
        for path, name in event.lines("with"):
            key, owners = whose.get(name, ("", ()))
            if doers and owners and not set(doers) & set(owners):
                yield _never(event, path, (name, key), (doers, owners))


def _never(
    event: Place, path: Path, what: tuple[str, str], roles: tuple[tuple[str, ...], ...]
) -> Found:
    (name, key), (doers, owners) = what, roles
    verb = "recorded" if key == "by" else "handed in"
    message = (
        f"{event.name!r} can never happen: {name!r} is {verb} by {' or '.join(owners)}, "
        f"not by {' or '.join(doers)}"
    )
    return Found("D403", path, message, f"let one role stand in both: {key!r} of {name!r}")
