"""The pages: what a publication looks like. Only `hook.py` knows MkDocs."""
