"""A definition as a picture: text, SVG, Mermaid."""
