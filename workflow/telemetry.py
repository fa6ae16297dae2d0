"""Telemetry: one line after each write, on standard error, key and value.

Events are `noun.past_participle`; facts are keys. Never a name, an address or a comment of
a person: the audit log is the place with rules for those. structlog is loaded when the
first line is told, so that a silent command does not pay for it.
"""

import sys
from collections.abc import Callable


def teller(level: str | None) -> Callable[..., None]:
    """Return what tells one line at *level* (debug, info, warning) or more; None: nobody."""
    if level is None:
        return lambda _event, **_facts: None
    return _Teller(level)


class _Teller:
    """Tells through structlog, configured at the first line."""

    def __init__(self, level: str) -> None:
        self._level = level
        self._log: object | None = None

    def __call__(self, event: str, /, **facts: object) -> None:
        import structlog

        if self._log is None:
            configure(self._level)
            self._log = structlog.get_logger()
        known = {key: value for key, value in facts.items() if value is not None}
        log = structlog.get_logger()
        (log.warning if event.endswith("failed") else log.info)(event, **known)


def configure(level: str) -> None:
    """Send structlog's lines at *level* or more to standard error, as JSON off a terminal."""
    import structlog

    terminal = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
