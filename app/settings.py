"""Settings of an installation, read from environment variables `RENDEZVOUS_…`."""

import os
import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    HttpUrl,
    IPvAnyNetwork,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from rapidfuzz import fuzz, process

PREFIX = "RENDEZVOUS_"
ROOT = Path(__file__).parent.parent
"""The folder that holds the package."""
BUNDLED = ROOT / "app" / "bundled"
"""The folder of what a wheel has within the package."""
NEAR = 60
"""Similarity, of 100, from which on an unknown name is taken for a misspelt one."""

_OF_KUBERNETES = re.compile(
    rf"{PREFIX}(?:(?:SERVICE_(?:HOST|PORT)\w*|PORT_\d+_\w+)=.*|PORT=\w+://.*)"
)
"""What Kubernetes adds to the environment if a service is called `rendezvous`."""


def resources_of(root: Path, bundled: Path) -> Path:
    """Returns the folder of `seed_data` and `migrations`.

    A checkout has them beside the package, an installed wheel within it.
    """
    return bundled if (bundled / "seed_data").is_dir() else root


RESOURCES = resources_of(ROOT, BUNDLED)


def default_data_folder(resources: Path = RESOURCES) -> Path:
    """Returns the folder of databases, unless a setting names another.

    An installed wheel writes where the platform keeps the data of a user. Raises
    `ConfigurationError` if the user has no such folder.
    """
    if resources == ROOT:
        return ROOT / "var"
    try:
        return user_data_path("rendezvous", appauthor=False)
    except RuntimeError as error:
        detail = "RENDEZVOUS_DATA_FOLDER must name a folder, because the user has none"
        raise ConfigurationError(detail) from error


class ConfigurationError(ValueError):
    """A setting or an argument is wrong; its message is for the operator."""


class StorageError(ConfigurationError):
    """The database, or the folder of the data, cannot be used."""


_WEB_ADDRESS = TypeAdapter(HttpUrl)
_BASE = re.compile(r"https?://[^/?#@\s\"'<>&\\]+(/[A-Za-z0-9._~%-]+)*/?", re.IGNORECASE)


def _check_public_url(value: str) -> str:
    """Returns a base URL to which paths can be appended."""
    try:
        _WEB_ADDRESS.validate_python(value)
        is_base = _BASE.fullmatch(value)
    except ValidationError:
        is_base = None
    if not is_base:
        raise ValueError("an http or https URL with a host and no query or fragment")
    return value


def _check_host(value: str) -> str:
    if not re.fullmatch(r"\[[0-9a-fA-F:.]+\]|[\w.-]+", value):
        raise ValueError("host names without scheme, port or path")
    return value


def _check_contact(value: str) -> str:
    if not re.fullmatch(r"(mailto:|https://)\S+", value):
        raise ValueError("a URI that begins with mailto: or https://")
    return value


def _check_security_contact(value: str) -> str:
    if not re.fullmatch(r"(mailto:|https://|tel:)\S+", value):
        raise ValueError("a URI that begins with mailto:, https:// or tel:")
    return value


