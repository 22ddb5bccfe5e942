"""Slots: what a clause asks for, what is there, and what of it counts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from juanzong.findings import Finding, finding
from juanzong.load.models import Slot, Window
from juanzong.model import (
    Clause,
    Evidence,
    FilledSlot,
    Link,
    Reading,
    Screened,
    SlotState,
    Verdict,
)


def in_window(day: date | None, window: Window) -> bool | None:
    """Whether a day counts; None where the day is not known."""
    return None if day is None else window.start <= day <= window.end


def day_of(one: Evidence) -> date | None:
    """The day an item is dated."""
    return one.description.date.value if one.description.date else None


def kind_of(one: Evidence) -> str:
    """The kind of the edition that an item is; empty where it is not known."""
    return one.description.kind.value if one.description.kind else ""


def is_usable(screened: Screened, link: Link, window: Window, blocked: frozenset[str]) -> bool:
    """Usable = readable, dated inside the window, linked by a person, fit to leave, nothing blocking it."""
    one = screened.evidence
    return (
        link.is_fact
        and screened.verdict is Verdict.RELEASED
        and one.extraction.reading is not Reading.BROKEN
        and one.id not in blocked
        and in_window(day_of(one), window) is True
    )


def fill(
    clause: Clause,
    links: Sequence[Link],
    screened: Mapping[str, Screened],
    window: Window,
    blocked: frozenset[str],
) -> tuple[FilledSlot, ...]:
    """Put the linked items into the clause's slots by their kind."""
    filled: list[FilledSlot] = []
    for slot in clause.indicator.slots:
        mine = [
            link
            for link in links
            if link.is_fact and kind_of(screened[link.evidence_id].evidence) == slot.kind
        ]
        usable = [link for link in mine if is_usable(screened[link.evidence_id], link, window, blocked)]
        if len(usable) >= slot.min:
            state = SlotState.USABLE
        else:
            state = SlotState.UPLOADED if mine else SlotState.ABSENT
        filled.append(
            FilledSlot(
                slot,
                state,
                tuple(link.evidence_id for link in mine),
                tuple(link.evidence_id for link in usable),
            )
        )
    return tuple(filled)


def check(
    clause: Clause, slots: Sequence[FilledSlot], entries: Sequence[tuple[Evidence, bool | None]]
) -> Iterator[Finding]:
    """What keeps the evidence of a clause from counting."""
    for one, inside in entries:
        path = one.item.path
        if inside is None:
            yield finding("JZ603", path, code=clause.code)
        elif not inside:
            yield finding("JZ602", path, code=clause.code, day=day_of(one))
        wanted = [slot.slot for slot in slots if slot.slot.kind == kind_of(one)]
        if not wanted and slots:
            kinds = "、".join(slot.slot.kind for slot in slots)
            yield finding("JZ605", path, code=clause.code, kind=kind_of(one) or "—", kinds=kinds)
        yield from _too_long(one, clause, wanted)
    for slot in slots:
        if len(slot.usable) < slot.slot.min:
            yield finding(
                "JZ601", clause.code, kind=slot.slot.kind, min=slot.slot.min, usable=len(slot.usable)
            )
        if slot.slot.max is not None and len(slot.usable) > slot.slot.max:
            yield finding(
                "JZ606", clause.code, kind=slot.slot.kind, max=slot.slot.max, usable=len(slot.usable)
            )


def _too_long(one: Evidence, clause: Clause, wanted: Sequence[Slot]) -> Iterator[Finding]:
    size = sum(not c.isspace() for c in one.extraction.text)
    for slot in wanted:
        if slot.max_chars is not None and size > slot.max_chars:
            yield finding("JZ604", one.item.path, code=clause.code, size=size, limit=slot.max_chars)
