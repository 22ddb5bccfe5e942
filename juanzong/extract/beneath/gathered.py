"""What is found beneath the pages of one file, within bounds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_TELLING = re.compile(r"[\u3400-\u9fff]|[0-9](?:[ -]?[0-9Xx]){6}|@")
"""What a text must hold to tell of a person or bear a mark: Chinese, a number, an address."""

_MOST_CHARACTERS = 4_000_000
_LONGEST = 20_000


@dataclass(slots=True)
class Gathered:
    """Texts in the order in which they stand; `unsearched` are names of parts that were not looked into.

    `has_location` tells a picture inside that records where it was taken.
    """

    texts: list[str] = field(default_factory=list)
    unsearched: set[str] = field(default_factory=set)
    has_location: bool = False
    _characters: int = 0
    _known: set[str] = field(default_factory=set)

    def add(self, text: str | None) -> None:
        """Keep a text, if it may tell anything."""
        if not text or text in self._known or not _TELLING.search(text):
            return
        if self._characters + len(text) > _MOST_CHARACTERS:
            self.unsearched.add("……")
            return
        self._characters += len(text)
        self._known.add(text)
        self.texts += (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))


Into = Callable[[bytes, str], None]
"""Looks into a file inside a file: its bytes, its name."""
