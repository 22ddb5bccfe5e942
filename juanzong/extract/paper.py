"""Whether a picture is one of a written page: a scan or a photograph of a document."""

import numpy as np
from PIL import Image, ImageFilter

_LOOKED_AT = 640
"""Pixels of the longer side that are enough to tell."""

_GREY = 50
"""Paper and ink have hardly more of one colour than of another."""

_BRIGHT_SHARE = 0.6
"""Paper is at least so bright, measured by the brightest tenth: a shaded corner is paper still."""

_INK = 25
"""How much darker than its neighbourhood ink is."""

_NEIGHBOURHOOD = 10
_LEAST = ((0.85, 0.01), (0.7, 0.09))
"""Shares of paper and of ink that a page has at least: nearly all paper, or well written and a desk around.

Measured: pages 0.88–0.97 and 0.07–0.14, photographs at most 0.81 and 0.04, or 0.71 and 0.08.
"""


def is_page(image: Image.Image) -> bool:
    """Judge an RGB or grey picture by its shares of paper and of ink."""
    small = image.convert("RGB")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT), reducing_gap=2)
    levels = np.asarray(small)
    brightest, darkest = levels.max(axis=2), levels.min(axis=2)
    grey = brightest - darkest < _GREY
    paper = float(np.mean(grey & (brightest > _BRIGHT_SHARE * np.percentile(brightest, 90))))
    light = small.convert("L")
    around = np.asarray(light.filter(ImageFilter.BoxBlur(_NEIGHBOURHOOD)), dtype=np.int16)
    ink = float(np.mean(grey & (around - np.asarray(light) > _INK)))
    return any(paper >= least_paper and ink >= least_ink for least_paper, least_ink in _LEAST)
