"""The shape of a file, as pydantic models and as JSON Schema."""
