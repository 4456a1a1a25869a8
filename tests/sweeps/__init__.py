"""A package, so that fixtures of that scope end with it: no other test meets the world made here."""
