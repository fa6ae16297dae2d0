"""A value of a definition as a person reads it, in a line."""

from collections.abc import Mapping


def words(value: object) -> str:
    """A value as a person reads it: lists with commas, tables as `key value; key value`."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(words(item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {words(item)}" for key, item in value.items())
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
