"""HEIC photographs of phones: size, day and place by their boxes; the picture itself where OpenCV is there.

Without it the item is listed with what its file says, and the finding says how to get a picture to show.
"""

from PIL import Image

from juanzong.extract import frames
from juanzong.extract.notes import note
from juanzong.extract.paper import is_page
from juanzong.extract.picture import facts
from juanzong.extract.readers import frames_available
from juanzong.extract.request import Request
from juanzong.heif import Heif, Item
from juanzong.model import Extraction, Reading, TextSource


def read(request: Request) -> Extraction:
    """Read a photograph's facts, and see whether it looks like a page.

    Raises:
        UnreadableError: it is too large.
        ValueError: it is damaged.
    """
    file, heif = frames.opened(request)
    exif = Image.Exif()
    if block := heif.exif(file):
        exif.load(block)
    about = facts(exif, *heif.size, turned=False)
    notes = [] if frames_available() else [note("JZ350")]
    written = frames_available() and is_page(frames.still(file, heif, _smallest(heif)))
    return Extraction(
        Reading.READ,
        TextSource.NONE,
        page_count=1,
        facts=about,
        findings=(*notes, *((note("JZ327"),) if written else ())),
        unseen=(1,) if written else (),
    )


def _smallest(heif: Heif) -> Item:
    """A thumbnail that the camera made, or the picture itself."""
    coded = [key for key in heif.thumbnails if heif.items[key].kind == "hvc1"]
    return heif.items[coded[0] if coded else heif.primary]
