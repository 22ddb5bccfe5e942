"""What is written onto a PDF: filled-in fields and annotations; neither is in the text of its pages."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from juanzong.extract.clean import clean

_MOST = 2_000
"""Annotations of a page that are looked at."""

_ON_THE_PAGE = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})
_FIELDS = frozenset({raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
_LINK = raw.FPDF_ANNOT_LINK


@dataclass(frozen=True, slots=True)
class Written:
    """Texts that are printed on the page, as fields and text boxes are, and comments beside it."""

    printed: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def written(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Written:
    """What is written onto a page, each text once, in the order of the file."""
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)
    shown: dict[str, None] = {}
    beside: dict[str, None] = {}
    for number in range(count):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET:
                shown.update(dict.fromkeys(_field(document, annotation)))
            elif kind != _LINK and (text := _string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents")):
                (shown if kind in _ON_THE_PAGE else beside)[text] = None
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return Written(tuple(shown), tuple(beside))


def _field(document: pypdfium2.PdfDocument, annotation: Any) -> Iterator[str]:
    """The value of a field that is filled in, also of one that takes it from its parent."""
    form = document.formenv
    if form is None or raw.FPDFAnnot_GetFormFieldType(form.raw, annotation) not in _FIELDS:
        return
    if text := _string(raw.FPDFAnnot_GetFormFieldValue, form.raw, annotation):
        yield text


def _string(function: Any, *arguments: Any) -> str:
    """A string that pdfium gives as UTF-16 in a buffer of the caller, by its length in bytes."""
    size = function(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return clean(buffer.raw.decode("utf-16-le", "replace").rstrip("\0")).strip()
