"""A bag as one zip, for sending ahead; never the only copy."""

import zipfile
from pathlib import Path

from juanzong.pack.deliver import chunks
from juanzong.publish.errors import PublishError
from tools import verify

_FIXED = (1980, 1, 1, 0, 0, 0)


def zip_bag(target: Path, file: Path) -> None:
    """Write a finished bag to a zip, uncompressed: what a fault leaves of it can still be read.

    Raises:
        PublishError: the zip would stand on the carrier itself, or cannot be written.
    """
    if file.resolve().is_relative_to(target.resolve()):
        raise PublishError(
            f"{file}：压缩包不能放在载体上；请换一个位置", f"{file}: the zip may not stand on the carrier"
        )
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for name, actual in sorted(verify.files_below(target).items()):
                if verify.NOISE.fullmatch(name):
                    continue
                entry = zipfile.ZipInfo(f"{file.stem}/{name}", _FIXED)
                with (target / actual).open("rb") as source, packed.open(entry, "w", force_zip64=True) as out:
                    for chunk in chunks(source):
                        out.write(chunk)
    except OSError as error:
        raise PublishError.unwritable(file, error) from error
