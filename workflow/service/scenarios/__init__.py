"""Scenarios: designs tried on invented reviews, through the same services."""
