"""A log's keys, one after the other: which of them sign checkpoints of which size.

Decisions that live here: a key is changed by an entry that names the old one and the new one, and
the checkpoint that covers this entry is signed by both; before it the old key signs, after it the
new one. Whoever knows any key of the chain can check the whole log: older checkpoints are covered
by later ones, and each newer key is vouched for by the key before it.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from workflow.audit.note import Verifier


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """Entry `seq` puts the key `new` in the place of `old`."""

    seq: int
    old: Verifier
    new: Verifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The key that was given, and the changes of a chain it belongs to.

    `loose` are changes of a key that was not in force. Without a chain every checkpoint is to
    be signed by the given key.
    """

    given: Verifier
    changes: tuple[KeyChange, ...] = ()
    loose: tuple[int, ...] = ()

    def of(self, size: object) -> tuple[Verifier, ...]:
        """The keys that sign a checkpoint of that size: two where the key is changed."""
        if not self.changes or type(size) is not int:
            return (self.given,)
        before = [change for change in self.changes if change.seq < size]
        if not before:
            return (self.changes[0].old,)
        last = before[-1]
        return (last.old, last.new) if last.seq == size - 1 else (last.new,)

    def unsigned(self, both: Set[int]) -> Iterator[tuple[int, str]]:
        """The entry of each change that the key before did not sign, and what is wrong with it.

        Args:
            both: the sizes of checkpoints that two keys were found to have signed.
        """
        for one in self.changes:
            if one.seq + 1 not in both:
                size = one.seq + 1
                yield (
                    one.seq,
                    f"entry {one.seq} changes the log's key, and no checkpoint of size {size} is "
                    "signed by both",
                )
        for seq in self.loose:
            yield seq, f"entry {seq} changes a key that was not the log's then"

    def every(self) -> tuple[Verifier, ...]:
        """Every key of the chain, the given one first."""
        chain = (self.given, *(key for one in self.changes for key in (one.old, one.new)))
        return tuple({key.vkey: key for key in chain}.values())


def keys_of(given: Verifier, changes: Iterable[KeyChange]) -> Keys:
    """The keys of a log whose entries say *changes*; they count if *given* is one of the chain."""
    chain: list[KeyChange] = []
    loose: list[int] = []
    for change in sorted(changes, key=lambda one: one.seq):
        if chain and change.old.vkey != chain[-1].new.vkey:
            loose.append(change.seq)
        else:
            chain.append(change)
    known = {key.vkey for one in chain for key in (one.old, one.new)}
    if given.vkey not in known:
        return Keys(given=given)
    return Keys(given=given, changes=tuple(chain), loose=tuple(loose))
