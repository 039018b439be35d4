"""The files of the look, gathered into `KOMPAS_DATA/static` under names with a hash.

Each is put in its place whole, and the list of them last: who reads meanwhile, in this process or
another, finds what the list before said or what the new one says. What older pages name stays.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from django.utils.module_loading import import_string

from kompas.register.environment import make_data_folder
from kompas.register.staging import staged

MANIFEST = "staticfiles.json"


def collect() -> int:
    """Gather them; how many there are. Nothing to do while debugging."""
    if settings.DEBUG:
        return 0
    root = Path(settings.STATIC_ROOT)
    with staged(make_data_folder(), "static") as folder:
        _gather(folder)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        for path in sorted(files, key=lambda path: path.name == MANIFEST):
            place = root / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    return len(files)


def are_collected() -> bool:
    """Whether pages can name their files."""
    return settings.DEBUG or (Path(settings.STATIC_ROOT) / MANIFEST).is_file()


def _gather(folder: Path) -> None:
    kind = import_string(settings.STORAGES["staticfiles"]["BACKEND"])
    storage: StaticFilesStorage = kind(location=str(folder))
    command = Command()
    command.storage, command.local = storage, True
    call_command(command, interactive=False, verbosity=0)
