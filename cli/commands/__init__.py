"""One module for each noun; imported when its command is called, not before."""
