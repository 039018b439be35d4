"""Users, roles and units, and the one predicate for who may see which case."""
