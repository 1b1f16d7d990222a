"""The console command, and `python -m askcloud`."""

from __future__ import annotations

import gc
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class _OwnModules:
    """Finds the modules of askcloud by their names, in the folder of their package.

    A question loads sixty of them, and for each Python looks for files of four other kinds first, which is 2.5 % of the
    question. A package, and whatever else is not found here, is found as ever.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, _: object = None) -> ModuleSpec | None:
        """Return where a module is; None for one that is not askcloud's, or is a package."""
        if not path or not name.startswith("askcloud."):
            return None
        file = f"{path[0]}{os.sep}{name.rpartition('.')[2]}.py"
        if not os.path.isfile(file):
            return None
        spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
        spec.has_location = True
        return spec


# Before the imports: looking through what they make, and through a question's claims, is 2 ms of a 30 ms answer.
gc.set_threshold(50_000)
sys.meta_path.insert(len(sys.meta_path) - 1, _OwnModules)  # before the last, which looks in folders

try:
    from askcloud.cli.main import run
except KeyboardInterrupt:  # there is nobody yet to catch it
    os.write(2, b"\nStopped.\n")
    os._exit(130)

if __name__ == "__main__":
    run()
