"""Previews on the site: `thumbs/<id>.webp`, and `views/<id>.webp` for pictures that browsers do not show."""

from pathlib import Path

from juanzong.model import Publication

THUMBS = "thumbs"
VIEWS = "views"


def write(publication: Publication, site: Path) -> None:
    """Write the previews of everything that the profile publishes.

    Raises:
        OSError: `site` cannot be written.
    """
    for evidence_id, one in publication.evidence.items():
        preview = one.extraction.preview
        for folder, content in ((THUMBS, preview.thumbnail), (VIEWS, preview.view)):
            if content:
                (site / folder).mkdir(exist_ok=True)
                (site / folder / f"{evidence_id}.webp").write_bytes(content)
