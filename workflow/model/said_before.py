"""What an entry said, as the command that said it: to be given again, or judged again."""

from typing import cast

from workflow.model.commands import Handed, Record, Said
from workflow.model.rows.entry import Entry


def said_before(entry: Entry) -> Record:
    """The command an entry recorded, to be given again with some of it changed."""
    documents = cast(list[dict[str, object]], entry.data.get("documents") or [])
    facts = cast(list[dict[str, object]], entry.data.get("facts") or [])
    return Record(
        instance=entry.instance or "",
        event=str(entry.data.get("event")),
        actor=entry.actor,
        role=entry.role or "",
        dated=str(entry.data.get("dated")),
        received=str(entry.data.get("received")),
        received_at=cast(str | None, entry.data.get("received_at")),
        choice=cast(str | None, entry.data.get("choice")),
        agreed=cast(str | None, entry.data.get("agreed")),
        started=cast(str | None, entry.data.get("started")),
        documents=tuple(
            Handed(
                name=str(d["name"]),
                digest=str(d["digest"]),
                sections=tuple(cast(list[str], d["sections"])),
                language=cast(str | None, d.get("language")),
                length=cast(int | None, d.get("length")),
            )
            for d in documents
        ),
        facts=tuple(
            Said(name=str(f["name"]), value=str(f["value"]), secret=bool(f["secret"]))
            for f in facts
        ),
    )