Url = Annotated[str, AfterValidator(_check_public_url)]
Host = Annotated[str, AfterValidator(_check_host)]
Contact = Annotated[str, AfterValidator(_check_contact)]
SecurityContact = Annotated[str, AfterValidator(_check_security_contact)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Bytes = Annotated[int, Field(ge=0, le=1 << 40)]


class Settings(BaseSettings):
    """Where the data is and how it is served.

    Raises `ConfigurationError`, a sentence for each setting that is wrong or unknown.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, populate_by_name=True
    )
    database_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("RENDEZVOUS_DATABASE_URL", "DATABASE_URL")),
    ] = None
    """`sqlite:///file` or `postgresql://…`; by default a file in `data_folder`."""
    read_url: str | None = None
    """Database to read from, if not `database_url`: a standby of that server."""
    seed_data: Path = RESOURCES / "seed_data"
    """Folder of the seed files."""
    data_folder: Path = Field(default_factory=default_data_folder)
    """Folder for the database file and the files to download."""
    max_age: Annotated[int, Field(ge=0, le=31_536_000)] = 300
    """Seconds for which clients and proxies may cache a response (`max-age`)."""
    cache_bytes: Bytes = 32_000_000
    """Size of the response cache of each process, in bytes; 0 disables it."""
    statement_seconds: Seconds = 5.0
    """Seconds after which the statements of a request are cancelled."""
    refresh_seconds: Seconds = 2.0
    """Seconds between checks for newly loaded data."""
    on_damage: Literal["rebuild", "refuse"] = "rebuild"
    """What to do at start if the database file is damaged."""
    grace_seconds: Annotated[int, Field(ge=1, le=3600)] = 8
    """Seconds that running requests have to finish when the server shuts down."""
    concurrency_limit: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    """Requests that a process handles concurrently; it answers others with 503."""
    unsent_bytes: Bytes = 16_000_000
    """Bytes of responses in a process that may wait for clients to read them."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Addresses and networks of proxies whose `X-Forwarded-…` headers are used."""
    allowed_hosts: Annotated[tuple[Host, ...], NoDecode] = ()
    """Accepted `Host` names; empty accepts all."""
    log_requests: bool = False
    """Whether each request is logged; all log lines are then JSON."""
    metrics: bool = False
    """Whether `/metrics` serves Prometheus metrics of the process."""
    traces: bool = False
    """Whether requests are traced by OpenTelemetry, as its `OTEL_…` variables say."""
    public_url: Url | None = None
    """Public base URL for absolute links; its path, if any, begins every link."""
    contact: Contact | None = None
    """Where readers report errors, a URI; pages name it if it is set."""
    security_contact: SecurityContact | None = None
    """Where to report vulnerabilities, a URI; without it there is no `security.txt`."""

    def __init__(self, **values: Any) -> None:
        sentences = _unknown_names()
        try:
            super().__init__(**values)
        except ValidationError as error:
            sentences += [_describe(detail) for detail in error.errors()]
        if sentences:
            raise ConfigurationError("\n".join(sentences))

    @field_validator("trusted_proxies", "allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """Splits a setting with several values at its commas."""
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @cached_property
    def prefix(self) -> str:
        """The path of the public base URL, `/space`; empty for the usual one."""
        return urlsplit(self.origin or "").path

    @property
    def origin(self) -> str | None:
        """The public base URL without its last slash."""
        return self.public_url.rstrip("/") if self.public_url else None


def _unknown_names() -> list[str]:
    """Returns a sentence for each variable of the environment that is no setting."""
    known = [field.upper() for field in Settings.model_fields]
    unknown = [
        name.removeprefix(PREFIX)
        for name, value in sorted(os.environ.items())
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX) not in known
        and not _OF_KUBERNETES.fullmatch(f"{name}={value}")
    ]
    sentences = []
    for name in unknown:
        near = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=NEAR)
        settings = f"the settings are {', '.join(PREFIX + name for name in known)}"
        right = f"did you mean {PREFIX}{near[0]}?" if near else settings
        sentences.append(f"{PREFIX}{name} is not a setting; {right}")
    return sentences


_RULES = {
    "bool_parsing": "true or false",
    "finite_number": "a finite number",
    "float_parsing": "a number",
    "greater_than": "greater than {gt:g}",
    "greater_than_equal": "at least {ge}",
    "int_parsing": "a whole number",
    "less_than_equal": "at most {le:.0f}",
    "literal_error": "{expected}",
    "ip_any_network": "addresses or networks, as in 10.0.0.0/8,::1",
    "value_error": "{error}",
}
"""What a value must be, by the type of the error of Pydantic."""


def _describe(detail: ErrorDetails) -> str:
    """Returns what is wrong with a setting, and what would be right."""
    name = f"{PREFIX}{str(detail['loc'][0]).upper()}"
    rule = _RULES.get(detail["type"])
    if rule is None:
        return f"{name} cannot be used: {detail['msg']}; it is {detail['input']}"
    right = rule.format(**detail.get("ctx", {}))
    return f"{name} must be {right}; it is {detail['input']}"
