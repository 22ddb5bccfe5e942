"""Which pictures the ledger may use, and which it does use: no others are published."""

from juanzong.model import Evidence, Publication
from juanzong.model.ledger import Ledger
from juanzong.references import References


def released_pictures(publication: Publication) -> References:
    """The pictures of the ledger and of the evidence that may be shown; a withheld one proves nothing."""
    withheld = {screened.evidence.id for screened in publication.withheld}
    return References.to_pictures(one for i, one in publication.shown.items() if i not in withheld)


def used_pictures(publication: Publication, ledger: Ledger) -> dict[str, Evidence]:
    """Those of the publication's pictures that a problem of its ledger shows."""
    used = {i for case in ledger.cases for i in (*case.before, *case.after)}
    return {i: one for i, one in publication.pictures.items() if i in used}
