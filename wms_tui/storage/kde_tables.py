"""Where partners are and whom to call, and what the records that others ask for say of items and lots.

Key data elements of 21 CFR 1.1310 to 1.1350 (FSMA 204) and of EPCIS ILMD; all may be empty until somebody asks.
"""

TABLES = ()
FINAL = ()
COLUMNS = (
    *(
        f"ALTER TABLE partner ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
        for name in (
            # The person to call, and the number for nights and weekends.
            "contact",
            "after_hours",
            # The address again in parts, as records of others want it; the country as two letters of ISO 3166.
            "city",
            "state",
            "zip",
            "country",
            "gln",
            # Leads to the place a lot code comes from: a registration, a web address or a GLN.
            "source_reference",
            # The language of letters: en, es, fr, de, vi; empty is that of the house.
            "language",
        )
    ),
    # The day on which somebody last made sure that this contact is right.
    "ALTER TABLE partner ADD COLUMN verified_on TEXT",
    *(
        f"ALTER TABLE item ADD COLUMN {name} TEXT NOT NULL DEFAULT ''"
        for name in ("brand", "commodity", "variety", "packaging_size", "packaging_style")
    ),
    # Whether the item is on the Food Traceability List.
    "ALTER TABLE item ADD COLUMN listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1))",
    # Country of origin, two letters of ISO 3166, and where its lot code was given, as received.
    "ALTER TABLE lot ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE lot ADD COLUMN source_reference TEXT NOT NULL DEFAULT ''",
)
