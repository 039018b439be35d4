"""What is done in Kompas: load, ask the core, store with its trace.

- `act`: the one door for every change of a case;
- `letters`, `filing`: a letter or a file comes into a case, and is recorded;
- `reading`: lists, search, a case as it is and as it was, an old decision judged again;
- `export`, `looks`: what is handed over, and what the citizen is told of who looked;
- `erasing`: what may go, goes;
- `judging`, `may`: a draft made whole and judged; who may do what.
"""
