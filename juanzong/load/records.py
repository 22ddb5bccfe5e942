"""A YAML file as a record of a model, or as the findings that say why it is none."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from juanzong.findings import Finding
from juanzong.load.errors import findings_of
from juanzong.load.yamlfile import MAX_BYTES, Document, read

M = TypeVar("M", bound=BaseModel)


def take(
    root: Path, subject: str, kind: type[M], found: list[Finding], *, max_bytes: int = MAX_BYTES
) -> tuple[M | None, Document | None]:
    """Read and validate one file; what is wrong goes to `found`."""
    document, findings = read(root / subject, subject, max_bytes=max_bytes)
    record, more = build(document, kind)
    found += (*findings, *more)
    return record, document


def build(document: Document | None, kind: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """Make a record of what a file says, or findings."""
    if document is None:
        return None, ()
    try:
        return kind.model_validate(document.data), ()
    except ValidationError as error:
        return None, findings_of(error, document, kind)
