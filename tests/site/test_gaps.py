"""What is missing, and what of it is whose."""

from juanzong.lang import Lang
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.working import gaps_page
from tests.site.factory import WORKING, make_prepared


def test_every_unit_sees_what_it_leads_and_where_it_helps() -> None:
    view = View(make_prepared(parts=WORKING), Lang.ZH)
    page = gaps_page(view, Urls())
    assert page.rows
    for unit in page.units:
        assert unit.rows == tuple(row for row in page.rows if unit.id in row.units)
        assert unit.href == f"gaps.html?unit={unit.id}#unit-{unit.id}"
    named = {unit for row in page.rows for unit in row.units}
    assert {unit.id for unit in page.units} == named & set(view.units)
    for row, dossier in zip(page.rows, (d for d in view.publication.dossiers), strict=False):
        assert row.units[:1] == ((dossier.owner.lead_unit,) if dossier.owner.lead_unit else ())
