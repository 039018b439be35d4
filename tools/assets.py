"""The looks of the screens: what they need of the common public design system (DKFDS).

`python -m tools.assets` installs the npm package named in `tools/npm` with its hash checked, and
writes what the screens use of it to `src/kompas/web/static/vendor`: the style sheet with fonts
in the parts that Danish needs, and the icons.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NPM = ROOT / "tools" / "npm"
PACKAGE = NPM / "node_modules" / "dkfds" / "dist"
VENDOR = ROOT / "src" / "kompas" / "web" / "static" / "vendor"
STAMP = VENDOR / ".made-from"

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
_LATIN1 = "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122"
"""What the fonts' first part holds: Danish, and the signs of good typography."""


def main() -> None:
    """Make the folder, unless it was made from the same lock and the same tool."""
    made_from = _made_from()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == made_from:
        return
    _install()
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "css").mkdir(parents=True)
    (VENDOR / "css" / "dkfds.css").write_text(style_sheet(), encoding="utf-8")
    shutil.copytree(PACKAGE / "img" / "svg-icons", VENDOR / "img" / "svg-icons")
    fonts = VENDOR / "fonts"
    fonts.mkdir()
    split = PACKAGE / "fonts" / "IBMPlexSans" / "split" / "woff2"
    for name in _WEIGHTS.values():
        shutil.copy(split / f"IBMPlexSans-{name}-Latin1.woff2", fonts)
    shutil.copy(split / "license.txt", fonts / "LICENSE.txt")
    shutil.copy(PACKAGE / "LICENSE.md", VENDOR / "LICENSE.md")
    STAMP.write_text(made_from, encoding="utf-8")


def style_sheet() -> str:
    """The design system's style sheet, with its fonts cut down to what Danish needs."""
    shipped = (PACKAGE / "css" / "dkfds.min.css").read_text(encoding="utf-8-sig")
    shipped = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", shipped)
    # Other people's logos, which no page of ours shows.
    shipped = re.sub(r"url\(\.\./img/logo[^)]*\)", "none", shipped)
    fonts = "".join(
        "@font-face{font-family:IBM Plex Sans;font-style:normal;font-display:swap;"
        f"font-weight:{weight};src:url(../fonts/IBMPlexSans-{name}-Latin1.woff2) format('woff2');"
        f"unicode-range:{_LATIN1}}}"
        for weight, name in _WEIGHTS.items()
    )
    return fonts + _FONT_FACE.sub("", shipped)


def _made_from() -> str:
    lock = (NPM / "package-lock.json").read_text(encoding="utf-8")
    return lock + Path(__file__).read_text(encoding="utf-8")


def _install() -> None:
    npm = Path(sys.executable).with_name("npm")
    environment = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=NPM, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
