"""The program that checks a carrier names whatever happened to it."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juanzong.pack.bag import CHECKER
from tests.pack.making import tree
from tools import verify

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def playground(bag: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bag that tests change and set right again."""
    copy = tmp_path_factory.mktemp("copy") / "盘"
    shutil.copytree(bag, copy)
    return copy


@pytest.fixture
def mine(playground: Path, bag: Path) -> Iterator[Path]:
    yield playground
    for path in playground.rglob("*"):
        if path.is_file() and not (bag / path.relative_to(playground)).exists():
            path.unlink()
    for name, content in tree(bag).items():
        (playground / name).parent.mkdir(parents=True, exist_ok=True)
        (playground / name).write_bytes(content)


def check(root: Path, key: Path) -> verify.Report:
    return verify.check(root, key.with_name("allowed_signers"))


def test_a_bag_as_packed_holds_and_so_does_its_signature(bag: Path, key: Path) -> None:
    report = check(bag, key)
    assert (report.problems, report.signature, report.identity) == ((), "good", "office@example.org")
    assert verify.check(bag).signature == "unknown", "nobody said whose keys count"
    assert verify.check(bag, sm3=True).sm3 is True
    assert "核验通过" in verify.tell(report)
    bagit.Bag(str(bag)).validate(processes=1)


