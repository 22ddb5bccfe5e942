"""How proposals look on a terminal: one in full, many as a table."""

from collections import Counter
from collections.abc import Sequence

from juanzong.classify.model import Guess
from juanzong.cli.show import explain
from juanzong.cli.wording import FIELDS, ORIGINS, named, value
from juanzong.desk import Answers, Desk, Outlook, Proposal
from juanzong.lang import Lang
from juanzong.model import Description, Link

_SHOWN_CHARS = 120
_LISTED = 500
"""So many files are listed; of more, the summary says how many there are."""

OUTLOOKS = {
    Outlook.FREE: ("可收入", "may come in"),
    Outlook.PRESENT: ("已在库", "already there"),
    Outlook.HELD: ("不能对外", "inside only"),
    Outlook.REFUSED: ("有密级，拒收", "secret, refused"),
    Outlook.UNUSABLE: ("读不了", "unreadable"),
}


def described(desk: Desk, proposal: Proposal, lang: Lang) -> str:
    """What was understood of a file, each value with its origin, where it belongs, and what is wrong."""
    lines = [proposal.source.shown]
    if proposal.description is not None:
        lines += facts(proposal.description, lang)
    lines += suggested(desk, proposal.suggestions, lang)
    if proposal.present:
        where = lang.say("、", ", ").join(proposal.present)
        lines.append(lang.say(f"  已在库：{where}", f"  already at {where}"))
    if proposal.text:
        lines.append(lang.say("  开头：", "  begins: ") + proposal.text[:_SHOWN_CHARS])
    if proposal.findings:
        lines += explain(proposal.findings, lang).splitlines()[1:]
    return "\n".join(lines)


def facts(said: Description, lang: Lang) -> list[str]:
    """What an item is, a line for each value, with its origin."""
    lines = []
    for field, words in FIELDS.items():
        stated = getattr(said, field)
        origin = f"  （{lang.say(*ORIGINS[stated.origin])}）" if stated else ""
        lines.append(f"  {lang.say(*words)}{lang.say('：', ': ')}{value(stated) or '—'}{origin}")
    return lines


def suggested(desk: Desk, guesses: Sequence[Guess | Link], lang: Lang) -> list[str]:
    """Clauses that an item may prove, numbered, each with its score and the terms that decided."""
    lines = []
    for place, guess in enumerate(guesses, 1):
        head = lang.say("建议", "suggested") if place == 1 else ""
        why = lang.say("、", ", ").join(guess.reasons)
        because = lang.say(f"依据：{why}", f"because of: {why}")
        score = f"{guess.score or 0:.2f}"
        lines.append(f"  {head:　<2} {place} {named(desk.clauses[guess.code])}  {score}  {because}")
    return lines


def summary(proposals: Sequence[Proposal], answers: Answers, lang: Lang) -> str:
    """Many files, a line each, and how many there are of each sort."""
    lines = [_line(one, answers, lang) for one in proposals[:_LISTED]]
    counts = Counter(one.outlook for one in proposals)
    sorts = [f"{lang.say(*OUTLOOKS[sort])} {counts[sort]}" for sort in Outlook if counts[sort]]
    unsure = sum(bool(one.unsure) for one in proposals if one.outlook is Outlook.FREE)
    lines.append(
        lang.say(
            f"共 {len(proposals)} 个文件：{'，'.join(sorts)}；其中 {unsure} 个有推定或读不出的项目。",
            f"{len(proposals)} files: {', '.join(sorts)}; {unsure} have inferred or missing values.",
        )
    )
    return "\n".join(lines)


def _line(one: Proposal, answers: Answers, lang: Lang) -> str:
    said = one.description
    about = [value(said.date), value(said.issuer), value(said.kind)] if said else []
    code = next(iter(answers.codes), "") or one.folder_code
    place = code or lang.say("待归类", "inbox")
    if not code and one.suggestions:
        place += lang.say(f"（建议 {one.suggestions[0].code}）", f" ({one.suggestions[0].code}?)")
    title = value(said.title) if said else ""
    parts = (lang.say(*OUTLOOKS[one.outlook]), one.source.shown, f"→ {place}", title, *about)
    return "  ".join(part for part in parts if part)
