"""Check a hand-over carrier (核验移交载体).

少了、改了、多了什么文件，各在站点的哪一页；有签名的核验签名。

    python verify.py [文件夹] [--signers 公钥清单] [--sm3] [--json] [--lang en]

Holds a carrier (BagIt 1.0, RFC 8493) against its manifests and its SSH signature. One file,
Python 3.8 or later and nothing else, so that it runs from the carrier itself; `build_archive.py verify` is
the same code. Exit code 0: complete and unchanged; 1: it is not; 2: wrong use.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Callable, Iterator, Mapping, NamedTuple

MARKER = "正在写入-请勿使用.txt"
"""Stands on a carrier from before its first byte is written until after its last was read back."""
DECLARATION = "bagit.txt"
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAGS = "tagmanifest-sha256.txt"
WHOLE = "整袋摘要.txt"
"""The digest of the tag manifest, which stands for everything: what git records of a hand-over."""
SIGNATURE = TAGS + ".sig"
SM3_LIST = "其他/SM3摘要清单.txt"
PAYLOAD = "data"
CATALOGUE = "data/catalogue.json"
NAMESPACE = "juanzong-bag"
"""The namespace of signatures (`ssh-keygen -Y`): what was signed as something else does not count here."""
SIGNER = "Juanzong-Signed-By"
"""Says in bag-info.txt that there must be a signature, and by the key of which fingerprint."""
NOISE = re.compile(
    r"(?:System Volume Information|\$RECYCLE\.BIN|RECYCLER|\.Trash(?:es|-\d+)?|\.Spotlight-V100|\.fseventsd"
    r"|\.TemporaryItems|lost\+found|FOUND\.\d{3})(?:/.*)?|(?:其他/)?(?:Thumbs\.db|desktop\.ini|\.DS_Store|\._[^/]*)",
    re.IGNORECASE,
)
"""What systems put on a carrier by themselves when it is plugged in; it is named and not held against it."""

_CHUNK = 1 << 20
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_PART = re.compile(r"data/(?:files|evidence|thumbs|views)/([0-9a-f]{12})\.[a-z0-9]+")
_DOSSIER = re.compile(r"data/(?:dossiers|print)/([A-Za-z0-9-]+)\.html")

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and all bytes there are to read."""


class Problem(NamedTuple):
    """Something wrong with one file: `kind` is broken, missing, changed, extra or renamed.

    `detail` says more, `where` names the page of the site that shows the file.
    """

    kind: str
    path: str
    detail: str = ""
    where: str = ""


class Report(NamedTuple):
    """What a check found. `signature` is none, unchecked, good, unknown (no signers given) or bad.

    `digest` is the digest of the whole, empty where there is no tag manifest; `noise` are files that systems
    put there; `signer` is the fingerprint of the key, `identity` who the list of signers says that is.
    """

    files: int
    bytes: int
    digest: str
    problems: tuple[Problem, ...]
    noise: tuple[str, ...]
    signature: str
    signer: str
    identity: str
    sm3: bool | None
    info: Mapping[str, str]

    @property
    def holds(self) -> bool:
        """Whether everything is there, unchanged, with nothing beside it."""
        return not self.problems


# --- reading a bag ---------------------------------------------------------------------------------------


def files_below(root: Path) -> dict[str, str]:
    """Every file and link below a folder: its name as manifests have it (NFC, `/`) to its name on disk."""
    found: dict[str, str] = {}
    for folder, folders, names in os.walk(str(root)):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*names, *links]:
            actual = (Path(folder) / name).relative_to(root).as_posix()
            shown = actual.encode("utf-8", "backslashreplace").decode("utf-8")
            found[unicodedata.normalize("NFC", shown)] = actual
    return found


def read_manifest(content: bytes) -> tuple[dict[str, str], list[str]]:
    """Digests by path, and the lines of which nothing can be made."""
    digests: dict[str, str] = {}
    bad: list[str] = []
    for line in content.decode("utf-8", "backslashreplace").splitlines():
        match = _LINE.fullmatch(line)
        path = unicodedata.normalize("NFC", _decoded(match.group(2))) if match else ""
        unsafe = path.startswith(("/", "~")) or ".." in path.split("/") or "\\" in path or path in digests
        if match is None or unsafe:
            bad.append(line)
        else:
            digests[path] = match.group(1).lower()
    return digests, bad


