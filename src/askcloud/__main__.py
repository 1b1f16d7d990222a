"""`python -m askcloud`."""

import sys

from askcloud.cli import main

sys.exit(main())
