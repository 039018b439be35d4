"""`python -m kompas.cli`, where the command `kompas` is not on the path."""

import sys

from kompas.cli import main

sys.exit(main())
