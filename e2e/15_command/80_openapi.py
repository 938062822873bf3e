#!/usr/bin/env python3
"""The OpenAPI document is one, the same as JSON and as YAML, and whatever is made of it no request is answered with a server
error; in the end the analyzer answers as before.

timeout: 180
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

from programs import API, Program, request, skip, wait

SECONDS = 45
TMP = pathlib.Path(os.environ["E2E_TMP"])
SIMULATION = ["--nodes", "4", "--containers", "4", "--polling", "1", "--sampling", "100", "--collector", "127.0.0.1:6343"]


def text(path):
    with urllib.request.urlopen(API + path, timeout=10) as answer:
        return answer.read().decode()


def check_document(yaml):
    document = json.loads(text("/api-docs"))
    if yaml.safe_load(text("/api/api.yml")) != document:
        return ["/api/api.yml differs from /api-docs"]
    listed = {(route["method"].lower(), route["path"]) for route in request("/api")}
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    missing = {(method, path) for method, path in listed - described if not path.endswith("...}")}
    return [f"routes without a description: {missing}"] if missing else []


def description():
    """What is fuzzed: without what makes a request wait, and with names that are there until the end."""
    document = json.loads(text("/api-docs"))
    del document["paths"]["/stream"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            parameters[:] = [parameter for parameter in parameters if parameter["name"] != "timeout"]
            for parameter in parameters:
                if parameter["in"] == "path":
                    if method == "delete":
                        parameter["example"] = "other"
                    parameter["schema"] = {"anyOf": [{"enum": [parameter["example"]]}, parameter["schema"]]}
    path = TMP / "openapi.json"
    path.write_text(json.dumps(document))
    return path


def define():
    """A definition of each kind under the name that the document has for an example, and one to be deleted. Forwarding and
    tenants have no other address than their examples', which nobody has."""
    for path, methods in json.loads(text("/api-docs"))["paths"].items():
        if "put" in methods and "forwarding" not in path and "tenant" not in path:
            body = methods["put"]["requestBody"]["content"]["application/json"]["example"]
            for name in ["example", "other"]:
                request(path.replace("{name}", name), body)


def fuzz():
    report = TMP / "report.ndjson"
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")), "run", str(description()), "--url", API,
        "--checks", "not_a_server_error", "--max-time", str(SECONDS), "--phases", "examples,coverage,fuzzing", "--seed", "1",
        "--request-timeout", "10", "--workers", "2", "--generation-database", "none", "--continue-on-failure", "--no-color",
        "--suppress-health-check", "all", "--report", "ndjson", "--report-ndjson-path", str(report),
    ]
    done = subprocess.run(command, cwd=TMP, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS * 3)
    print(done.stdout[-12_000:])
    statuses = re.findall(r'"status_code":\s*(\d+)', report.read_text())
    counts = {status: statuses.count(status) for status in sorted(set(statuses))}
    print(f"{len(statuses)} answers by status: {counts}")
    # It also ends so where the server closed a connection, which it does after what is no HTTP.
    complaints = [f"schemathesis found: {word}" for word in ("FAILURES", "timed out") if word in done.stdout]
    if any(status >= "500" for status in statuses):
        complaints.append("there were server errors")
    if len(statuses) < 1000:
        complaints.append(f"only {len(statuses)} requests were made")
    return complaints


def main():
    try:
        import schemathesis  # noqa: F401
        import yaml
    except ImportError:
        skip("schemathesis is not installed")
    analyze = Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", "127.0.0.1:6343", "--dns", "off", "--state", "none")
    with analyze, Program("starling", "simulate", *SIMULATION):
        wait("every node in the analyzer", lambda: len(request("/dump/ALL/load_one/json")) >= 4)
        complaints = check_document(yaml)
        define()
        complaints += fuzz()
        if analyze.process.poll() is not None:
            complaints.append("the analyzer has ended")
        wait("agents after the requests", lambda: len(request("/agents/json")) >= 4)
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
