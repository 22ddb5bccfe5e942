"""Signatures by SSH keys (`ssh-keygen -Y`, OpenSSH 8.1 and later): a key that people have and can publish."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from juanzong.publish.errors import PublishError
from tools import verify


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, or the public one of a key that an agent holds; `fingerprint` is `SHA256:…`."""

    path: Path
    fingerprint: str

    @classmethod
    def open(cls, path: Path) -> Self:
        """See that there is a key and a program to sign with.

        Raises:
            PublishError: there is not.
        """
        said = _run("-l", "-f", str(path))
        match = re.search(r"SHA256:[A-Za-z0-9+/]+", said)
        if match is None:
            raise PublishError(f"{path}：不是 SSH 密钥（{said}）", f"{path}: no SSH key ({said})")
        return cls(path, match.group())

    def sign(self, content: bytes) -> bytes:
        """The signature of some bytes; asks for the passphrase on the terminal where the key has one.

        Raises:
            PublishError: ssh-keygen did not sign.
        """
        with tempfile.TemporaryDirectory() as folder:
            signed = Path(folder) / "content"
            signed.write_bytes(content)
            said = _run("-Y", "sign", "-f", str(self.path), "-n", verify.NAMESPACE, str(signed))
            made = signed.with_name("content.sig")
            if not made.exists():
                raise PublishError(f"签名没有成功：{said}", f"not signed: {said}")
            return made.read_bytes()


def _run(*arguments: str) -> str:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise PublishError(
            "没有找到 ssh-keygen，不能签名；请安装 OpenSSH 客户端（Windows 10 起在“可选功能”中）",
            "there is no ssh-keygen to sign with; install the OpenSSH client",
        )
    done = subprocess.run([program, *arguments], capture_output=True, check=False)  # noqa: S603 (no shell)
    return (done.stdout + done.stderr).decode("utf-8", "replace").strip()
