"""Serving: the site on this machine alone, built again when the archive changes.

    with Workshop(request, today=None, told=print) as workshop:
        run(workshop, 8000, ready)

While the archive's settings are broken every page shows what is wrong with them, and the site comes back when
that is mended.
"""

from juanzong.serving.server import run
from juanzong.serving.workshop import Workshop

__all__ = ["Workshop", "run"]
