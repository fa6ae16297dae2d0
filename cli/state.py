"""What the global options said, and the engine they lead to.

Nothing heavy is imported before a command asks for its store.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workflow.config import Settings
    from workflow.service.engine import Engine


@dataclass(slots=True, kw_only=True)
class State:
    """The global options of one call. `form`: json, tsv or None (by where it is printed)."""

    store: str | None = None
    account: str | None = None
    today: str | None = None
    form: str | None = None
    no_color: bool = False
    debug: bool = False
    rehearsal: bool = False
    audience: str = "desk"
    _engine: "Engine | None" = field(default=None)

    def settings(self) -> "Settings":
        """The settings in force; raises UnreadableError for an unreadable project file."""
        from workflow.config import settings

        return settings(store=self.store, account=self.account)

    def engine(self) -> "Engine":
        """The engine on the store that is named; the banner is printed once.

        Raises:
            StoreError: no store is named, or it cannot be opened.
        """
        if self._engine is None:
            from workflow.wiring import build

            self._engine = build(self.settings(), today=self.today)
            self._banner(self._engine)
            click.get_current_context().call_on_close(self.close)
        return self._engine

    def close(self) -> None:
        """Close the store, if one was opened."""
        if self._engine is not None:
            self._engine.store.close()
            self._engine = None

    def _banner(self, engine: "Engine") -> None:
        """One line on standard error: which store, real or rehearsal, for whose eyes."""
        with engine.store.read() as reader:
            meta = reader.meta()
        self.rehearsal = meta.get("nature") == "rehearsal"
        kind = "REHEARSAL · store" if self.rehearsal else "store"
        clock = f" · clock set to {self.today}" if self.today else ""
        click.echo(f"{kind} {meta.get('name', '')} · audience: {self.audience}{clock}", err=True)
