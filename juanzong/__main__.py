"""`python -m juanzong`: the same as `python build_archive.py` where everything is installed."""

import sys

from juanzong.cli import main

sys.exit(main())
