"""The values that flow through the pipeline: frozen, typed, one word for one thing.

`load → collect → extract → screen → classify → compile → office → index → publish`. What stands in YAML is in
`juanzong.load.models`; here is what the stages make of it.
"""

from juanzong.model.dossier import (
    Dossier,
    Entry,
    FilledSlot,
    Link,
    LinkStatus,
    Owner,
    Prepared,
    Publication,
    PublishedFile,
    Screened,
    SlotState,
    Verdict,
)
from juanzong.model.office import Due, Office, Task
from juanzong.model.pool import (
    Act,
    Clause,
    Config,
    Event,
    Item,
    Media,
    Placement,
)
from juanzong.model.reading import (
    Block,
    BlockKind,
    Description,
    Evidence,
    Extraction,
    Facts,
    Origin,
    Page,
    Preview,
    Reading,
    Span,
    Stated,
    TextSource,
)

__all__ = [
    "Act",
    "Block",
    "BlockKind",
    "Clause",
    "Config",
    "Description",
    "Dossier",
    "Due",
    "Entry",
    "Event",
    "Evidence",
    "Extraction",
    "Facts",
    "FilledSlot",
    "Item",
    "Link",
    "LinkStatus",
    "Media",
    "Office",
    "Origin",
    "Owner",
    "Page",
    "Placement",
    "Prepared",
    "Preview",
    "Publication",
    "PublishedFile",
    "Reading",
    "Screened",
    "SlotState",
    "Span",
    "Stated",
    "Task",
    "TextSource",
    "Verdict",
]
