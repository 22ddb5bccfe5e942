"""Previews on the site: `thumbs/<id>.webp`, and `views/<id>.webp` for pictures that browsers do not show.

Pictures inside documents, and of pages where the profile asks for them, are `figures/<id>-<number>.webp`.
"""

from pathlib import Path

from juanzong.model import Prepared, page_figure

THUMBS = "thumbs"
VIEWS = "views"
FIGURES = "figures"


def write(prepared: Prepared, site: Path) -> None:
    """Write the previews of every item whose file is published: what is not seen whole is not seen small.

    Raises:
        OSError: `site` cannot be written.
    """
    shown = prepared.publication.shown
    most = prepared.publication.profile.page_images
    for evidence_id in prepared.files:
        preview = shown[evidence_id].extraction.preview
        for folder, content in ((THUMBS, preview.thumbnail), (VIEWS, preview.view)):
            if content:
                (site / folder).mkdir(exist_ok=True)
                (site / folder / f"{evidence_id}.webp").write_bytes(content)
        hidden = {page_figure(n) for n in range(most + 1, 1 + len(preview.figures))}
        for number, figure in enumerate(preview.figures, 1):
            if figure.name in hidden:
                continue
            (site / FIGURES).mkdir(exist_ok=True)
            (site / FIGURES / f"{evidence_id}-{number}.webp").write_bytes(figure.content)
