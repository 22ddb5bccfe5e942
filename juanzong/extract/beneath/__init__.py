"""What a file holds and no page of it shows: properties, deleted text, caches, earlier versions.

The published file is a copy byte for byte, so all of this leaves the house with it. Screening looks for marks
and personal data in it; nothing of it is ever shown or indexed. In the child only.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from juanzong.extract.beneath.gathered import Gathered
from juanzong.extract.beneath.looking import look
from juanzong.extract.clean import clean
from juanzong.extract.notes import note
from juanzong.extract.request import Request
from juanzong.model import BlockKind, Extraction

_PASSED_OVER = frozenset({"txt", "md", "csv", "mp4", "mov", "zip", "rar", "7z"})
"""All that is text is on the page; films, whose place their reader looks for; archives, never unpacked."""

_SEARCHED = 4_000
"""So many texts are looked for inside the lines of the pages; of more, only whole lines count as shown."""

_BLANKS = re.compile(r"\s+")


def with_beneath(request: Request, made: Extraction) -> Extraction:
    """What was read of a file, with what is beneath its pages.

    A part that cannot be looked into is a finding (JZ416): nobody knows what leaves the house with it.
    """
    if request.extension in _PASSED_OVER:
        return made
    gathered = Gathered()
    look(Path(request.path), request.extension, gathered)
    notes = made.findings
    if gathered.unsearched:
        notes = (*notes, note("JZ416", names="、".join(sorted(gathered.unsearched))))
    return replace(
        made,
        beneath=tuple(_not_shown(made, gathered)),
        findings=notes,
        facts=replace(made.facts, has_location=made.facts.has_location or gathered.has_location),
    )


def _not_shown(made: Extraction, gathered: Gathered) -> Iterator[str]:
    """The texts that stand on no page, each once, in order."""
    known = set(map(_squeezed, _shown(made)))
    pages = "\n".join(known) if len(gathered.texts) <= _SEARCHED else ""
    for text in dict.fromkeys(clean(text).strip() for text in gathered.texts):
        squeezed = _squeezed(text)
        if squeezed and squeezed not in known and squeezed not in pages:
            yield text


def _shown(made: Extraction) -> Iterator[str]:
    """Whole pages, where a text may run over the end of a line, lines and cells."""
    yield from (made.facts.title, made.facts.author)
    for page in made.pages:
        yield page.label
        yield page.text
        for block in page.blocks:
            if block.kind is BlockKind.TABLE:
                yield from (cell for row in block.rows for cell in row)
            else:
                yield from block.text.splitlines()


def _squeezed(text: str) -> str:
    return _BLANKS.sub("", text)
