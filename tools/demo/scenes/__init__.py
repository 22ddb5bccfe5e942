"""Scenes by name: flat drawings of the city, 1280 × 960 pixels."""

from PIL import Image

from tools.demo.scenes import indoors, nature, squares, streets, traffic
from tools.demo.scenes.brush import Brush

SCENES = {
    name.removeprefix("scene_"): scene
    for module in (streets, traffic, squares, indoors, nature)
    for name, scene in vars(module).items()
    if name.startswith("scene_")
}


def draw(name: str) -> Image.Image:
    """Draw the scene called `name`.

    Raises:
        KeyError: there is no such scene.
    """
    brush = Brush()
    SCENES[name](brush)
    return brush.finished()
