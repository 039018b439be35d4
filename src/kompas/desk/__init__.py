"""The desk: the screens on which caseworkers, the panel, leaders, auditors and administrators work.

Server-rendered pages over `kompas.processes`. Where things are:

- `routes`: every page, with who may open it: one table, held by a guard and by a test;
- `screens`: one module for each screen;
- `templates`: the pages (Jinja); `templates/parts`: what pages are put together from;
- `static/desk`: style sheets and a script of single pages.

What it shares with other front ends is in `kompas.web`.
"""
