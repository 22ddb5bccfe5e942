"""What a reader is asked: one file, its kind, and the bounds of reading it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

MEBIBYTE = 1024 * 1024


class Work(StrEnum):
    """What is wanted of a file."""

    TEXT = "text"
    """Its own text and what it says of itself."""
    PREVIEW = "preview"
    """A picture of its first page."""
    FIGURES = "figures"
    """The pictures inside a document."""
    OCR = "ocr"
    """The text in the pictures of some of its pages."""


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read; plain values, so that it travels as JSON to a child and pickled to another machine.

    `seconds` are of processor time; `memory_mb` and `output_mb` MiB; `readable_share` is the share of
    ordinary characters below which a text layer counts as garbage. `pages` are those wanted of OCR,
    `parts` the pictures inside a document that are wanted.
    """

    path: str
    extension: str
    seconds: float
    memory_mb: int
    output_mb: int
    readable_share: float
    work: Work = Work.TEXT
    pages: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def memory(self) -> int:
        """Bytes of memory."""
        return self.memory_mb * MEBIBYTE

    @property
    def output(self) -> int:
        """Bytes of output."""
        return self.output_mb * MEBIBYTE

    @property
    def idle_memory(self) -> int:
        """Bytes that a child may keep for the next file: OCR keeps its models, readers need nothing."""
        return self.memory * 3 // 4 if self.work is Work.OCR else self.memory // 4

    def to_json(self) -> dict[str, object]:
        """The request as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` made."""
        return cls(
            **{
                **value,
                "work": Work(value["work"]),
                "pages": tuple(value["pages"]),
                "parts": tuple(value["parts"]),
            }
        )


class UnreadableError(Exception):
    """A file cannot be read; `code` is the finding that says why, `details` fill its text."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = tuple(sorted((name, str(value)) for name, value in details.items()))
