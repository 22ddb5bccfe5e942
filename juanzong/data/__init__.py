"""Tables that ship with the code: how characters fold."""
