"""A process that packs and can be killed: `python -m tests.pack.packing PREPARED SITE TARGET`."""

import pickle
import sys
from pathlib import Path

from juanzong.cache import Cache
from juanzong.pack import pack


def main() -> None:
    prepared, site, target = map(Path, sys.argv[1:])
    with prepared.open("rb") as stream:
        known = pickle.load(stream)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with Cache.open(prepared.with_suffix(".sqlite")) as cache:
        made = pack(known, site, target, cache, lambda *_: None)
    assert made.packed, made.findings


if __name__ == "__main__":
    main()
