"""Questions about the papers of lots. What is read is held against the hash it had when it came."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wms_tui.errors import NotFound, Refused
from wms_tui.storage.statements import moment, row, rows

_OF_LOT = """
SELECT certificate.name, length(content), sha256, certificate.entry_id, entry.happened_at, entry.by
FROM certificate JOIN entry ON entry.id = certificate.entry_id
WHERE certificate.lot_id = ? ORDER BY certificate.id
"""
_CONTENT = """
SELECT certificate.name, certificate.sha256, json_extract(answer.result, '$.sha256'), content
FROM certificate JOIN answer ON answer.entry_id = certificate.entry_id
WHERE certificate.id = ?
"""
_NUMBERS = "SELECT id FROM certificate WHERE lot_id = ? ORDER BY id"
_NEXT = """
SELECT certificate.id, item.code, lot.number, certificate.name, certificate.sha256,
       json_extract(answer.result, '$.sha256'), content
FROM certificate JOIN lot ON lot.id = certificate.lot_id JOIN item ON item.id = lot.item_id
LEFT JOIN answer ON answer.entry_id = certificate.entry_id
WHERE certificate.id > ? ORDER BY certificate.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A paper about a lot, without its content; ``number`` counts those of the lot from 1."""

    number: int
    name: str
    size: int
    """In bytes."""
    sha256: str
    entry: int
    at: datetime
    by: str


def certificates_of(lot_id: int) -> list[CertificateRow]:
    """Return the papers of a lot in the order they came."""
    return [
        CertificateRow(number, name, size, sha256, entry, moment(at), by)
        for number, (name, size, sha256, entry, at, by) in enumerate(rows(_OF_LOT, lot_id), 1)
    ]


def certificate_content(lot_id: int, number: int) -> tuple[str, bytes]:
    """Return the name and the content of a paper of a lot, as it was when it came.

    Raises:
        NotFound: ``unknown-certificate``.
        Refused: ``certificate-damaged`` where a byte is not what it was.
    """
    there = [one for (one,) in rows(_NUMBERS, lot_id)]
    found = row(_CONTENT, there[number - 1]) if 1 <= number <= len(there) else None
    if found is None:
        hint = f"Name 1 to {len(there)}." if there else "It has none: wms certificate add."
        raise NotFound("unknown-certificate", f"There is no certificate {number} of this lot.", hint, number=number)
    name, sha256, sealed, content = found
    if not _is_whole(content, sha256, sealed):
        raise Refused(
            "certificate-damaged", f"Certificate {number} is not what it was when it came.",
            "Restore a backup, or ask for the paper again.", number=number,
        )  # fmt: skip
    return name, content


def damaged_certificates() -> Iterator[str]:
    """Yield which papers are not what they were, one sentence each; one paper is in memory at a time."""
    found = row(_NEXT, 0)
    while found is not None:
        number, item, lot, name, sha256, sealed, content = found
        if not _is_whole(content, sha256, sealed):
            yield f"{item} {lot}: the certificate {name} is not what it was"
        found = row(_NEXT, number)


def _is_whole(content: bytes, sha256: str, sealed: str | None) -> bool:
    """Return whether a content has its hash, and the hash is the one in the answer, which the seals cover."""
    return hashlib.sha256(content).hexdigest() == sha256 == sealed
