"""`peer-review audit`: verify the log, show an entry, hand out a checkpoint."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cli.lazy import LazyGroup
from cli.numbers import Whole
from cli.output import one_line, show_json, wants_json
from cli.state import State
from workflow.errors import LogError

if TYPE_CHECKING:
    from workflow.service.auditing import Shown, Verification


_MORE = {
    "rotate-key": ("cli.commands.audit_rotate:rotate_key", "A new key signs the log from now on."),
}


@click.group(cls=LazyGroup, lazy=_MORE)
def audit() -> None:
    """Verify the log, show an entry, hand out a checkpoint."""


@audit.command("verify")
@click.option("--kept", metavar="FILE", help="A checkpoint that was kept outside this machine.")
@click.option("--key", "vkey", metavar="VKEY", help="The published verifier key, or a file of it.")
@click.pass_obj
def verify(state: State, /, *, kept: str | None, vkey: str | None) -> int:
    """Check the log, the tables and the rules; say first what was not checked. Exit 6 if not sound.

    \b
    Examples:
      peer-review audit verify
      peer-review audit verify --kept checkpoint.txt --key vkey.txt
    """
    from cli.files import filled_text
    from workflow.service import auditing

    note = filled_text(kept) if kept else None
    key = filled_text(vkey) if vkey and "+" not in vkey else vkey
    found = auditing.verify(state.engine(), vkey=key, kept=note)
    if wants_json(state):
        show_json(state, _data(found))
    else:
        for line in _lines(found):
            click.echo(line)
    return 0 if found.sound else LogError.exit_code


def _lines(found: "Verification") -> list[str]:
    wrong = _found(found)
    last = found.log.last_checkpoint
    rules = found.rules
    signed = f", the last of size {last.size}" if last else ""
    return [
        "not checked:",
        *(f"  - {sentence}" for sentence in found.not_checked),
        "checked:",
        f"  log: {found.log.size} entries, {found.log.checkpoints} signed checkpoints{signed}",
        f"  root: {found.log.root or 'none, entries are missing'}",
        *(f"  key: changed by entry {seq}" for seq in found.key_changes),
        f"  rules: {rules.decided} acts decided again, {rules.corrections} corrections, "
        f"{rules.overrides} outside the rules by decision",
        f"  values behind commitments: {found.erased} erased",
        *(["found:", *(f"  - {words}" for words in wrong)] if wrong else []),
        _verdict(found, len(wrong) + found.log.more),
    ]


def _verdict(found: "Verification", count: int) -> str:
    if found.sound:
        return "the log verifies, and the tables are what it says"
    return f"NOT SOUND: {count} finding{'' if count == 1 else 's'}"


def _found(found: "Verification") -> list[str]:
    more = [f"and {found.log.more} more like these"] if found.log.more else []
    return [
        *map(str, found.log.findings),
        *more,
        *([found.unreadable] if found.unreadable else []),
        *map(str, found.tables),
        *found.secrets,
        *_deviations(found),
    ]


def _deviations(found: "Verification") -> list[str]:
    return [f"{one.review}, entry {one.seq}: {one.words}" for one in found.rules.deviations]


def _data(found: "Verification") -> dict[str, object]:
    last = found.log.last_checkpoint
    return {
        "sound": found.sound,
        "not_checked": list(found.not_checked),
        "entries": found.log.size,
        "root": found.log.root,
        "checkpoints": found.log.checkpoints,
        "last_checkpoint": last.size if last else None,
        "decided": found.rules.decided,
        "corrections": found.rules.corrections,
        "overrides": found.rules.overrides,
        "erased": found.erased,
        "key_changes": list(found.key_changes),
        "findings": [asdict(one) for one in found.log.findings],
        "more": found.log.more,
        "unreadable": found.unreadable,
        "tables": [asdict(one) for one in found.tables],
        "values": found.secrets,
        "rules": _deviations(found),
    }


@audit.command("show")
@click.argument("seq", type=Whole(min=0, max=2**62))
@click.pass_obj
def show(state: State, /, *, seq: int) -> None:
    """Show one entry as it is stored, its leaf, and the clear values behind its commitments.

    \b
    Example:
      peer-review audit show 12
    """
    from workflow.service import auditing

    shown = auditing.show_entry(state.engine(), seq)
    if wants_json(state):
        entry = json.loads(shown.raw)
        show_json(state, {"entry": entry, "leaf": shown.leaf, "clear": shown.clear})
        return
    _show(shown)


def _show(shown: "Shown") -> None:
    entry = json.dumps(json.loads(shown.raw), ensure_ascii=False, indent=2)
    click.echo(entry)
    click.echo(f"leaf {shown.leaf}")
    for commitment, value in shown.clear.items():
        click.echo(f"{commitment[:23]}… is {one_line(value)}")


@audit.command("checkpoint")
@click.pass_obj
def checkpoint(state: State, /) -> None:
    """Print the newest signed checkpoint, to be kept outside this machine.

    \b
    Example:
      peer-review audit checkpoint > checkpoint.txt
    """
    from workflow.service import auditing

    note = auditing.checkpoint(state.engine())
    if wants_json(state):
        show_json(state, {"checkpoint": note})
        return
    click.echo(note, nl=not note.endswith("\n"))
