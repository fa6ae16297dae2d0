"""Entries, the rows they lead to, and how the one folds into the other."""
