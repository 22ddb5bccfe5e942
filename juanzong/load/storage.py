"""What archive.yml says of large files: from which size they are kept aside, and which no host takes.

The defaults are what hosts of repositories do: GitHub refuses files above 100 MiB and warns from 50 on, Gitee
refuses them above 100 (50 for personal repositories); every version of a file stays in a repository for good.
"""

from pydantic import Field

from juanzong.load.fields import Record

MEBIBYTE = 1 << 20


class Storage(Record, title="大文件怎么存放"):
    """Sizes of files in git, in MiB (2**20 bytes)."""

    large_mb: float = Field(default=20, gt=0, description="超过此大小的文件应当用 Git LFS 存放（MiB）")
    max_mb: float = Field(
        default=100, gt=0, description="不用 Git LFS 时单个文件的上限，再大托管平台不收（MiB）"
    )
