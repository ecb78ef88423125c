"""Keeps a copy of the Rendezvous data set in a folder, and brings it up to date.

    python mirror.py FOLDER [ADDRESS]

The first run fetches every record. A later run fetches only the records that changed
since the release of the copy, and deletes those that were removed. If the data set is
still the same, the program sends one request. It needs HTTPX (`pip install httpx`).

FOLDER gets a file for each list, such as `missions.ndjson`, with one record per line in
the order of their ids, and `state.json`, which names the release and the entity tag of
the copy.
If the run fails, the files stay as they were; run the program again.
"""

import json
import sys
from pathlib import Path

import httpx

EVERYTHING = {"missions": {"counted": "all"}}
"""Parameters of the lists that leave records out by default."""


def main(folder: Path, address: str) -> None:
    """Updates the copy in a folder from the API at an address."""
    state_file = folder / "state.json"
    state = json.loads(state_file.read_text()) if state_file.exists() else {}
    with httpx.Client(base_url=address, timeout=60) as client:
        known = {"If-None-Match": state.get("etag", "")}
        answer = client.get("/v1/dataset", headers=known)
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            print("The data set has not changed.")
            return
        dataset = answer.raise_for_status().json()["data"]
        releases = {release["version"] for release in dataset["releases"]}
        since = state.get("release") if state.get("release") in releases else None
        if dataset["removed_since"] is None:
            since = None
        folder.mkdir(parents=True, exist_ok=True)
        resources = get(client, "/v1").json()["resources"]
        for name, path in resources.items():
            update(client, path, folder / f"{name}.ndjson", since)
        etag = answer.headers["etag"]
        again = client.get("/v1/dataset", headers={"If-None-Match": etag})
        if again.status_code != httpx.codes.NOT_MODIFIED:
            sys.exit("The data set was replaced meanwhile. Run the program again.")
    state_file.unlink(missing_ok=True)
    for name in resources:
        (folder / f"{name}.new").replace(folder / f"{name}.ndjson")
    # Changes after a release may be taken back, so only a copy of a release is updated
    release = None if dataset["unreleased_count"] else dataset["version"]
    state_file.write_text(json.dumps({"etag": etag, "release": release}))


def update(client: httpx.Client, path: str, file: Path, since: str | None) -> None:
    """Writes the new version of a file beside it, from all records or the changes."""
    records = {}
    parameters = {"sort": "id"} | EVERYTHING.get(file.stem, {})
    if since:
        records = by_id(file.read_bytes())
        parameters["changed_since"] = since
        about = get(client, path, **parameters, limit="0").json()["meta"]
        for record_id in about["removed"]:
            records.pop(record_id, None)
    fetched = by_id(get(client, path, **parameters, format="ndjson").content)
    records |= fetched
    lines = (records[record_id] + b"\n" for record_id in sorted(records))
    file.with_suffix(".new").write_bytes(b"".join(lines))
    print(f"{file.name}: {len(fetched)} fetched, {len(records)} in all")


def by_id(lines: bytes) -> dict[str, bytes]:
    """Returns lines of NDJSON by the ids of their records."""
    return {json.loads(line)["id"]: line for line in lines.splitlines()}


def get(client: httpx.Client, path: str, **parameters: str) -> httpx.Response:
    """Returns an answer; raises if it has an error status."""
    return client.get(path, params=parameters).raise_for_status()


if __name__ == "__main__":
    default = ["http://127.0.0.1:8000"]
    main(Path(sys.argv[1]), *(sys.argv[2:] or default))
