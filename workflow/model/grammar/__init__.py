"""The small grammars: periods, windows, conditions, targets; total, closed, with exact columns."""
