"""Mechanisms nobody had seen: written from the manual alone."""
