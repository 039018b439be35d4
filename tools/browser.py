"""The browser that the journeys are tested in: found, or installed from Debian's packages.

`python -m tools.browser` fails, and says the one command to run, where there is none and none may
be installed. The tests are never skipped.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def find() -> str | None:
    """Where a Chromium or Chrome is: the one that KOMPAS_BROWSER names, or one on the path."""
    named = os.environ.get("KOMPAS_BROWSER")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    """Make sure that there is one."""
    if find():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get") and "KOMPAS_BROWSER" not in os.environ:
        print("Installing Chromium from Debian's packages for the browser tests", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update", "--quiet=2"), INSTALL):
            subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)
        if find():
            return 0
    print(
        "The browser tests need Chromium or Chrome, and there is none. On Debian and Ubuntu:\n"
        f"    sudo {' '.join(INSTALL)}\n"
        "Elsewhere install one, and name it: make test KOMPAS_BROWSER=/path/to/chrome",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
