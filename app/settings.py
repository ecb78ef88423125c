"""Settings of an installation, read from environment variables `RENDEZVOUS_…`."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, IPvAnyNetwork, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).parent.parent


class ConfigurationError(ValueError):
    """An error in the configuration; its message is one sentence for the operator."""


class Settings(BaseSettings):
    """Where the data is and how it is served."""

    model_config = SettingsConfigDict(
        env_prefix="RENDEZVOUS_", frozen=True, populate_by_name=True
    )
    database_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("RENDEZVOUS_DATABASE_URL", "DATABASE_URL")),
    ] = None
    """`sqlite:///file` or `postgresql://…`; by default a file in `data_folder`."""
    read_url: str | None = None
    """Database to read from, if not `database_url`: a standby of that server."""
    seed_data: Path = ROOT / "seed_data"
    """Folder of the seed files."""
    data_folder: Path = ROOT / "var"
    """Folder for the database file and the files to download."""
    max_age: int = 300
    """Seconds for which clients and proxies may cache a response (`max-age`)."""
    cache_bytes: int = Field(default=32_000_000, ge=0)
    """Size of the response cache of each process, in bytes; 0 disables it."""
    statement_seconds: float = Field(default=5.0, gt=0)
    """Seconds after which the statements of a request are cancelled."""
    refresh_seconds: float = Field(default=2.0, gt=0)
    """Seconds between checks for newly loaded data."""
    on_damage: Literal["rebuild", "refuse"] = "rebuild"
    """What to do at start if the database file is damaged."""
    grace_seconds: int = Field(default=8, ge=1)
    """Seconds that running requests have to finish when the server shuts down."""
    concurrency_limit: int = Field(default=200, ge=1)
    """Requests that a process handles concurrently; it answers others with 503."""
    unsent_bytes: int = Field(default=16_000_000, ge=0)
    """Bytes of responses in a process that may wait for clients to read them."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Addresses and networks of proxies whose `X-Forwarded-…` headers are used."""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Accepted `Host` names; empty accepts all."""
    log_requests: bool = False
    """Whether each request is logged; all log lines are then JSON."""
    metrics: bool = False
    """Whether `/metrics` serves Prometheus metrics of the process."""
    traces: bool = False
    """Whether requests are traced by OpenTelemetry, as its `OTEL_…` variables say."""
    public_url: str | None = Field(
        default=None, pattern=r"^https?://[^/?#\s\"'<>&\\]+(/[A-Za-z0-9._~%-]+)*/?$"
    )
    """Public base URL for absolute links; its path, if any, begins every link."""
    contact: str | None = Field(default=None, pattern=r"^(mailto:|https://)\S+$")
    """Where readers report errors, a URI; pages name it if it is set."""
    security_contact: str | None = Field(
        default=None, pattern=r"^(mailto:|https://|tel:)\S+$"
    )
    """Where to report vulnerabilities, a URI; without it there is no `security.txt`."""

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
