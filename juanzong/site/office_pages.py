"""The pages of the creation office. A profile that has no part of it gets none of them."""

from collections.abc import Iterator

from juanzong.load.models import Part
from juanzong.site.nav import Section, work
from juanzong.site.planned import Planned, listed
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.hub import hub_page
from juanzong.site.views.tasks import tasks_page

ROOT = Urls()
"""The addresses as output paths."""


def office(view: View) -> Iterator[Planned]:
    """The hub, and what hangs below it besides the lists that `juanzong.site.pages` knows."""
    if not work(view):
        return
    yield listed(view, Section.OFFICE, ROOT.office(), "office/hub.html", hub_page)
    if view.has(Part.TASKS):
        yield listed(view, Section.TASKS, ROOT.tasks(), "office/tasks.html", tasks_page)
