"""The passport of a lot as a web page: one file without scripts, pictures or anything else from elsewhere."""

from collections.abc import Iterator
from html import escape

from reports import barcodes
from reports.fonts import visible
from wms_tui.domain.passport import LotPassport, facts, reach, recall_lines

_STYLE = (
    "body{font-family:system-ui,sans-serif;line-height:1.45;color:#111;background:#fff;margin:0 auto;max-width:44rem;"
    "padding:1rem}h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;border-bottom:1px solid"
    " #999}dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1rem;margin:0}dt{color:#555}"
    "dd{margin:0;font-weight:600;overflow-wrap:anywhere}code{font-size:.8rem;overflow-wrap:anywhere}"
    ".recall{border:4px solid #b00020;padding:.6rem 1rem;margin:1rem 0}.recall p:first-child{font-size:1.3rem;"
    "font-weight:700}.code{width:12rem;height:auto;display:block}.small{color:#555;font-size:.85rem}"
    "@media print{body{max-width:none}}"
)
# Nothing is loaded, and nothing runs, whatever the text on the page may be.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_page(document: LotPassport) -> bytes:
    """Return the passport of a lot as a static web page; the same passport gives the same bytes."""
    return ("\n".join(_lines(document)) + "\n").encode()


def _text(words: str) -> str:
    """Return words as they may stand on a page: what cannot be seen is spelled, and nothing is markup."""
    return escape(visible(words), quote=True)


def _lines(one: LotPassport) -> Iterator[str]:
    words = one.words
    name = " ".join(part for part in (one.brand, one.product) if part)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{one.language}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{_text(f'{name} - {words.lot} {one.lot}')}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f'<body><p class="small">{_text(one.firm.name)} - {_text(words.lot_passport)}</p>'
    yield f"<h1>{_text(name)}</h1>"
    if one.recalled:
        told = "".join(f"<p>{_text(line)}</p>" for line in recall_lines(one))
        yield f'<div class="recall" role="alert">{told}</div>'
    yield f"<h2>{_text(words.goods)}</h2>{_list(facts(one))}"
    if not one.recalled:
        yield f"<p><strong>{_text(words.no_recall)}</strong></p>"
    yield from _proofs(one)
    if one.link:
        yield f"<h2>{_text(words.more)}</h2>{_code(one.link, words.code)}"
        yield f'<p><a href="{_text(one.link)}" rel="noreferrer">{_text(one.link)}</a></p>'
    yield f"<h2>{_text(words.stands_by)}</h2>{_list(reach(one))}"
    seal = f" {_text(words.record)} <code>{_text(one.seal)}</code>" if one.seal else ""
    yield f'<p class="small">{_text(words.issued)} {_text(one.spelled(one.issued_on))}.{seal}</p>'
    yield "</body></html>"


def _list(found: list[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{_text(label)}</dt><dd>{_text(words)}</dd>" for label, words in found) + "</dl>"


def _proofs(one: LotPassport) -> Iterator[str]:
    """Yield the tests that were passed and the certificates that are filed, where there are such."""
    words = one.words
    if one.tests:
        yield f"<h2>{_text(words.tests)}</h2>{_list([(test.name, one.spelled(test.on)) for test in one.tests])}"
    if one.papers:
        yield f"<h2>{_text(words.certificates)}</h2><dl>"
        for paper in one.papers:
            filed = f"{_text(one.spelled(paper.on))}<br><code>{_text(paper.sha256)}</code>"
            yield f"<dt>{_text(paper.name)}</dt><dd>{filed}</dd>"
        yield f'</dl><p class="small">{_text(words.proof)}</p>'


def _code(link: str, label: str) -> str:
    """Return the code of a link as a drawing within the page, quiet zone included."""
    quiet = barcodes.QUIET_SQUARE
    matrix = barcodes.square(link)
    side = len(matrix) + 2 * quiet
    path = "".join(
        f"M{quiet + start} {quiet + number}h{length}v1h-{length}z"
        for number, row in enumerate(matrix)
        for start, length in row
    )
    return (
        f'<svg class="code" viewBox="0 0 {side} {side}" role="img" aria-label="{_text(label)}"'
        f' shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )
