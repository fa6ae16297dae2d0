"""Text → definition: reading, checking, drawing. The only room with ruamel.yaml and pydantic."""
