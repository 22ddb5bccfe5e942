"""A page to be made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from juanzong.site.nav import Section
from juanzong.site.urls import Urls
from juanzong.site.view import View


@dataclass(frozen=True, slots=True)
class Planned:
    """A page to be made: where, from which template, and how its context is made from its links.

    `section` is the link of the bar under the header that it belongs to.
    """

    path: str
    title: str
    template: str
    make: Callable[[Urls], Any]
    section: Section | None = None
    document: str = ""

    @property
    def source(self) -> str:
        """The name MkDocs knows a themed page by: the hand-written `document` it is, or one like its path."""
        return self.document or f"{self.path.removesuffix('.html')}.md"


def listed(
    view: View, section: Section, path: str, template: str, make: Callable[[View, Urls], Any]
) -> Planned:
    """A page that a link of a bar leads to."""
    return Planned(path, section.title(view.lang), template, partial(make, view), section)
