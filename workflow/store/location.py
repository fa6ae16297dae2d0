"""Where a store is: the address a person types, read once.

Decisions that live here: a plain path and `sqlite:///path` are a file, `postgresql://…` is a
server, and nothing else is a store. An address is shown without its password, always.
"""

import re
from dataclasses import dataclass

from workflow.errors import Problem, StoreError

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]*)://")
_PASSWORD_OF_A_USER = re.compile(r"(?<=//)([^/?#@:]*):[^/?#]*@")
_PASSWORD_AS_AN_OPTION = re.compile(r"((?:^|[?&])(?:ssl)?password=)[^&]*", re.IGNORECASE)
_KINDS = "a path, sqlite:///path or postgresql://user@host/database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One store's place. `target` is a file's path or what the server's driver takes."""

    dialect: str  # sqlite | postgresql
    target: str
    shown: str  # for people: no password


def location_of(url: str) -> Location:
    """Read *url*.

    Raises:
        StoreError: it names no place where a store can be.
    """
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _file(url, url)
    if scheme[1] == "sqlite":
        return _file(url.removeprefix("sqlite://").removeprefix("/"), url)
    if scheme[1] in {"postgresql", "postgres"}:
        return Location(dialect="postgresql", target=url, shown=without_password(url))
    raise _unreadable(url, f"{scheme[1]!r} is no kind of database a store can be in")


def without_password(url: str) -> str:
    """Return *url* as it may be shown and logged."""
    return _PASSWORD_AS_AN_OPTION.sub(r"\1***", _PASSWORD_OF_A_USER.sub(r"\1:***@", url))


def _file(path: str, url: str) -> Location:
    if not path or ":memory:" in path:
        raise _unreadable(url, "a store is a file; it cannot be in memory")
    return Location(dialect="sqlite", target=path, shown=f"sqlite:///{path}")


def _unreadable(url: str, words: str) -> StoreError:
    return StoreError(
        without_password(url),
        Problem(code="S043", words=words, hint=f"an address is {_KINDS}"),
    )
