"""Profiles: what is written where, as the user wants it, and as files to be carried about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import LinernotesError
from engine.tags import Policy
from engine.writing import PROFILES, Profile

_FORMAT = "linernotes profile"
_VERSION = 1
_LONGEST = 1 << 20  # bytes


class ProfileError(LinernotesError):
    """There is no such profile, or its file cannot be read or written."""


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """A shipped profile, and the policies that replace its own."""

    profile: str
    policies: Mapping[str, str]


def profile_of(choice: ProfileChoice) -> Profile:
    """What the engine is to obey; raises ProfileError for names that are not known here."""
    known = {policy.value for policy in Policy}
    if choice.profile not in PROFILES or not known.issuperset(choice.policies.values()):
        reason = "this profile is not known here; choose one in the settings"
        raise ProfileError(Path(choice.profile), reason)
    profile = PROFILES[choice.profile]
    chosen = {field: Policy(policy) for field, policy in choice.policies.items()}
    policies = {field: chosen.get(field, own) for field, own in profile.policies.items()}
    return replace(profile, policies=policies)


def save(path: Path, choice: ProfileChoice) -> None:
    """Writes the choice as JSON; raises ProfileError."""
    values = {
        _FORMAT: _VERSION,
        "profile": choice.profile,
        "policies": dict(choice.policies),
    }
    try:
        path.write_text(json.dumps(values, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise ProfileError(path, error.strerror or str(error)) from error


def load(path: Path) -> ProfileChoice:
    """Reads what `save` has written; raises ProfileError, which says what is wrong."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_LONGEST))
    except OSError as error:
        raise ProfileError(path, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise ProfileError(path, "this is not a profile of Linernotes") from error
    if not isinstance(values, dict) or _FORMAT not in values:
        raise ProfileError(path, "this is not a profile of Linernotes")
    if values[_FORMAT] != _VERSION:
        raise ProfileError(path, "it was made by a newer version of Linernotes")
    name, policies = values.get("profile"), values.get("policies", {})
    if not isinstance(name, str) or name not in PROFILES:
        raise ProfileError(path, f"there is no profile {str(name)[:40]!r}")
    fields = {field for profile in PROFILES.values() for field in profile.policies}
    if not isinstance(policies, dict):
        raise ProfileError(path, "its policies cannot be read")
    for field, policy in policies.items():
        if field not in fields or policy not in list(Policy):
            raise ProfileError(path, f"it asks for {field[:40]!r}: {str(policy)[:40]!r}")
    return ProfileChoice(name, policies)
