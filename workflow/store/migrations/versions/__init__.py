"""The tables of every release, and the way from each to the next."""
