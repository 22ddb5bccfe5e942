"""Write the demo: evidence, and the ledger's pictures: `python tools/make_demo.py`. Always the same bytes."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.demo import fonts, ledger, plan, toolchain  # noqa: E402 (the path comes first)


def main() -> int:
    """Write the evidence; 2 when fonts are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evidence", type=Path, default=ROOT / "archive/evidence", help="where the files go")
    parser.add_argument(
        "--labels", type=Path, default=ROOT / "bench/demo_labels.yml", help="where the labels go"
    )
    arguments = parser.parse_args()
    if packages := fonts.missing():
        print(f"missing fonts; on Debian: apt-get install {' '.join(packages)}", file=sys.stderr)
        return 2
    count = plan.write(arguments.evidence, arguments.labels)
    if arguments.evidence == ROOT / "archive/evidence":
        count += ledger.write(ROOT / "archive")
        toolchain.record()
    print(f"{count} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
