"""The forms that a warehouse has had, as SQL: each is made by a step of ``storage.schema``."""
