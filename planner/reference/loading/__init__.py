"""Reference files into reference rows: everything or nothing, and a fault by file, row and column."""
