"""Frozen values to JSON and back, so that what an act gave back can be kept and given back again."""

import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


_PLAIN = frozenset((str, int, type(None), bool, float))


def to_json(value: Any) -> Any:
    """Return a frozen value as JSON values: records as objects, days as ISO text, bytes in Base64."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    names = _names(kind)
    if names is not None:
        # Most fields are plain, and need no call of their own.
        held = {name: getattr(value, name) for name in names}
        return {name: one if type(one) in _PLAIN else to_json(one) for name, one in held.items()}
    if kind is tuple or kind is list:
        return [to_json(one) for one in value]
    return _other(value)


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the names of a record's fields; None for what is no record."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return getattr(kind, "_fields", None) if issubclass(kind, tuple) else None


def _other(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return [to_json(one) for one in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [to_json(one) for one in value]
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
    if issubclass(kind, bytes):
        return b64decode(data)
    if issubclass(kind, datetime):
        return datetime.fromisoformat(data)
    if issubclass(kind, date):
        return date.fromisoformat(data)
    return data
