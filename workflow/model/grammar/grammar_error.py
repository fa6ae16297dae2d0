"""The one error of the three small grammars: period, target, expression.

It knows a column, not a file: whoever holds the file turns the two into a finding.
"""


class GrammarError(ValueError):
    """A text is not a sentence of its grammar. Its fields cannot be set anew."""

    def __init__(self, message: str, column: int, hint: str) -> None:
        super().__init__(message, column, hint)
        self._fields = (message, column, hint)

    @property
    def message(self) -> str:
        """What is wrong, with the value quoted."""
        return self._fields[0]

    @property
    def column(self) -> int:
        """Where it begins, 1-based."""
        return self._fields[1]

    @property
    def hint(self) -> str:
        """What to write instead."""
        return self._fields[2]

    def __str__(self) -> str:
        return f"column {self.column}: {self.message}\n  hint: {self.hint}"
