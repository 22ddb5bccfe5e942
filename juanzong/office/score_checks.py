"""What keeps a score from being whole: clauses that no part tests, parts that nobody has judged."""

from collections.abc import Iterator

from juanzong.decimals import decimal
from juanzong.findings import Finding, finding
from juanzong.load.models import Nature
from juanzong.model import Publication
from juanzong.model.score import Ground, Scoreboard

_NAMED = 5
"""How many codes a message names."""


def check_scores(publication: Publication, board: Scoreboard) -> Iterator[Finding]:
    """What is missing for a score that means something."""
    for dossier in publication.dossiers:
        indicator, clause = dossier.clause.indicator, board.clauses[dossier.code]
        if indicator.nature is Nature.NEGATIVE:
            if clause.occurred is None:
                yield finding("JZ625", dossier.code, title=indicator.title)
        elif not clause.marks:
            yield finding("JZ622", dossier.code, title=indicator.title)
    for part in board.parts:
        if not part.clauses:
            yield finding("JZ628", "archive.yml", part=part.name or "—", weight=decimal(part.weight))
        codes = [
            clause.code
            for clause in board.clauses.values()
            for mark in clause.marks
            if mark.part == part.id and mark.ground is Ground.UNKNOWN and mark.most
        ]
        if codes:
            named = "、".join(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")
            yield finding("JZ624", "archive.yml", part=part.name or "—", count=len(codes), codes=named)
    yield from _to_come(publication)


def _to_come(publication: Publication) -> Iterator[Finding]:
    """What is said to have been judged on a day that has not come."""
    for code, record in sorted(publication.config.assessments.items()):
        said = [(f"judged.{position}.date", one.date) for position, one in enumerate(record.judged)]
        if record.occurred:
            said.append(("occurred.date", record.occurred.date))
        for field, day in said:
            if day > publication.today:
                today = publication.today.isoformat()
                yield finding(
                    "JZ630", f"assessments/{code}.yml", field=field, date=day.isoformat(), today=today
                )