def write_manifest(digests: Mapping[str, str]) -> bytes:
    """The lines of a manifest, in the order of the paths."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("utf-8")


def read_info(content: bytes) -> dict[str, str]:
    """The labels and values of bag-info.txt, continued lines joined."""
    found: dict[str, str] = {}
    last = ""
    for line in content.decode("utf-8", "replace").splitlines():
        label, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and last:
            found[last] += " " + line.strip()
        elif colon:
            last = label.strip()
            found[last] = value.strip()
    return found


def _decoded(path: str) -> str:
    """The three characters that RFC 8493 §2.1.3 has written in hexadecimal."""
    return re.sub("%(0[AaDd]|25)", lambda hit: chr(int(hit.group(1), 16)), path)


# --- checking --------------------------------------------------------------------------------------------


def check(
    root: Path,
    signers: Path | None = None,
    sm3: bool = False,
    progress: Progress = lambda _d, _t: None,
    signed: bool = False,
) -> Report:
    """Hold everything below `root` against the manifests there; files are read, nothing is written.

    With `signed` a carrier without a signature, or with one that cannot be checked here, does not hold.
    """
    there = files_below(root)
    problems: list[Problem] = []
    small = {name: _read(root, there.get(name)) for name in (DECLARATION, INFO, MANIFEST, TAGS, WHOLE)}
    if MARKER in there:
        problems.append(Problem("broken", MARKER, "unfinished"))
    if small[DECLARATION] is None:
        problems.append(Problem("missing", DECLARATION))
    elif small[DECLARATION] != DECLARED:
        problems.append(Problem("changed", DECLARATION))
    listed: dict[str, str] = {}
    for name in (TAGS, MANIFEST):
        digests, bad = read_manifest(small[name] or b"")
        inside = {path for path in digests if path.startswith(PAYLOAD + "/")}
        wrong = inside if name == TAGS else set(digests) - inside
        problems += [Problem("broken", name, "line") for _ in (*bad, *wrong)]
        listed.update({path: digest for path, digest in digests.items() if path not in wrong})
        if small[name] is None:
            problems.append(Problem("missing", name))
    actual, problems_read, matched = _compare(root, there, listed, sm3, progress)
    problems += problems_read
    problems += _whole(small, actual)
    outside = {MARKER, TAGS, WHOLE, SIGNATURE, DECLARATION, *listed}
    extra = sorted(set(there) - outside)
    noise = tuple(path for path in extra if NOISE.fullmatch(path))
    problems += [Problem("extra", path) for path in extra if path not in noise]
    info = read_info(small[INFO] or b"")
    if not problems:
        problems += _counted(info, listed, matched)
    problems = _renamed(root, there, listed, problems)
    sm3_holds = _sm3_holds(root, there, actual, sm3)
    if sm3_holds is False and not problems:
        problems.append(Problem("broken", SM3_LIST, "sm3"))
    state, signer, identity = _signature(root, there, info, signers)
    voided = state != "none" and problems
    problems += _unsigned(state, signed)
    where = _places(root, there)
    shown = tuple(p._replace(where=where(p.path)) for p in dict.fromkeys(problems))
    tags = small[TAGS]
    digest = hashlib.sha256(tags).hexdigest() if tags is not None else ""
    payload = [path for path in listed if path.startswith(PAYLOAD + "/")]
    return Report(
        files=len(payload),
        bytes=sum(matched.get(path, 0) for path in payload),
        digest=digest,
        problems=shown,
        noise=noise,
        signature="bad" if voided or state in ("missing", "stranger") else state,
        signer=signer,
        identity=identity,
        sm3=sm3_holds,
        info=info,
    )


def _read(root: Path, name: str | None) -> bytes | None:
    if name is None:
        return None
    try:
        return (root / name).read_bytes()
    except OSError:
        return None


def _compare(
    root: Path, there: Mapping[str, str], listed: Mapping[str, str], sm3: bool, progress: Progress
) -> tuple[dict[str, tuple[str, str]], list[Problem], dict[str, int]]:
    """Digests (SHA-256, SM3) of the listed files, what is wrong with them, and their sizes."""
    actual: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    sizes: dict[str, int] = {}
    for path in listed:
        if path in there and not (root / there[path]).is_symlink():
            try:
                sizes[path] = (root / there[path]).stat().st_size
            except OSError:
                sizes[path] = 0
    total, done = sum(sizes.values()), 0
    for path, digest in sorted(listed.items()):
        if path not in sizes:
            problems.append(
                Problem("missing", path) if path not in there else Problem("changed", path, "link")
            )
            continue
        try:
            actual[path] = digests_of(root / there[path], sm3)
        except OSError as error:
            problems.append(Problem("changed", path, f"unreadable: {error.strerror or error}"))
        else:
            if actual[path][0] != digest:
                problems.append(Problem("changed", path))
        done += sizes[path]
        progress(done, total)
    return actual, problems, sizes


def digests_of(path: Path, sm3: bool = False) -> tuple[str, str]:
    """The SHA-256 of a file's bytes, and their SM3 (empty unless wanted and this Python has it)."""
    first = hashlib.sha256()
    second = hashlib.new("sm3") if sm3 and "sm3" in hashlib.algorithms_available else None
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(_CHUNK), b""):
            first.update(chunk)
            if second:
                second.update(chunk)
    return first.hexdigest(), second.hexdigest() if second else ""


