"""What became of open places: the alternative that stands is one that was proposed, by then."""

from collections.abc import Iterator

from workflow.definition.draft import Draft
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import near


def lifted(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find lifted brackets of which nothing stands, or that are lifted in a version to come."""
    version = draft.data.get("version")
    for place in draft.rows("lifted"):
        chosen, known = str(place["chosen"]), tuple(place.row.row("alternatives").data)
        if chosen not in known and not draft.touched((*place.path, "alternatives")):
            message = f"[{chosen}] stands in {place.name!r}, and is none of its alternatives"
            yield Found("D431", (*place.path, "chosen"), message, near(chosen, known))
        since = place["in"]
        if isinstance(since, int) and isinstance(version, int) and since > version:
            message = f"{place.name!r} was lifted in version {since}; this is version {version}"
            hint = "'in' is the version of this design in which it first stands"
            yield Found("D431", (*place.path, "in"), message, hint)
