"""Use cases: one function, one transaction, one telemetry line after it."""