def _whole(small: Mapping[str, bytes | None], actual: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Whether tag manifest and digest of the whole agree, and if not, which of them changed."""
    tags, whole = small[TAGS], small[WHOLE]
    if whole is None:
        yield Problem("missing", WHOLE)
        return
    if tags is None or write_manifest({TAGS: hashlib.sha256(tags).hexdigest()}) == whole:
        return
    known = {path: found[0] for path, found in actual.items() if not path.startswith(PAYLOAD + "/")}
    anew = write_manifest(known)
    if write_manifest({TAGS: hashlib.sha256(anew).hexdigest()}) == whole or anew != tags:
        yield Problem("changed", TAGS)
    if anew == tags or write_manifest({TAGS: hashlib.sha256(anew).hexdigest()}) != whole:
        yield Problem("changed", WHOLE)


def _counted(
    info: Mapping[str, str], listed: Mapping[str, str], sizes: Mapping[str, int]
) -> Iterator[Problem]:
    """Whether as many files and bytes are there as bag-info.txt says (Payload-Oxum, RFC 8493 §2.2.2)."""
    stated = info.get("Payload-Oxum", "")
    payload = [path for path in listed if path.startswith(PAYLOAD + "/")]
    counted = f"{sum(sizes.get(path, 0) for path in payload)}.{len(payload)}"
    if stated != counted:
        yield Problem("broken", INFO, "count: {} / {}".format(stated or "-", counted))


def _renamed(
    root: Path, there: Mapping[str, str], listed: Mapping[str, str], problems: list[Problem]
) -> list[Problem]:
    """Take a missing and an extra file of the same bytes together: it was renamed."""
    missing: dict[str, str] = {
        listed[p.path]: p.path for p in problems if p.kind == "missing" and p.path in listed
    }
    if not missing:
        return problems
    made: list[Problem] = []
    gone = set()
    for problem in problems:
        digest = ""
        if problem.kind == "extra" and not (root / there[problem.path]).is_symlink():
            try:
                digest = digests_of(root / there[problem.path])[0]
            except OSError:
                digest = ""
        if digest in missing:
            gone.add(missing[digest])
            made.append(Problem("renamed", missing.pop(digest), problem.path))
        else:
            made.append(problem)
    return [p for p in made if not (p.kind == "missing" and p.path in gone)]


def _sm3_holds(
    root: Path, there: Mapping[str, str], actual: Mapping[str, tuple[str, str]], sm3: bool
) -> bool | None:
    """Whether the SM3 list says the same of the payload; None where it was not asked or cannot be told."""
    content = _read(root, there.get(SM3_LIST))
    if not sm3 or content is None or "sm3" not in hashlib.algorithms_available:
        return None
    stated, bad = read_manifest(content)
    found = {path: pair[1] for path, pair in actual.items() if path.startswith(PAYLOAD + "/")}
    return not bad and stated == found


def _signature(
    root: Path, there: Mapping[str, str], info: Mapping[str, str], signers: Path | None
) -> tuple[str, str, str]:
    """State of the signature, fingerprint of its key, and who that is by the list of signers."""
    promised = info.get(SIGNER, "")
    signature = _read(root, there.get(SIGNATURE))
    content = _read(root, there.get(TAGS))
    if signature is None:
        return ("missing" if promised else "none"), promised, ""
    program = shutil.which("ssh-keygen")
    if program is None or content is None:
        return "bad" if content is None else "unchecked", promised, ""
    with tempfile.TemporaryDirectory() as folder:  # a name without spaces and signs for ssh-keygen on Windows
        kept = Path(folder) / "signature"
        kept.write_bytes(signature)
        tail = ["-n", NAMESPACE, "-s", str(kept)]
        done = _ssh(program, ["-Y", "check-novalidate", *tail], content)
        found = re.search("SHA256:[A-Za-z0-9+/]+", done or "")
        if found is None or (promised and found.group() != promised):
            return "bad", promised, ""
        if signers is None:
            return "unknown", found.group(), ""
        listed = ["-f", str(signers)]
        names = _ssh(program, ["-Y", "find-principals", *listed, "-s", str(kept)], b"") or ""
        held = (
            n for n in names.splitlines() if _ssh(program, ["-Y", "verify", *listed, "-I", n, *tail], content)
        )
        name = next(held, "")
        return "good" if name else "stranger", found.group(), name


def _unsigned(state: str, signed: bool) -> Iterator[Problem]:
    """What is wrong with a signature of that state, where there must be one and where there need not."""
    if state == "missing" or (state == "none" and signed):
        yield Problem("missing", SIGNATURE)
    if state == "bad":
        yield Problem("changed", SIGNATURE, "signature")
    if state == "stranger" or (state == "unchecked" and signed):
        yield Problem("broken", SIGNATURE, state)


def _ssh(program: str, arguments: list[str], content: bytes) -> str | None:
    """What ssh-keygen says, or None where it does not agree."""
    command = [program, *arguments]
    done = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603 (no shell)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _places(root: Path, there: Mapping[str, str]) -> Callable[[str], str]:
    """Says of a path which page of the site shows it, from the catalogue where that can be read."""
    try:
        catalogue = json.loads((root / there[CATALOGUE]).read_bytes().decode("utf-8"))
        items = {row["id"]: row for row in catalogue["evidence"]}
        dossiers = {
            row["code"]: "{} {}".format(row["display"], row["title"]) for row in catalogue["indicators"]
        }
    except (KeyError, OSError, ValueError, TypeError):
        items, dossiers = {}, {}

    def where(path: str) -> str:
        part, dossier = _PART.fullmatch(path), _DOSSIER.fullmatch(path)
        if part and part.group(1) in items:
            row = items[part.group(1)]
            codes = dict.fromkeys(link["indicator"] for link in row["links"])
            used = "；".join(dossiers[code] for code in codes if code in dossiers)
            return "《{}》 data/{}{}".format(row["title"], row["page"], f"（{used}）" if used else "")
        if dossier and dossier.group(1) in dossiers:
            return f"{dossiers[dossier.group(1)]} data/dossiers/{dossier.group(1)}.html"
        if path.startswith("data/search/"):
            return "data/search.html"
        return path if path.startswith("data/") and path.endswith(".html") else ""

    return where


# --- saying it -------------------------------------------------------------------------------------------

_KINDS = {
    "broken": ("不成立", "broken"),
    "missing": ("缺少", "missing"),
    "changed": ("被改动", "changed"),
    "extra": ("多出", "extra"),
    "renamed": ("被改名", "renamed"),
}
_DETAILS = {
    "unfinished": ("上次写入没有完成，请重新运行 pack", "writing was not finished; run pack again"),
    "line": ("清单中有一行不合格式", "a line is not as it must be"),
    "link": ("是链接，不是文件", "a link, not a file"),
    "signature": ("签名不成立", "the signature does not hold"),
    "stranger": ("签名的密钥不在公钥清单中", "signed with a key that is not in the list of signers"),
    "unchecked": ("本机没有 ssh-keygen，签名未核验", "there is no ssh-keygen here to check the signature"),
    "sm3": ("与文件的 SM3 摘要不一致", "does not agree with the files' SM3 digests"),
}
_SIGNATURES = {
    "none": (
        "没有签名：与清单一致只说明没有传错、没有被单独改动；清单和内容一起被换掉的看不出来，请与创建办核对整袋摘要。",
        "Not signed: replacing everything together would not be seen; compare the digest of the whole.",
    ),
    "unchecked": (
        "有签名，但本机没有 ssh-keygen，未核验。",
        "Signed; there is no ssh-keygen here to check it.",
    ),
    "good": ("签名成立：{identity}（{signer}）。", "The signature holds: {identity} ({signer})."),
    "unknown": (
        "签名完好，密钥指纹 {signer}；请与创建办公布的指纹核对，或用 --signers 指定公钥清单。",
        "The signature is intact, key {signer}; compare it with the published one, or give --signers.",
    ),
    "bad": ("签名不成立。", "The signature does not hold."),
}


def astray(root: Path, english: bool = False) -> str:
    """What to say where `root` has nothing of a carrier, and where one might be; empty where it has."""
    marks = (DECLARATION, INFO, MANIFEST, TAGS, WHOLE, MARKER)
    if any((root / name).exists() for name in marks):
        return ""
    below = sorted(folder.name for folder in root.iterdir() if (folder / DECLARATION).is_file())
    if english:
        hint = " It is in: " + ", ".join(below) if below else ""
        return f"{root} is no carrier: there is no {DECLARATION} and no list of files.{hint}"
    hint = f"载体在其中的：{'、'.join(below)}" if below else "请指明 U 盘的根文件夹"
    return f"{root} 不是移交载体：没有 {DECLARATION}，也没有清单。{hint}"


def tell(report: Report, english: bool = False, sm3: bool = False) -> str:
    """The report for people; `sm3` says that the SM3 list was asked about."""
    pick = 1 if english else 0
    lines: list[str] = []
    for problem in report.problems:
        kind = _KINDS[problem.kind][pick]
        said = _DETAILS[problem.detail][pick] if problem.detail in _DETAILS else problem.detail
        if problem.kind == "renamed":
            said = ("现名 " if not english else "now ") + problem.detail
        place = ("见 " if not english else "see ") + problem.where if problem.where else ""
        rest = ("，" if not english else ", ").join(part for part in (said, place) if part)
        lines.append(
            "{}{}{}{}".format(kind, "：" if not english else ": ", problem.path, " — " + rest if rest else "")
        )
    if report.noise:
        names = ("、" if not english else ", ").join(sorted({path.split("/")[0] for path in report.noise}))
        lines.append(
            "系统自动生成、与移交内容无关：" + names
            if not english
            else "put there by systems, harmless: " + names
        )
    if report.info.get("Juanzong-Draft"):
        lines.append(
            "注意：这是试制件，未经签发。" if not english else "Note: this is a draft, not a release."
        )
    lines.append(_SIGNATURES[report.signature][pick].format(signer=report.signer, identity=report.identity))
    if report.sm3 is not None:
        same = report.sm3
        lines.append(
            ("SM3 清单一致。" if same else "SM3 清单不一致。")
            if not english
            else ("The SM3 list agrees." if same else "The SM3 list differs.")
        )
    elif sm3:
        lines.append(
            "SM3 清单未核对：没有这份清单，或本机的 Python 不能计算 SM3。"
            if not english
            else "The SM3 list was not checked: there is none, or this Python cannot compute SM3."
        )
    if report.digest:
        lines.append(
            ("整袋摘要 SHA-256 " if not english else "digest of the whole, SHA-256 ") + report.digest
        )
    if report.holds:
        size = f"{report.bytes:,}"
        lines.append(
            f"核验通过：{report.files} 个文件、{size} 字节，与清单完全一致，没有多余的文件。"
            if not english
            else f"Verified: {report.files} files, {size} bytes, all as listed and nothing else."
        )
    else:
        count = len(report.problems)
        lines.append(f"核验未通过：{count} 处问题。" if not english else f"Not verified: {count} problems.")
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """The report for machines."""
    rows = {**report._asdict(), "problems": [p._asdict() for p in report.problems], "holds": report.holds}
    return json.dumps(rows, ensure_ascii=False)


def _home() -> str:
    """The carrier that this file itself stands on, else the current folder."""
    above = Path(__file__).resolve().parent.parent
    return str(above) if (above / DECLARATION).exists() or (above / MARKER).exists() else "."


def main(arguments: list[str] | None = None) -> int:
    """Check a carrier and say what was found; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(description="核验移交载体（BagIt）：缺少、改动、多出的文件和签名。")
    parser.add_argument("folder", nargs="?", default=_home(), help="载体的根文件夹")
    parser.add_argument("--signers", type=Path, help="公钥清单（ssh allowed_signers），须从创建办另行取得")
    parser.add_argument("--sm3", action="store_true", help="同时核对 SM3 清单（较慢）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    asked = parser.parse_args(arguments)
    root = Path(asked.folder)
    if not root.is_dir() or (asked.signers and not asked.signers.is_file()):
        parser.error(f"没有这个文件夹或文件：{asked.signers if root.is_dir() else root}")
    if wrong := astray(root, asked.lang == "en"):
        parser.error(wrong)
    report = check(root, asked.signers, asked.sm3, signed=asked.signers is not None)
    print(as_json(report) if asked.json else tell(report, asked.lang == "en", asked.sm3))
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
