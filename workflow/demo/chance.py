"""Chance that comes out the same on every machine: numbers out of SHA-256 of a seed.

Only for rehearsals: ids and salts made here can be guessed by whoever knows the seed, which
is why they never stand in a real store.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Chance:
    """A row of numbers that depends on `seed` alone. Each question takes the next number."""

    seed: str
    _asked: int = 0

    def bytes(self) -> bytes:
        """Return the next 32 bytes."""
        self._asked += 1
        return hashlib.sha256(f"{self.seed}:{self._asked}".encode()).digest()

    def token(self) -> str:
        """Return the next 32 hexadecimal digits."""
        return self.bytes().hex()[:32]

    def between(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int.from_bytes(self.bytes()) % (high - low + 1)

    def happens(self, percent: int) -> bool:
        """Return whether something happens that happens in *percent* of a hundred cases."""
        return self.between(1, 100) <= percent

    def pick(self, some: Sequence[T]) -> T:
        """Return one of *some*, which is not empty."""
        return some[self.between(0, len(some) - 1)]

    def shuffled(self, some: Sequence[T]) -> list[T]:
        """Return *some* in another order."""
        left = list(some)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(len(left))]
