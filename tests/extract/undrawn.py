"""`python -m tests.extract.undrawn`: a child that reads every file and dies at every drawing."""

import os

from juanzong.extract import readers
from juanzong.extract.child import main
from juanzong.extract.request import Request, Work
from juanzong.model import Extraction


def read(request: Request) -> Extraction:
    if request.work is Work.PREVIEW:
        os.abort()
    return readers.read(request)


if __name__ == "__main__":
    main(read)
