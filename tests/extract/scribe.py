"""`python -m tests.extract.scribe`: OCR that finds on each page what the file's name says, every way to end.

`甲.先生-模糊-空白.pdf` finds a text on page 1, is unsure of page 2 and finds nothing on page 3.
"""

import os
from pathlib import Path

from juanzong.extract.child import main
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource


def read(request: Request) -> Extraction:
    (number,) = request.pages
    said = Path(request.path).stem.rpartition(".")[2].split("-")[number - 1]
    match said:
        case "崩溃":
            os.abort()
        case "损坏":
            raise ValueError("damaged")
        case "缺件":
            raise UnreadableError("JZ306", reason="ImportError: no library")
        case "空白":
            return found(number, "", 0.0)
        case "模糊":
            return found(number, "看不清的字看不清的字看不清的字看不清的字", 0.41)
        case _:
            return found(number, said * 10, 0.99)


def found(number: int, text: str, score: float) -> Extraction:
    blocks = (Block(BlockKind.PARAGRAPH, text),) if text else ()
    page = Page(number, blocks, ocr=True)
    return Extraction(Reading.READ, TextSource.OCR, (page,), facts=Facts(ocr_score=score))


if __name__ == "__main__":
    main(read)
