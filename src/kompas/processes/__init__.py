"""What is done in Kompas: load, ask the core, store with its trace.

`act` is the one door for every change of a case; `judging` makes a draft whole, judges it and
judges an old decision again.
"""
