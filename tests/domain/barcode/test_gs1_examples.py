"""Agreement with published verdicts: examples judged by the GS1 syntax rules, and what wedge scanners send.

The files (``gs1_examples.json``, ``gs1-syntax-dictionary.txt``) are not part of the product: these tests run where
``WMS_REFERENCE_DATA`` names their folder, and are skipped elsewhere.
"""

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wms_tui.domain.barcode.identifiers import IDENTIFIERS
from wms_tui.domain.barcode.scan import read
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
DATA = Path(os.environ.get("WMS_REFERENCE_DATA", "no-reference-data"))
EXAMPLES = DATA / "gs1_examples.json"
DICTIONARY = DATA / "gs1-syntax-dictionary.txt"

needs_examples = pytest.mark.skipif(not EXAMPLES.exists(), reason="WMS_REFERENCE_DATA has no GS1 examples")
needs_dictionary = pytest.mark.skipif(not DICTIONARY.exists(), reason="WMS_REFERENCE_DATA has no GS1 dictionary")


def examples(part: str) -> list[dict[str, Any]]:
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))[part]


def verdict(text: str) -> tuple[list[list[str]] | None, set[str]]:
    """Return what we read, or None for a refusal, and the codes of the cautions."""
    try:
        message = read(text, TODAY).message
    except BadInput:
        return None, set()
    if message is None:
        return None, set()
    return [list(element) for element in message.elements], {caution.code for caution in message.cautions}


@needs_examples
def test_codes_are_taken_and_refused_as_the_standard_does() -> None:
    disagreements = {}
    for one in examples("codes"):
        elements, cautions = verdict(one["input"])
        if "excluded-partner" in cautions:
            # The standard refuses such a code; we read it and say so, as the pallet is there.
            elements = None
        if elements != (one["ais"] if one["syntax_valid"] else None):
            disagreements[one["id"]] = one["mutation"]

    # A separator at the very beginning is against the rules, and real scanners send it.
    assert set(disagreements.values()) <= {"lead_gs"}


@needs_examples
def test_a_code_without_cautions_keeps_the_partner_rules() -> None:
    for one in examples("codes"):
        if one["syntax_valid"]:
            _, cautions = verdict(one["input"])
            partners = cautions & {"missing-partner", "excluded-partner"}
            assert (not partners) == one["assoc_valid"], one["input"]


@needs_examples
def test_every_way_a_wedge_scanner_sends_a_code_is_understood() -> None:
    for one in examples("wedge"):
        elements, _ = verdict(one["input"])

        assert elements == one["expected_ais"], one["name"]


@needs_dictionary
def test_the_table_of_identifiers_is_that_of_the_dictionary() -> None:
    published = {ai: rule for line in DICTIONARY.read_text("utf-8").splitlines() for ai, rule in _rules(line)}

    assert set(published) == set(IDENTIFIERS)
    for ai, (is_predefined, parts, excludes) in published.items():
        ours = IDENTIFIERS[ai]
        forms = [(part.characters, part.shortest, part.longest, part.optional) for part in ours.parts]
        assert (is_predefined, parts, excludes) == (bool(ours.width), forms, sorted(ours.excludes)), ai


def _rules(line: str) -> list[tuple[str, tuple[bool, list[tuple[str, int, int, bool]], list[str]]]]:
    """Return the identifiers of a line of the dictionary with flag, parts and excluded partners."""
    words = line.split("#")[0].split()
    if not words:
        return []
    first, _, last = words[0].partition("-")
    parts = []
    for word in words[1:]:
        match = re.match(r"(\[?)([NXYZ])(?:\.\.)?([0-9]+)", word)
        if match is not None:
            length = int(match[3])
            shortest = 1 if ".." in word else length
            parts.append((match[2].lower(), shortest, length, bool(match[1])))
    excludes = [ai.rstrip("n") for word in words if word.startswith("ex=") for ai in word[3:].split(",")]
    numbers = range(int(first), int(last or first) + 1)
    return [(str(one).zfill(len(first)), ("*" in words[1], parts, sorted(excludes))) for one in numbers]
