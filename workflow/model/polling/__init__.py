"""Votes and silences, counted from single acts."""
