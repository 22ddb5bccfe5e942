"""A bag as one zip, for sending ahead; never the only copy."""

import zipfile
from pathlib import Path

from juanzong.load.handoff import Packed
from juanzong.pack.deliver import chunks
from juanzong.publish.errors import PublishError
from tools import verify

_FIXED = (1980, 1, 1, 0, 0, 0)


def keep_off(target: Path, file: Path) -> None:
    """See to it that a zip does not come to stand on the carrier itself.

    Raises:
        PublishError: it would.
    """
    if file.resolve().is_relative_to(target.resolve()):
        raise PublishError(
            f"{file}：压缩包不能放在载体上；请换一个位置", f"{file}: the zip may not stand on the carrier"
        )


def zip_of(packed: Packed, file: Path) -> Path:
    """The zip of one carrier: of several, each has its own, named by its number."""
    number = packed.volume.partition("/")[0] if packed.volume else ""
    return file.with_name(f"{file.stem}-第{number}盘{file.suffix}") if number else file


def zip_bag(target: Path, file: Path) -> None:
    """Write a finished bag to a zip, uncompressed: what a fault leaves of it can still be read.

    An earlier zip stays until the new one is whole.

    Raises:
        PublishError: it cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as packed:
            for name, actual in sorted(verify.files_below(target).items()):
                if verify.NOISE.fullmatch(name):
                    continue
                entry = zipfile.ZipInfo(f"{file.stem}/{name}", _FIXED)
                with (target / actual).open("rb") as source, packed.open(entry, "w", force_zip64=True) as out:
                    for chunk in chunks(source):
                        out.write(chunk)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PublishError.unwritable(file, error) from error
