"""Eksempelby: a fictional municipality with people and cases, drawn from a seed number.

For the demo, the tests and the benchmarks. Nobody in it exists: CPR numbers lie outside the range
that is given to people, the postcode is 0000, and streets and offers are invented. Two units: one
works by Copenhagen's standards, one by Vejen's.

Doors: `draw.draw` gives cases as a stream, and `draw.drawn` a single one; `load.load_users` and
`load.load_cases` store them. The rest: `people`, `users`; `lives` are the ways that cases go, told
by `tale` with the words of `stories` (`stories/*.toml`); `nine` are the appeals board's cases.
"""
