"""The two languages of messages and pages."""

from enum import StrEnum


class Lang(StrEnum):
    """Language of messages and pages; Chinese unless asked otherwise."""

    ZH = "zh"
    EN = "en"

    def say(self, zh: str, en: str) -> str:
        """Pick the text of this language."""
        return zh if self is Lang.ZH else en
