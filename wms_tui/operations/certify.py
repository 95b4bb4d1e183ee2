"""Add certificate: a paper about a lot is kept whole, with its hash."""

from dataclasses import dataclass

from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.inspect import Paper, checked_paper, keep_paper
from wms_tui.queries.certificates import certificates_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot


@dataclass(frozen=True, slots=True)
class AddCertificate:
    """A paper about a lot."""

    item: str
    lot: str
    paper: Paper
    reason: str = ""


@dataclass(frozen=True)
class CertificateAdded(Done):
    """Which certificate of the lot it is, its size in bytes and its hash."""

    number: int
    name: str
    size: int
    sha256: str


@operation("add-certificate")
def add_certificate(slip: AddCertificate, deed: Deed) -> CertificateAdded:
    """Keep a paper about a lot.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: what ``inspect.checked_paper`` refuses.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    paper = checked_paper(slip.paper)
    deed.post(reason=slip.reason, reference=item.code)
    sha256 = keep_paper(deed, lot, paper)
    number = len(certificates_of(lot.id))
    return CertificateAdded(number=number, name=paper.name, size=len(paper.content), sha256=sha256)
