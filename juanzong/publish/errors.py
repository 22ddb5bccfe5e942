"""What stops publishing; the old site stays as it was."""

from juanzong.lang import Lang


class PublishError(Exception):
    """Publishing stopped. `say` tells why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self._zh, self._en = zh, en

    def say(self, lang: Lang) -> str:
        """The message in one language."""
        return lang.say(self._zh, self._en)

    @classmethod
    def changed(cls, path: str) -> "PublishError":
        """A file changed between being read and being published."""
        return cls(
            f"{path}：生成期间文件被改动，请重新运行",
            f"{path}: the file changed during the build; run it again",
        )

    @classmethod
    def unreadable(cls, path: str, error: Exception) -> "PublishError":
        """A file that was read before cannot be read now."""
        return cls(
            f"{path}：读不了（{error}）；关闭正在使用它的程序后重新运行",
            f"{path}: cannot be read ({error}); close the program that uses it and run again",
        )

    @classmethod
    def unwritable(cls, path: object, error: Exception) -> "PublishError":
        """The output cannot be written."""
        return cls(
            f"{path}：写不了（{error}）；关闭打开着它的窗口或程序，检查磁盘空间和权限后重新运行",
            f"{path}: cannot be written ({error}); close what uses it, check disk and permissions, rerun",
        )
