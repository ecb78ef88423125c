"""`compose.yaml` names existing settings, files, commands and ports.

No engine is needed: the names are compared with the code and the image, and Compose
itself validates the file where it is installed.
"""

import re
import shutil
import subprocess
from typing import Any

import httpx
import pytest
import yaml

from app.db.urls import normal_url
from app.settings import ROOT, Settings
from tests.support.client import Client

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^docker compose (.+)$", OPERATIONS, re.MULTILINE)
COMMANDS = re.findall(r"^# (?:\S+=(\S+) )?docker compose (.*?)up\b", TEXT, re.MULTILINE)


def compose() -> list[str] | None:
    """The command that reads the file, if it is installed here."""
    if program := shutil.which("docker-compose"):
        return [program]
    plugin = ["docker", "compose"]
    if shutil.which("docker"):
        done = subprocess.run([*plugin, "version"], check=False, capture_output=True)
        return None if done.returncode else plugin
    return None


def test_settings_exist() -> None:
    known = {f"RENDEZVOUS_{name.upper()}" for name in Settings.model_fields}
    names = {name for name in OURS for name in SERVICES[name].get("environment", {})}
    assert names
    assert names <= known | {"DATABASE_URL"}


def test_settings_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    for service in OURS:
        with monkeypatch.context() as environment:
            for name, value in SERVICES[service]["environment"].items():
                environment.setenv(name, re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value))
            settings = Settings()
        assert not settings.database_url
        assert service == "load" or settings.trusted_proxies


def test_documented_address_is_that_of_the_service() -> None:
    postgres = SERVICES["postgres"]["environment"]
    [url] = [normal_url(text) for text, _ in COMMANDS if text]
    assert (url.host, url.username) == ("postgres", postgres["POSTGRES_USER"])
    assert f":-{url.password}}}" in postgres["POSTGRES_PASSWORD"]
    # The name of the user is that of the database unless another is given
    assert url.database == url.username


def test_documented_commands_name_existing_profiles() -> None:
    profiles = {
        profile
        for service in SERVICES.values()
        for profile in service.get("profiles", [])
    }
    named = {
        profile
        for rest in [*STEPS, *(rest for _, rest in COMMANDS)]
        for profile in re.findall(r"--profile (\S+)", rest)
    }
    assert named == profiles == {"cache", "postgres", "upgrade"}


def test_proxy_connects_to_the_port_of_the_app() -> None:
    [(host, port)] = re.findall(r"server (\w+):(\d+);", NGINX)
    assert "build" in SERVICES[host]
    assert f"EXPOSE {port}" in DOCKERFILE
    assert [port.split(":")[-1] for port in SERVICES[host]["ports"]] == [port]
    [listening] = re.findall(r"listen (\d+);", NGINX)
    assert [port.split(":")[-1] for port in SERVICES["cache"]["ports"]] == [listening]


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_second_process_differs_from_the_first_in_its_names_only() -> None:
    alone = {"profiles": ["upgrade"], "ports": []}
    names = {"networks": {"default": {"aliases": ["app"]}}}
    assert SERVICES["next"] == SERVICES["app"] | alone | names


def test_health_check_of_the_proxy_asks_the_app(quick_client: Client) -> None:
    url = httpx.URL(SERVICES["cache"]["healthcheck"]["test"][-1])
    [listening] = re.findall(r"listen (\d+);", NGINX)
    assert (url.host, str(url.port)) == ("127.0.0.1", listening)
    assert quick_client.get(url.path).status_code == 200


def test_processes_may_use_the_memory_that_is_guaranteed() -> None:
    guarantees = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    [most] = re.findall(r"A process stays below (\d+) MB", guarantees)
    limits = {SERVICES[name]["mem_limit"].removesuffix("m") for name in OURS}
    assert min(map(int, limits)) > int(most)


def test_mounted_files_exist() -> None:
    [config, kept] = SERVICES["cache"]["volumes"]
    assert (ROOT / config.split(":")[0]).read_text(encoding="utf-8") == NGINX
    assert f"proxy_cache_path {kept.split(':')[1]}/" in NGINX


def test_commands_exist_in_the_image() -> None:
    [program, *words] = SERVICES["load"]["command"]
    assert f'CMD ["{program}", ' in DOCKERFILE
    assert words == ["-m", "app", "load"]


def test_images_have_versions() -> None:
    images = {
        service["image"] for service in SERVICES.values() if "build" not in service
    }
    assert images
    assert [image for image in images if not re.search(r":\d+[\d.]*(-|$)", image)] == []


@pytest.mark.parametrize("profile", ["", "cache", "postgres", "upgrade"])
def test_compose_accepts_the_file(profile: str) -> None:
    command = compose()
    if command is None:
        pytest.skip("not installed here: Docker Compose")
    chosen = ["--profile", profile] if profile else []
    read = subprocess.run(
        [*command, *chosen, "config", "--services"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (read.returncode, read.stderr) == (0, "")
    wanted = {
        name
        for name, service in SERVICES.items()
        if not service.get("profiles") or profile in service["profiles"]
    }
    assert set(read.stdout.split()) == wanted
