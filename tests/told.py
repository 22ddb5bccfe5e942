"""`python -m tests.told`: OCR that reads on a page what is written behind the file, in hexadecimal digits.

So a test says what a scan shows, and no other place of the file holds it.
"""

import re
from pathlib import Path

from juanzong.extract.child import main
from juanzong.extract.request import Request
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

_BEHIND = re.compile(rb"\n% told ([0-9a-f]+)\n\Z")


def telling(content: bytes, text: str) -> bytes:
    """A file whose pages OCR reads so."""
    return content + b"\n% told " + text.encode().hex().encode() + b"\n"


def read(request: Request) -> Extraction:
    told = _BEHIND.search(Path(request.path).read_bytes())
    lines = bytes.fromhex(told[1].decode()).decode().splitlines() if told else []
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in lines)
    page = Page(request.pages[0], blocks, ocr=True)
    return Extraction(Reading.READ, TextSource.OCR, (page,), facts=Facts(ocr_score=0.99))


if __name__ == "__main__":
    main(read)