@pytest.mark.usefixtures("bag")
@SLOW
@given(data=st.data())
def test_a_flipped_bit_is_named_and_voids_the_signature(
    data: st.DataObject, playground: Path, bag: Path, key: Path
) -> None:
    names = [name for name, content in tree(bag).items() if content]
    name = data.draw(st.sampled_from(names))
    content = bytearray((bag / name).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    (playground / name).write_bytes(content)
    try:
        report = check(playground, key)
    finally:
        (playground / name).write_bytes((bag / name).read_bytes())
    assert name in {problem.path for problem in report.problems}
    assert report.signature == "bad"


@SLOW
@given(data=st.data())
def test_a_file_removed_or_renamed_is_named(
    data: st.DataObject, playground: Path, bag: Path, key: Path
) -> None:
    name = data.draw(st.sampled_from(sorted(tree(bag))))
    other = data.draw(st.sampled_from([None, f"{name}.bak", f"data/{'x' * 8}", name.swapcase()]))
    if other and other != name:
        (playground / other).parent.mkdir(parents=True, exist_ok=True)
        (playground / name).rename(playground / other)
    else:
        (playground / name).unlink()
    try:
        report = check(playground, key)
    finally:
        if other and other != name:
            (playground / other).unlink()
        (playground / name).write_bytes((bag / name).read_bytes())
    assert name in {problem.path for problem in report.problems}
    assert report.signature == "bad"


@SLOW
@given(name=st.from_regex(r"(data/|data/files/|其他/)?[a-z0-9一二三]{1,12}\.(html|exe|bat)", fullmatch=True))
def test_a_file_added_is_named(name: str, playground: Path, key: Path) -> None:
    (playground / name).write_bytes(b"x")
    try:
        report = check(playground, key)
    finally:
        (playground / name).unlink()
    assert [(p.kind, p.path) for p in report.problems] == [("extra", name)]
    assert report.signature == "bad"


def test_a_renamed_file_is_told_from_a_missing_one(mine: Path, key: Path) -> None:
    (mine / "data/index.html").rename(mine / "data/首页.html")
    (problem,) = check(mine, key).problems
    assert problem[:3] == ("renamed", "data/index.html", "data/首页.html")


def test_what_changed_is_named_with_the_page_that_shows_it(mine: Path, key: Path) -> None:
    file = next(path for path in (mine / "data/files").iterdir() if path.suffix == ".txt")
    file.write_bytes(file.read_bytes() + b"!")
    (problem,) = check(mine, key).problems
    assert problem.where.startswith("《关于")
    assert f"data/evidence/{file.stem}.html" in problem.where
    said = verify.tell(check(mine, key))
    assert f"被改动：data/files/{file.name}" in said
    assert "签名不成立" in said


def test_swapping_manifests_and_files_together_is_seen_by_the_signature_alone(
    mine: Path, bag: Path, key: Path
) -> None:
    """What a digest cannot show, a signature does."""
    for name in (verify.MANIFEST, verify.TAGS, verify.WHOLE):
        content = (mine / name).read_bytes()
        if name == verify.MANIFEST:
            (mine / "data/index.html").write_bytes(b"forged")
            digests, _ = verify.read_manifest(content)
            digests["data/index.html"] = verify.digests_of(mine / "data/index.html")[0]
        elif name == verify.TAGS:
            digests, _ = verify.read_manifest(content)
            digests[verify.MANIFEST] = verify.digests_of(mine / verify.MANIFEST)[0]
            info = (mine / verify.INFO).read_text(encoding="utf-8")
            size = sum(len(v) for k, v in tree(mine).items() if k.startswith("data/"))
            count = info.partition("Payload-Oxum: ")[2].split("\n")[0].split(".")[1]
            lines = [f"Payload-Oxum: {size}.{count}" if "Oxum" in x else x for x in info.splitlines()]
            (mine / verify.INFO).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
            digests[verify.INFO] = verify.digests_of(mine / verify.INFO)[0]
        else:
            digests = {verify.TAGS: verify.digests_of(mine / verify.TAGS)[0]}
        (mine / name).write_bytes(verify.write_manifest(digests))
    bagit.Bag(str(mine)).validate(processes=1)
    report = check(mine, key)
    assert [(p.kind, p.path) for p in report.problems] == [("changed", verify.SIGNATURE)]
    assert report.digest != verify.check(bag).digest, "and by the digest that git recorded"
    assert "SM3 清单不一致" in verify.tell(verify.check(mine, sm3=True))
    assert [p.path for p in _unsigned(mine).problems] == [verify.SIGNATURE], "asked for and not there"
    assert [p.path for p in verify.check(mine, sm3=True).problems] == [verify.SM3_LIST]


def _unsigned(root: Path) -> verify.Report:
    """The check of a bag from which every word of a signature was taken."""
    (root / verify.SIGNATURE).unlink()
    info = (root / verify.INFO).read_text(encoding="utf-8").splitlines()
    kept = "".join(f"{line}\n" for line in info if not line.startswith(verify.SIGNER))
    (root / verify.INFO).write_text(kept, encoding="utf-8", newline="\n")
    digests, _ = verify.read_manifest((root / verify.TAGS).read_bytes())
    digests[verify.INFO] = verify.digests_of(root / verify.INFO)[0]
    (root / verify.TAGS).write_bytes(verify.write_manifest(digests))
    whole = {verify.TAGS: verify.digests_of(root / verify.TAGS)[0]}
    (root / verify.WHOLE).write_bytes(verify.write_manifest(whole))
    assert verify.check(root).holds, "nothing is wrong with it otherwise"
    return verify.check(root, signed=True)


def test_a_folder_that_is_no_carrier_is_told_in_one_line(bag: Path, tmp_path: Path) -> None:
    assert verify.astray(bag) == ""
    (tmp_path / "第1盘").mkdir()
    shutil.copy(bag / verify.DECLARATION, tmp_path / "第1盘")
    assert "第1盘" in verify.astray(tmp_path)
    with pytest.raises(SystemExit) as ended:
        verify.main([str(tmp_path)])
    assert ended.value.code == 2


def test_a_key_that_nobody_listed_does_not_count(bag: Path, tmp_path: Path, key: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    listed = tmp_path / "signers"
    public = other.with_suffix(".pub").read_text(encoding="utf-8")
    listed.write_text(f"office@example.org {public}", encoding="utf-8")
    report = verify.check(bag, listed)
    assert report.signature == "bad"
    assert "不在公钥清单中" in verify.tell(report)
    wrong_use = key.with_name("allowed_signers").read_text(encoding="utf-8")
    listed.write_text(wrong_use.replace(" ", ' namespaces="git" ', 1), encoding="utf-8")
    assert verify.check(bag, listed).signature == "bad", "a key for something else"


def test_what_systems_put_there_is_named_and_not_held_against_it(mine: Path, key: Path) -> None:
    (mine / "System Volume Information").mkdir()
    (mine / "System Volume Information" / "IndexerVolumeGuid").write_bytes(b"x")
    report = check(mine, key)
    assert report.holds
    assert report.signature == "good"
    assert "System Volume Information" in verify.tell(report)
    shutil.rmtree(mine / "System Volume Information")


@pytest.mark.parametrize("line", ["../x", "/etc/passwd", "data/../../x", "~root/x", "data\\x"])
def test_dangerous_paths_are_refused(line: str) -> None:
    digests, bad = verify.read_manifest(f"{'0' * 64}  {line}\n".encode())
    assert (digests, len(bad)) == ({}, 1)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader_of_manifests(content: bytes) -> None:
    digests, _ = verify.read_manifest(content)
    assert all(path and not path.startswith("/") for path in digests)


def test_the_file_on_the_carrier_runs_by_itself_and_knows_where_it_is(mine: Path) -> None:
    command = [sys.executable, "-I", str(mine / CHECKER)]
    done = subprocess.run([*command, "--json"], capture_output=True, check=False, encoding="utf-8", cwd="/")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["holds"] is True
    (mine / "data/index.html").unlink()
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd="/")
    assert done.returncode == 1
    assert "缺少：data/index.html" in done.stdout


def test_it_needs_python_3_8_and_its_own_library_only() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    parsed = ast.parse(source, feature_version=(3, 8))
    modules = {
        (alias.name if isinstance(node, ast.Import) else str(node.module)).split(".")[0]
        for node in ast.walk(parsed)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert modules <= sys.stdlib_module_names
    newer = ("removeprefix", "removesuffix", "file_digest", "is_relative_to", "strict=", "cached_property")
    assert [name for name in newer if name in source] == []
