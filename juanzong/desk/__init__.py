"""The archive group's desk: what commands and pages do for clerks, without saying a word to them.

    desk = open_desk(request)
    files, skipped = sources([Path("D:/报送")])
    for proposal in propose(desk, files):
        outcome = accept(desk, proposal, Answers(codes=("I-1-1-2",)))

Everything is written whole or not at all; an interrupted desk leaves nothing half done.
"""

from juanzong.desk.accepting import Answers, Done, Outcome, accept, written_by
from juanzong.desk.pool import Desk, open_desk
from juanzong.desk.proposing import Outlook, Proposal, Source, propose, sources

__all__ = [
    "Answers",
    "Desk",
    "Done",
    "Outcome",
    "Outlook",
    "Proposal",
    "Source",
    "accept",
    "open_desk",
    "propose",
    "sources",
    "written_by",
]
