"""Compile the translations of what click says: `juanzong/data/locale/*/LC_MESSAGES/messages.po` to `.mo`.

python tools/make_locale.py            write them
python tools/make_locale.py --check    say which are out of date; exit code 1 if any is
"""

import argparse
import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "juanzong/data/locale"


def compiled(source: Path) -> bytes:
    """The `.mo` of a `.po`.

    Raises:
        OSError, PoFileError: it cannot be read.
    """
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write what differs, or say so; 1 if it does on `--check`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    stale = [
        source
        for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
        if not (made := source.with_suffix(".mo")).exists() or made.read_bytes() != compiled(source)
    ]
    for source in stale:
        if check:
            sys.stdout.write(f"out of date: {source.with_suffix('.mo')}\n")
        else:
            source.with_suffix(".mo").write_bytes(compiled(source))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
