"""The words of RTF 1.9 that decide where text goes and how it is read."""

import re

BODY, BOXES, HEADERS, NOTES, COMMENTS = "", "文本框", "页眉、页脚", "脚注、尾注", "批注"
LABELS = (BODY, BOXES, HEADERS, NOTES, COMMENTS)

SKIP, SHAPE, INFO, FONTS, STYLES, INSTRUCTION, TITLE, AUTHOR, CREATED = (
    f"\\{name}"
    for name in ("skip", "shape", "info", "fonts", "styles", "field", "title", "author", "created")
)
DESTINATIONS = {
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), HEADERS
    ),
    **dict.fromkeys(("footnote",), NOTES),
    **dict.fromkeys(("annotation",), COMMENTS),
    **dict.fromkeys(
        (
            *(
                "pict",
                "colortbl",
                "objdata",
                "objclass",
                "shprslt",
                "nonshppict",
                "nonesttables",
                "themedata",
            ),
            *("listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "datastore"),
            *("latentstyles", "colorschememapping", "atnid", "atnauthor", "atndate", "atnref", "pgdsctbl"),
            *("nesttableprops", "bkmkstart", "bkmkend", "filetbl", "template", "falt", "panose"),
        ),
        SKIP,
    ),
    "shpinst": SHAPE,
    "info": INFO,
    "fonttbl": FONTS,
    "stylesheet": STYLES,
    "fldinst": INSTRUCTION,
}
INSIDE = {
    (SHAPE, "shptxt"): BOXES,
    (INFO, "title"): TITLE,
    (INFO, "author"): AUTHOR,
    (INFO, "creatim"): CREATED,
}
"""Destinations that are such only inside others."""

CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 204: "cp1251", 161: "cp1253"}
CODE_PAGES = {0: "gb18030", 936: "gb18030", 10000: "mac_roman", 54936: "gb18030", 65001: "utf-8"}
SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
"""Control words that stand for characters; SYMBOLS are those that are no words."""

SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"-": "", b":": "", b"|": ""}
ENDS = ("par", "sect", "page")
HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLES = ("title", "标题")
BODY_LEVEL = 9
