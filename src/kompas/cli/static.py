"""`kompas static`: the files of the look, for a WSGI server of one's own."""

from argparse import Namespace

from kompas.cli import OK
from kompas.cli.page import GOOD, STRONG, show, text
from kompas.cli.record import told
from kompas.words import _


def run(asked: Namespace) -> int:
    """Gather them. Raises InputError."""
    del asked
    import os  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.site.settings"
    with told():
        import django  # noqa: PLC0415

        from kompas.register import environment  # noqa: PLC0415

        environment.check()
        django.setup()
        from kompas.site import static_files  # noqa: PLC0415

        count = static_files.collect()
    done = _("✓ {count} filer er samlet.").format(count=count)
    show(text((done, f"{STRONG} {GOOD}")))
    return OK
