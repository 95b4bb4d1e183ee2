"""A recall letter as a mail that any mail program opens and sends: the covering letter, with the notice attached."""

from email.message import EmailMessage
from email.policy import SMTP

from wms_tui.domain.recall_letters import Letter


def mail_with_notice(letter: Letter, subject: str, text: str, notice: bytes, name: str, *, draft: bool) -> bytes:
    """Return the mail as the bytes of an ``.eml`` file.

    What is a drill or a draft says so in its subject, and has nobody to go to: it cannot be sent by mistake.
    """
    message = EmailMessage(policy=SMTP)
    stays = draft or letter.drill
    message["Subject"] = _one_line(f"DRAFT: {subject}" if draft else subject)
    message["From"] = _one_line(letter.firm.email) or "recall@localhost"
    if not stays:
        message["To"] = _one_line(letter.to.email)
    message["X-Unsent"] = "1"
    if letter.urgent:
        message["Importance"] = "high"
    message.set_content(text)
    message.add_attachment(notice, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def _one_line(text: str) -> str:
    """Return text that cannot begin another header."""
    return " ".join(text.split())
