"""Authenticity: what the inspectors would call faked, found before they find it (DA/T 70-2018, 真实).

Every check is a suspicion with its evidence, never a proof: none of its findings blocks an item. Secret items
are left out, so that nothing of them stands in a finding on another.
"""

from collections.abc import Sequence

from juanzong.authenticity.captions import caption_gaps
from juanzong.authenticity.dates import dates_at_odds
from juanzong.authenticity.former import shown_before
from juanzong.authenticity.looks import looks_of
from juanzong.authenticity.numbers import numbers_at_odds
from juanzong.authenticity.pictures import poor_pictures, reused_pictures
from juanzong.authenticity.repairs import sham_repairs
from juanzong.authenticity.rush import rushed
from juanzong.authenticity.texts import repeated_texts
from juanzong.authenticity.writing import doubtful_writing
from juanzong.cache import Cache
from juanzong.findings import Finding
from juanzong.model import Config, Link, Screened, Verdict


def examine(
    config: Config, screened: Sequence[Screened], links: Sequence[Link], cache: Cache
) -> tuple[Finding, ...]:
    """Look for what contradicts itself, stands twice, or is from elsewhere: items, clauses, ledger.

    `cache` remembers the fingerprints of pictures.
    """
    rules = config.archive.thresholds.authenticity
    open_ = [s for s in screened if s.verdict is not Verdict.SECRET]
    evidence = [s.evidence for s in open_ if not s.evidence.item.of_ledger]
    facts = [link for link in links if link.is_fact]
    looks = looks_of([s.evidence for s in open_], cache)
    return (
        *repeated_texts(rules, evidence),
        *reused_pictures(config, evidence, facts, looks),
        *shown_before(config, evidence, looks),
        *poor_pictures(rules, evidence, looks),
        *caption_gaps(config, evidence, facts),
        *dates_at_odds(config, evidence),
        *numbers_at_odds(rules, evidence),
        *doubtful_writing(rules, evidence),
        *rushed(config, evidence, facts),
        *sham_repairs(config, open_, looks),
    )
