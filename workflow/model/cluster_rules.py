"""Clusters of issues: what a definition says of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A group of issues of one review. `authority`: who in a State answers, in words.

    `turn` is its place where clusters are opened one after another; those without one come last.
    `instruments`: it is opened only where one of them is under review; empty: everywhere.
    """

    name: str
    issues: str
    authority: str = ""
    turn: int | None = None
    instruments: tuple[str, ...] = ()
    basis: str = ""
