"""Two standards held against each other by the crosswalk of the newer one.

A clause that no crossing names and whose code stands in both is the same clause.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from juanzong.load.models import Edition, Indicator
from juanzong.load.references import below, leaves
from juanzong.model.change import Carry, Change, Comparison, Kind, Need, Op, Run


def compare(before: Edition, now: Edition) -> Comparison:
    """What `now` changes; its crosswalk counts where it is that of `before`."""
    old, new = _leaves(before), _leaves(now)
    crossings = now.crosswalk if now.predecessor == before.id else ()
    sources: dict[str, list[str]] = defaultdict(list)
    notes: dict[str, str] = {}
    named: set[str] = set()
    for crossing in crossings:
        olds = [code for node in crossing.old for code in below(before.indicators, node)]
        named.update(olds)
        for code in (code for node in crossing.new for code in below(now.indicators, node)):
            named.add(f"new {code}")
            sources[code] += olds
            notes[code] = crossing.note or notes.get(code, "")
    for code in new:
        if f"new {code}" not in named and code in old and code not in named:
            sources[code] = [code]
    uses = Counter(code for some in sources.values() for code in some)
    changes = [
        _change(leaf, [old[c] for c in sources.get(code, ())], uses, notes.get(code, ""))
        for code, leaf in new.items()
    ]
    changes += [
        Change(None, (leaf,), (Kind.REMOVED,), Carry.DROPPED, score_before=leaf.score)
        for code, leaf in old.items()
        if not uses[code]
    ]
    return Comparison(before, now, tuple(changes))


def _leaves(edition: Edition) -> dict[str, Indicator]:
    return {leaf.code: leaf for leaf in leaves(edition.indicators)}


def _change(new: Indicator, old: Sequence[Indicator], uses: Counter[str], note: str) -> Change:
    if not old:
        return Change(new, (), (Kind.ADDED,), Carry.NEW, score_now=new.score, note=note)
    kinds = []
    if len(old) > 1:
        kinds.append(Kind.MERGED)
    if any(uses[leaf.code] > 1 for leaf in old):
        kinds.append(Kind.SPLIT)
    if len(old) == 1 and old[0].code != new.code:
        kinds.append(Kind.RENUMBERED)
    words = tuple(_words(_said(old[0]), _said(new))) if len(old) == 1 else ()
    reworded = len(old) > 1 or any(run.op is not Op.KEPT for run in words)
    if reworded:
        kinds.append(Kind.REWORDED)
    scores = [leaf.score for leaf in old if leaf.score is not None]
    before = sum(scores, Decimal()) if scores else None
    if before != new.score:
        kinds.append(Kind.REWEIGHTED)
    needs = tuple(_needs(old, new))
    if _slots(old) != _slots((new,)):
        kinds.append(Kind.RESLOTTED)
    carry = Carry.PROOF if needs else Carry.REVIEW if reworded or Kind.SPLIT in kinds else Carry.WHOLE
    return Change(new, tuple(old), tuple(kinds), carry, words, before, new.score, needs, note)


def _said(leaf: Indicator) -> str:
    return f"{leaf.title}\n{leaf.text or ''}".strip()


def _words(old: str, new: str) -> Iterator[Run]:
    """Two texts run by run; a lone character that happens to stand in both does not break a run."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone, come = "", ""
    for op, a0, a1, b0, b1 in matcher.get_opcodes():
        if op == "equal" and (a1 - a0 > 1 or (a0, a1) == (0, len(old))):
            yield from _pending(gone, come)
            gone, come = "", ""
            yield Run(Op.KEPT, old[a0:a1])
        else:
            gone, come = gone + old[a0:a1], come + new[b0:b1]
    yield from _pending(gone, come)


def _pending(gone: str, come: str) -> Iterator[Run]:
    if gone == come:
        if gone:
            yield Run(Op.KEPT, gone)
        return
    if gone:
        yield Run(Op.DELETED, gone)
    if come:
        yield Run(Op.INSERTED, come)


def _slots(leaves: Sequence[Indicator]) -> Counter[tuple[str, int | None, int | None]]:
    """How many items are asked for, by kind and limits."""
    asked = Counter[tuple[str, int | None, int | None]]()
    for leaf in leaves:
        for slot in leaf.slots:
            asked[slot.kind, slot.max, slot.max_chars] += slot.min
    return asked


def _needs(old: Sequence[Indicator], new: Indicator) -> Iterator[Need]:
    """Kinds of which more is asked for than all the old clauses asked for together."""
    before = Counter[str]()
    for leaf in old:
        for slot in leaf.slots:
            before[slot.kind] += slot.min
    now = Counter[str]()
    for slot in new.slots:
        now[slot.kind] += slot.min
    for kind, count in now.items():
        if count > before[kind]:
            yield Need(kind, before[kind], count)
