"""A corpus of made-up official documents for `bench/search.py`: any number, always the same.

Words come from jieba's dictionary with their real frequencies and parts of speech (so that peers which cut
Chinese into words are treated fairly), lengths from a log-normal distribution with the median (1,222) and
mean (1,550) of real notices. Each document has a topic that lends it words, names, dates and numbers.
"""

import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from juanzong.index import Document, DocumentKind

_CLAUSES = (
    "要 d v n ， d v n",
    "d v a 的 n 和 n",
    "对 n 的 n v d v",
    "n v n ， v n n",
    "以 n 为 n ， v n n",
    "v n v n 、 n 、 n",
    "各 n 要 v n n ， d v n",
    "在 n 中 v n ， v n 的 n",
    "截至 # 年 # 月 ， n v n # 个",
    "n 共 v n # 人 ， v # n",
)
_PEOPLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_OFFICES = (
    "公安局",
    "教育局",
    "城市管理局",
    "民政局",
    "卫生健康委员会",
    "文明办",
    "市场监督管理局",
    "交通运输局",
)
_PLACES = ("江北", "临河", "青山", "云岭", "白沙", "东湖", "石桥", "南浦", "金水", "凤台")
_KINDS = ("规范文件", "情况说明", "统计表格", "实景图片")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one part of speech with running totals of their frequencies."""

    words: Sequence[str]
    totals: Sequence[int]

    def pick(self, chance: random.Random) -> str:
        """A word, as often as it is frequent."""
        return self.words[bisect(self.totals, chance.random() * self.totals[-1])]


def dictionary(path: Path | None = None) -> dict[str, Words]:
    """Nouns, verbs, adverbs and adjectives of jieba's dictionary."""
    if path is None:
        import jieba  # noqa: PLC0415 (only the benchmark needs it)

        path = Path(jieba.__file__).with_name("dict.txt")
    rows: dict[str, list[tuple[str, int]]] = {"n": [], "v": [], "d": [], "a": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, part = line.split(" ")
        kind = "n" if part[0] == "n" or part == "vn" else part[0]
        if kind in rows and int(frequency) > 2 and 2 <= len(word) <= 4:
            rows[kind].append((word, int(frequency)))
    return {
        kind: Words([word for word, _ in found], list(accumulate(count for _, count in found)))
        for kind, found in rows.items()
    }


class Maker:
    """Makes documents; `topics` lend words to those that share one."""

    def __init__(self, words: dict[str, Words], topics: int = 300) -> None:
        chance = random.Random(7)
        self.words = words
        self.topics = [[words["n"].pick(chance) for _ in range(60)] for _ in range(topics)]

    def _word(self, part: str, topic: Sequence[str], chance: random.Random) -> str:
        if part == "#":
            return str(chance.randint(1, 2031))
        if part not in self.words:
            return part
        if part == "n" and chance.random() < 0.3:
            return topic[int(len(topic) * chance.random() ** 2)]
        return self.words[part].pick(chance)

    def _sentence(self, topic: Sequence[str], chance: random.Random) -> str:
        clauses = (chance.choice(_CLAUSES).split(" ") for _ in range(chance.randint(1, 3)))
        return (
            "，".join("".join(self._word(part, topic, chance) for part in parts) for parts in clauses) + "。"
        )

    def document(self, number: int) -> Document:
        """The document of that number."""
        chance = random.Random(number)
        topic = self.topics[number % len(self.topics)]
        place, office = chance.choice(_PLACES), chance.choice(_OFFICES)
        day = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(2800))
        subject = "".join(self._word("n", topic, chance) for _ in range(3))
        title = f"{place}市{office}关于做好{subject}工作的通知"
        code = f"{place[0]}{office[0]}发〔{day.year}〕{chance.randint(1, 300)}号"
        length = min(int(chance.lognormvariate(7.108, 0.69)), 12_000)
        paragraphs: list[str] = []
        size = 0
        while size < length:
            people = "、".join(chance.choice(_PEOPLE) + topic[0][0] for _ in range(2))
            text = "".join(self._sentence(topic, chance) for _ in range(chance.randint(2, 6)))
            paragraphs.append(text if chance.random() < 0.8 else f"{text}联系人：{people}。")
            size += len(paragraphs[-1])
        body = "\n".join([title, code, *paragraphs])[:length]
        parts = [body[at : at + 900] for at in range(0, len(body), 900)]
        return Document(
            id=f"{number:012x}",
            kind=DocumentKind.EVIDENCE,
            url=f"evidence/{number:012x}.html",
            title=title,
            number=code,
            issuer=f"{place}市{office}",
            pages=tuple(enumerate(parts, 1)),
            groups=((f"g{number % 8}", f"第{number % 8}工作组"),),
            clauses=((f"I-{number % 257}", f"第{number % 257}条标准"),),
            evidence_kind=_KINDS[number % 4],
            format="pdf",
            date=day,
        )

    def documents(self, count: int) -> Iterator[Document]:
        """The first `count` documents."""
        return (self.document(number) for number in range(count))


def queries(documents: Sequence[Document], words: dict[str, Words], count: int = 200) -> dict[str, list[str]]:
    """`words`: two or three words of one document; `runs`: 2 to 6 ideographs out of one."""
    chance = random.Random(11)
    nouns = set(words["n"].words)
    made: dict[str, list[str]] = {"words": [], "runs": []}
    while len(made["words"]) < count:
        text = chance.choice(documents).body
        found: list[str] = []
        for _ in range(400):
            at = chance.randrange(len(text))
            word = text[at : at + chance.choice((2, 2, 2, 3, 4))]
            if word in nouns and word not in found:
                found.append(word)
            if len(found) == 3:
                break
        if len(found) >= 2:
            made["words"].append(" ".join(found[: chance.choice((2, 3))]))
    while len(made["runs"]) < count:
        text = chance.choice(documents).body
        at = chance.randrange(len(text))
        run = text[at : at + chance.randint(2, 6)]
        if len(run) > 1 and all("一" <= char <= "鿿" for char in run):
            made["runs"].append(run)
    return made
