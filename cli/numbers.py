"""Numbers as typed: the digits 0 to 9, which every reader takes for the same number."""

import re

import click

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,19}(\.[0-9]{1,9})?")


class Whole(click.IntRange):
    """Click's own range, which by itself takes digits of every script, `1_000` and blanks."""

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number; a UsageError says what was typed."""
        if isinstance(value, str) and not _WHOLE.fullmatch(value):
            self.fail(f"{value!r} is no whole number: write the digits 0 to 9", param, ctx)
        return super().convert(value, param, ctx)  # type: ignore[arg-type]  # it takes both


class Decimal(click.FloatRange):
    """Click's own range, which by itself takes `nan`, `1e5` and digits of every script."""

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; a UsageError says what was typed."""
        if isinstance(value, str) and not _DECIMAL.fullmatch(value):
            self.fail(f"{value!r} is no number: write the digits 0 to 9 and a point", param, ctx)
        return super().convert(value, param, ctx)  # type: ignore[arg-type]  # it takes both
