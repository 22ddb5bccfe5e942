"""Index: what a publication lets be found, in two sinks for one token stream.

The static index (`build`) is what the site's search page loads by `<script>`, on any web server and from a
stick; the desk index (`desk`) is what the `search` command asks.
"""

from juanzong.index.document import Document, DocumentKind, documents
from juanzong.index.static import build

__all__ = ["Document", "DocumentKind", "build", "documents"]
