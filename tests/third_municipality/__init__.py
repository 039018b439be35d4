"""A fictional municipality, unlike the shipped ones, written as data alone.

The TOML files here are laid over a copy of the shipped norms: a file that is there already gets the
words added at its end, as a jurist would add them; any other is new.
"""
