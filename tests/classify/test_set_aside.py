"""What a person says is no evidence is linked to nothing, suggested for nothing, and listed."""

from pathlib import Path

from juanzong.pipeline import assess
from tests.archives import NOTICE, REPORT, make_archive, request_for


def test_it_is_in_no_dossier_and_stays_listed(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path,
        {
            "A-1/通知.txt": NOTICE,
            "A-1/通知.txt.yml": "not_evidence: 草稿\n",
            "inbox/说明.txt": REPORT,
            "inbox/说明.txt.yml": "not_evidence: 与创建无关\n",
        },
    )
    made = assess(request_for(root, "working"))
    assert made.material.links == ()
    assert all(not dossier.entries for dossier in made.publication.dossiers)
    assert len(made.publication.queue) == 2
    found = {(f.code, f.subject) for f in made.findings}
    assert {code for code, _ in found} & {"JZ503", "JZ504"} == set()
    assert ("JZ831", "evidence/inbox/说明.txt") in found
    assert ("JZ832", "evidence/A-1/通知.txt") in found
    assert ("JZ832", "evidence/inbox/说明.txt") not in found


def test_inspectors_do_not_see_it(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-1/通知.txt.yml": "not_evidence: 草稿\n"})
    assert assess(request_for(root)).publication.evidence == {}
