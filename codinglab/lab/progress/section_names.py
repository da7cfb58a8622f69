"""What the sections of the ICD-10-CM guidelines are about, in a few words of our own."""

from __future__ import annotations

_NAMES = {
    "I.A": "conventions",
    "I.B": "general guidelines",
    "I.C.1": "infections",
    "I.C.2": "neoplasms",
    "I.C.3": "blood",
    "I.C.4": "endocrine and metabolic",
    "I.C.5": "mental and behavioral",
    "I.C.6": "nervous system",
    "I.C.7": "eye",
    "I.C.8": "ear",
    "I.C.9": "circulatory",
    "I.C.10": "respiratory",
    "I.C.11": "digestive",
    "I.C.12": "skin",
    "I.C.13": "musculoskeletal",
    "I.C.14": "genitourinary",
    "I.C.15": "pregnancy and birth",
    "I.C.16": "newborns",
    "I.C.17": "congenital",
    "I.C.18": "symptoms and signs",
    "I.C.19": "injury and poisoning",
    "I.C.20": "external causes",
    "I.C.21": "factors and contacts (Z codes)",
    "I.C.22": "special purposes",
    "II": "principal diagnosis",
    "III": "other diagnoses",
    "IV": "outpatient",
    "Appendix I": "present on admission",
}


def named(section: str) -> str:
    """A section with what it is about, where that is known.

    >>> named("I.C.9"), named("IV.H"), named("NCCI Policy Manual I")
    ('I.C.9, circulatory', 'IV.H, outpatient', 'NCCI Policy Manual I')
    """
    parts = section.split(".")
    for length in range(len(parts), 0, -1):
        about = _NAMES.get(".".join(parts[:length]))
        if about:
            return f"{section}, {about}"
    return section
