"""The database: the event log with its chain, summaries for lists, drafts, documents.

The one room, `kompas.accounts` aside, that knows Django's ORM and SQL. The doors:

- `settings` and `postgres`: where the database is, and the one that Kompas brings itself;
- `log`: append and load events, as known and as valid on a day, erase;
- `verify` and `heads`: is the chain whole, and was its end cut off;
- `summaries`: one row for each case, lists and search;
- `drafts`, `documents`: what is being typed, and files;
- `access`: under whose eyes a transaction runs, and the log of who looked at what;
- `bulk`: many cases at once, and the summaries made again;
- `health`: what is wrong with an installation, in words.
"""
