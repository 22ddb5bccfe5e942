"""How long packing takes against a plain copy with sha256sum, and how long a second pack takes.

    python bench/pack.py [--gigabytes 2] [--folder DIR]

Makes a site with random files in the sizes of scans, photographs and videos, copies it with `cp -r`, `sync`
and `sha256sum`, packs it, packs it again after one file changed, and prints the seconds. Run it on a quiet
machine, with a folder on the disk or stick in question.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from juanzong.cache import Cache
from juanzong.pack import pack
from tests.archives import NOTICE
from tests.pack.making import built

_SIZES = (60_000, 300_000, 1_500_000, 4_000_000, 80_000_000)
_WEIGHTS = (30, 30, 25, 14, 1)


def fill(folder: Path, total: int) -> int:
    """Random files of `total` bytes in all; how many."""
    chance, made, count = Random(1), 0, 0
    while made < total:
        (size,) = chance.choices(_SIZES, _WEIGHTS)
        (folder / f"{chance.getrandbits(48):012x}.pdf").write_bytes(chance.randbytes(size))
        made, count = made + size, count + 1
    return count


def seconds(work: Callable[[], object]) -> float:
    subprocess.run(["sync"], check=True)
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def copied(site: Path, target: Path) -> None:
    shutil.copytree(site, target)
    subprocess.run(["sync"], check=True)
    listed = subprocess.Popen(["find", target, "-type", "f", "-print0"], stdout=subprocess.PIPE)
    subprocess.run(["xargs", "-0", "sha256sum"], stdin=listed.stdout, stdout=subprocess.DEVNULL, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--gigabytes", type=float, default=2)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        made = built(folder, {"A-1/通知.txt": NOTICE})
        files = fill(made.site / "files", round(asked.gigabytes * 1e9))
        with Cache.open(folder / "cache.sqlite") as cache:

            def run() -> None:
                packed = pack(made.prepared, made.site, folder / "盘", cache, lambda *_: None).packed
                assert packed

            plain = seconds(lambda: copied(made.site, folder / "copy"))
            shutil.rmtree(folder / "copy")
            first = seconds(run)
            changed = next((made.site / "files").glob("*.pdf"))
            changed.write_bytes(changed.read_bytes()[:-1] + b"!")
            second = seconds(run)
    print(f"{files} files, {asked.gigabytes:g} GB")
    print("| | seconds | × plain copy |\n|---|---|---|")
    for label, took in (
        ("copy, sync, sha256sum", plain),
        ("pack", first),
        ("pack again, one changed", second),
    ):
        print(f"| {label} | {took:.1f} | {took / plain:.2f} |")


if __name__ == "__main__":
    main()
