"""The database: the event log with its chain, summaries for lists, drafts, documents.

The one room, `kompas.accounts` aside, that knows Django's ORM and SQL. `setup()` first; then the
doors:

- `log`: append and load events, as known on a day, erase;
- `access`: under whose eyes a transaction runs, and the log of who looked at what;
- `case_rows`: what lists and search read of a case, made from its events and written with them;
- `summaries`, `search`, `worklists`: lists of cases; search; what there is to do, thing by thing;
- `drafts`, `documents`: what is being typed, and files;
- `verify`, `heads`: is every chain whole, do the rows for lists agree, was an end cut off;
- `bulk`: many cases at once, and all summaries made again;
- `health`: what is wrong with an installation, in words;
- `fictional`: the folders and databases that people who do not exist may fill;
- `environment`, `postgres`: what the installation is told, and the server that Kompas brings, with
  the `keeper` that ends it;
- `backup`, `restore`: everything in one file, and back; `upkeep`: what has run out is removed.
"""

import os
from contextlib import ExitStack


def setup(*, migrate: bool = False, fictional: bool = False) -> None:
    """Make the register ready in this process; starts the embedded server where that is used.

    The embedded database is brought up to date by itself; one's own server only with `migrate`,
    which needs its owner's connection (KOMPAS_OWNER_DATABASE_URL). With `fictional` for people
    who do not exist, and only where nothing else lies (`fictional`). Raises
    `environment.SettingsError` where a setting cannot be used.
    """
    # Not at the top: who only judges a draft does not wait for Django.
    from kompas.register import environment  # noqa: PLC0415
    from kompas.register import fictional as made_up  # noqa: PLC0415

    environment.check()
    folder = environment.data_folder()
    with ExitStack() as until_made:
        if not environment.is_embedded():
            made_up.check_own(folder)
        elif fictional:
            until_made.enter_context(made_up.claimed(folder))
        else:
            made_up.check_usable(folder)
        _ready(migrate=migrate)
        if fictional:
            made_up.claim_database()
            if made_up.reached(folder) is made_up.Reached.BEGUN:
                made_up.note(folder, made_up.Reached.TABLES)


def _ready(*, migrate: bool) -> None:
    import django  # noqa: PLC0415

    from kompas.register import environment, postgres  # noqa: PLC0415

    if environment.is_embedded():
        postgres.start(environment.make_data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.register.settings")
    django.setup()

    from kompas.register import health  # noqa: PLC0415

    if migrate or (environment.is_embedded() and health.is_behind()):
        health.migrate()
