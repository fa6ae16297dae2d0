"""Canonical data to a `Definition`, with the standard library alone."""
