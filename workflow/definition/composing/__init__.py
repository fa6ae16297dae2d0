"""Bases, positions and axes: one design out of several, and designs side by side."""
