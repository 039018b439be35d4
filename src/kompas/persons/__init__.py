"""The people whom cases are about: what is known of each, from when, and who told it.

A person is the fold of entries that are only ever added (`entries`, `person`); a row is kept for
looking up (`rows`). Doors: `person_log` adds and loads entries, `lookup` finds people and their
cases, `cpr_register` asks another register what it knows.
"""
