"""Electronic signatures: which acts the house wants signed, and how a signature reads.

A signature is the badge of who acts with their PIN, given for this one act (21 CFR 11.50, 11.70, 11.200). It carries
the name, the moment and its meaning, and it is bound to the act by the digest of what was asked for.
"""

from collections.abc import Iterable
from enum import StrEnum

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput


class Signing(StrEnum):
    """What a house may want signed."""

    RELEASE = "release"
    RECALL = "recall"
    DESTROY = "destroy"
    ADJUST = "adjust"


SIGN = "sign"
"""What somebody's own word for an act is kept under until the act is done."""

SIGNATURE = "signature: "
"""What the meaning of a signature begins with; that of an approval is a right."""

_WORDS = {
    Signing.RELEASE: "release of goods",
    Signing.RECALL: "approval of a recall",
    Signing.DESTROY: "destruction of goods",
    Signing.ADJUST: "adjustment of the books",
}
_ENDS = "closing of a recall"
CLOSE_RECALL = "close-recall"
RECALL_KINDS = frozenset({"approve-notices", CLOSE_RECALL})
"""Acts by which a recall is approved, or ended."""


def read_signing(text: str) -> tuple[Signing, ...]:
    """Return what is to be signed of ``release, destroy``; an empty text is nothing.

    Raises:
        BadInput: ``bad-setting``.
    """
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    unknown = next((word for word in words if word not in tuple(Signing)), None)
    if unknown is not None:
        raise BadInput("bad-setting", f"{excerpt(unknown)} is not signed.", f"Give of {', '.join(Signing)}, or none.")
    return tuple(one for one in Signing if one in words)


def meaning_of(signed: Iterable[Signing], kind: str) -> str:
    """Return what a signature under an act of a kind means, as it is kept: ``signature: release of goods``."""
    words = {**_WORDS, Signing.RECALL: _ENDS} if kind == CLOSE_RECALL else _WORDS
    return SIGNATURE + ", ".join(words[one] for one in signed)


def is_signature(meaning: str) -> bool:
    """Return whether an approval is the signature of who acted, and not the word of a second person."""
    return meaning.startswith(SIGNATURE)
