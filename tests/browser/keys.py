"""Keys of a keyboard as the DevTools protocol names them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its DOM `key` and `code`, its Windows number, and the text it produces."""

    key: str
    code: str
    number: int
    text: str = ""


_NAMED = {
    stroke.key: stroke
    for stroke in (
        Key("Enter", "Enter", 13, "\r"),
        Key("Tab", "Tab", 9),
        Key("Escape", "Escape", 27),
        Key("Backspace", "Backspace", 8),
        Key("Delete", "Delete", 46),
        Key("ArrowLeft", "ArrowLeft", 37),
        Key("ArrowUp", "ArrowUp", 38),
        Key("ArrowRight", "ArrowRight", 39),
        Key("ArrowDown", "ArrowDown", 40),
        Key("Home", "Home", 36),
        Key("End", "End", 35),
        Key("PageUp", "PageUp", 33),
        Key("PageDown", "PageDown", 34),
        Key(" ", "Space", 32, " "),
    )
}


def key(name: str) -> Key:
    """A key by its DOM name or by the ASCII character it types.

    Raises:
        KeyError: no such key.
    """
    if name in _NAMED:
        return _NAMED[name]
    if len(name) != 1 or not name.isascii():
        raise KeyError(name)
    if name.isalpha():
        return Key(name, f"Key{name.upper()}", ord(name.upper()), name)
    if name.isdigit():
        return Key(name, f"Digit{name}", ord(name), name)
    return Key(name, "", 0, name)
