"""What click itself says (headings of help, wrong use) in the language of the command."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import juanzong
from juanzong.lang import Lang

_LOCALE = Path(juanzong.__file__).parent / "data" / "locale"
_CHOICE = "LANGUAGE"
"""The variable by which gettext, and so click, is told the language."""


@contextmanager
def spoken(lang: Lang) -> Iterator[None]:
    """Have click speak a language; its translations are in `data/locale` (`tools/make_locale.py`)."""
    before = os.environ.get(_CHOICE)
    domain = gettext.textdomain()
    folder = gettext.bindtextdomain(domain)
    gettext.bindtextdomain(domain, str(_LOCALE))
    os.environ[_CHOICE] = lang.value
    try:
        yield
    finally:
        gettext.bindtextdomain(domain, folder)
        if before is None:
            os.environ.pop(_CHOICE, None)
        else:
            os.environ[_CHOICE] = before
