"""A small corpus with everything that makes searching hard."""

import datetime as dt
import random

from juanzong.index import Document, DocumentKind

_LINES = (
    "全市交通秩序专项整治行动方案",
    "各区、各部门要高度重视，落实责任，确保交通秩序明显好转。",
    "截至 2023 年 12 月，全市共有志愿者 12,345 人，志愿服务站 86 个。",
    "⼈⺠医院窗口服务满意度达到９８．５％",
    "江文明办〔2023〕17号",
    "根据《江北市文明行为促进条例》（2022年修订）的规定，制定本办法。",
    "Wi-Fi 覆盖 New York Café Straße ΟΔΟΣ",
    "序号\t姓名\t单位\t分数\n1\t王 某\t公安局\t95\n2\t李 某\t教育局\t87",
    "创建全国文明城市是一项系统工程，要坚持“人民城市人民建、人民城市为人民”。",
    "𠮷野家门店检查记录：合格 ① ② ③ ㈠ ㎡",
    "<script>alert('x')</script> & \"quoted\" \\ backslash",
    "第一章 总则\n第一条 为了弘扬社会主义核心价值观",
)


def document(number: int) -> Document:
    """The document of that number; the same every time."""
    chance = random.Random(number)
    lines = [chance.choice(_LINES) for _ in range(chance.randint(1, 6))]
    # Some pages end in the middle of a word.
    whole = "".join(lines) + str(number)
    cut = chance.randrange(len(whole))
    day = dt.date(2022, 1, 1) + dt.timedelta(days=37 * number)
    return Document(
        id=f"{number:012x}",
        kind=DocumentKind.EVIDENCE if number % 7 else DocumentKind.DOSSIER,
        url=f"evidence/{number:012x}.html",
        title=lines[0][:12],
        number=f"江办发〔{day.year}〕{number}号" if number % 3 else "",
        issuer=("公安局", "教育局", "文明办")[number % 3],
        caption="志愿者在路口引导行人" if number % 5 == 0 else "",
        pages=((1, whole[:cut]), (2, whole[cut:])),
        groups=(("jtz", "交通组"),) if number % 2 else (("xjz", "宣教组"),),
        clauses=((f"I-{number % 4}", f"Ⅰ-{number % 4} 某条"),),
        districts=(("qs", "青山区"),) if number % 4 == 0 else (),
        evidence_kind=("规范文件", "统计表格")[number % 2],
        format=("pdf", "sheet")[number % 2],
        date=day if number % 6 else None,
    )


def documents(count: int = 120) -> tuple[Document, ...]:
    """The first `count` documents."""
    return tuple(document(number) for number in range(count))


def runs(found: tuple[Document, ...], count: int, seed: int = 1) -> list[str]:
    """Runs of 1 to 12 characters of the texts as displayed, some with a second one after a space."""
    chance = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        one = chance.choice(found)
        text = chance.choice([one.title, one.number, one.issuer, one.body, one.body])
        if text:
            at = chance.randrange(len(text))
            made.append(text[at : at + chance.randint(1, 12)])
            if chance.random() < 0.2:
                made[-1] += " " + chance.choice(found).issuer[: chance.randint(1, 3)]
    return made
