"""Front door of Juanzong: `python build_archive.py [build|check|serve|search …]`, see `--help`.

Standard library only, in words that older Pythons understand, so that a fresh machine gets a plain answer:
what is missing is installed into `.venv` beside this file on the first run (`juanzong/bootstrap.py`).
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve()


def main() -> int:
    """Run the command line; its exit code: 0 fine, 1 findings block, 2 wrong use, 130 interrupted."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        major, minor = sys.version_info[:2]
        sys.stderr.write(
            f"需要 Python 3.11–3.13，现在是 {major}.{minor}；请安装后再运行。\n"
            f"Python 3.11–3.13 is needed, this is {major}.{minor}.\n"
        )
        return 2
    from juanzong import bootstrap  # noqa: PLC0415 (not before the version is known)

    paths = [str(HERE.parent), os.environ.get("PYTHONPATH")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))  # for processes started from here
    try:
        if not bootstrap.is_ready():
            return bootstrap.rerun([str(HERE), *sys.argv[1:]])
        from juanzong import cli  # noqa: PLC0415 (not before its dependencies are there)

        return cli.main(sys.argv[1:])
    except bootstrap.BootstrapError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:  # before the command line has begun, which tells of it itself
        sys.stderr.write("已中断；材料和网站都没有改动。 Interrupted; evidence and site are as they were.\n")
        return bootstrap.INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
