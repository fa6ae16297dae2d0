"""A clerk's desk: one store, and commands typed into the program as a person types them."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from click.testing import CliRunner

from cli.main import root

BANNER = "REHEARSAL · store desk · audience: desk\n"
DAY = "2027-01-04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, object]:
        """Standard output as JSON."""
        return cast(dict[str, object], json.loads(self.out))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A folder with a store in it; `day` is the rehearsal's clock, None the machine's."""

    folder: Path
    day: str | None = DAY

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.folder / "desk.db"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the program finds in its environment."""
        return {
            "PEER_REVIEW_STORE": str(self.store),
            "PEER_REVIEW_KEYS": str(self.folder / "keys"),
            "PEER_REVIEW_ACCOUNT": "clerk",
            "COLUMNS": "100",
        }

    def type(self, *words: str, on: str | None = None, given: str | bytes | None = None) -> Typed:
        """Type one command on the day *on*; *given* is its standard input."""
        day = on or self.day
        clock = ("--today", day) if day else ()
        done = CliRunner(env=self.environment).invoke(root, [*clock, *words], input=given)
        return Typed(code=done.exit_code, out=done.stdout, err=done.stderr)

    def ok(self, *words: str, on: str | None = None) -> Typed:
        """Type a command that must succeed."""
        typed = self.type(*words, on=on)
        assert typed.code == 0, typed
        return typed

    def copy_to(self, folder: Path) -> "Desk":
        """The same desk in another folder."""
        shutil.copytree(self.folder, folder)
        return Desk(folder=folder, day=self.day)


def banner(day: str = DAY) -> str:
    """The line every command on the rehearsal store begins with."""
    return f"REHEARSAL · store desk · audience: desk · clock set to {day}\n"


def record(review: str, event: str, actor: str, role: str, *more: str) -> tuple[str, ...]:
    """The words that record an event."""
    return ("review", "record", review, event, "--as", actor, "--role", role, *more)
