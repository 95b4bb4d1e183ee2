"""Frozen values to JSON and back, so that what an act gave back can be kept and given back again."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_json(value: Any) -> Any:
    """Return a frozen value as JSON values: dataclasses and named tuples as objects, days as ISO text."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_json(one) for name, one in value._asdict().items()}  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        many = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [to_json(one) for one in many]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def from_json(kind: type[Value], data: Any) -> Value:
    """Return the value of a type that ``to_json`` made these JSON values of."""
    return _read(kind, data)


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(one for one in get_args(kind) if one is not type(None)), data)
    if origin in (tuple, list, frozenset):
        inner = get_args(kind)[0]
        return origin(_read(inner, one) for one in data)
    if origin is dict:
        return dict(data)
    if not isinstance(kind, type):
        return data
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], one) for name, one in data.items()})
    if issubclass(kind, Enum):
        return kind(data)
    if issubclass(kind, datetime):
        return datetime.fromisoformat(data)
    if issubclass(kind, date):
        return date.fromisoformat(data)
    return data
