"""``python -m xlsync`` does what ``xlsync`` does."""

import sys

from xlsync.entry.cli import main

sys.exit(main())
