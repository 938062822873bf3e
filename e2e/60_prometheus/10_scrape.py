#!/usr/bin/env python3
"""Prometheus scrapes all three endpoints, with the configuration that docs/prometheus.md has and with one of its own, and answers
with the analyzer's values; promtool has nothing to complain of.

timeout: 180
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request

from programs import API, Program, request, skip, wait

PROMETHEUS = "127.0.0.1:19090"
TMP = pathlib.Path(os.environ["E2E_TMP"])
SAMPLING = 100
PATHS = {"own": "/metrics", "analyzer": "/prometheus/analyzer/txt", "cluster": "/prometheus/metrics/ALL/ALL/txt"}
# Texts, which ALL leaves out.
TEXTS = "/prometheus/metrics/ALL/ifoperstatus;os_release;vir_image/txt"
SIMULATION = ["--nodes", "12", "--containers", "6", "--polling", "1", "--sampling", str(SAMPLING), "--collector", "127.0.0.1:6343"]


def configuration():
    """As docs/prometheus.md has it, scraped every second, with more jobs and the alerts."""
    page = pathlib.Path(os.environ["STARLING_ROOT"], "docs/prometheus.md").read_text()
    documented, rules = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    jobs = "".join(
        f"  - job_name: {job}\n    metrics_path: {path}\n    static_configs:\n      - targets: [{API.removeprefix('http://')}]\n"
        for job, path in PATHS.items()
    )
    path = TMP / "prometheus.yml"
    (TMP / "rules.yml").write_text(rules)
    head = "global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\n  evaluation_interval: 1s\nrule_files: [rules.yml]\n"
    path.write_text(head + documented + jobs)
    subprocess.run(["promtool", "check", "config", str(path)], check=True)
    return path


def text(path, accept="*/*"):
    question = urllib.request.Request(API + path, headers={"Accept": accept})
    with urllib.request.urlopen(question, timeout=10) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def ask(path, **parameters):
    url = f"http://{PROMETHEUS}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["data"]


def query(expression):
    """By labels; their values as numbers."""
    return [(series["metric"], float(series["value"][1])) for series in ask("query", query=expression)["result"]]


def value(expression):
    found = query(expression)
    return found[0][1] if len(found) == 1 else None


def lint():
    complaints = []
    for path in [*PATHS.values(), TEXTS]:
        _, page = text(path)
        check = subprocess.run(["promtool", "check", "metrics"], input=page, text=True, capture_output=True)
        print(f"promtool, {path}: {len(page)} bytes, status {check.returncode} {check.stdout}{check.stderr}")
        if check.returncode or check.stdout or check.stderr or not page:
            complaints.append(f"promtool complains of {path}")
    return complaints


def check_scrapes():
    """Every scrape succeeds, and what Prometheus knows of a family is what OpenMetrics says and text does not: its unit."""
    jobs = [*PATHS, "starling", "hosts", "interfaces", "pods"]
    wait("three scrapes of each", lambda: sum(count > 2 for _, count in query("count_over_time(up[1m])")) == len(jobs), 60)
    failed = [metric for metric, up in query("min_over_time(up[1m])") if up != 1]
    units = ask("metadata", metric="starling_received_bytes").get("starling_received_bytes", [])
    print("scraped:", {metric["job"]: (int(samples), value(f'scrape_duration_seconds{{job="{metric["job"]}"}}'))
                       for metric, samples in query("scrape_samples_scraped")})
    complaints = [f"scrapes failed: {failed}"] if failed else []
    rules = [rule for group in ask("rules")["groups"] for rule in group["rules"]]
    if len(rules) != 5 or any(rule["health"] != "ok" or rule["state"] != "inactive" for rule in rules):
        complaints.append(f"the alerts of the documentation: {rules}")
    dropped = query("scrape_samples_scraped - scrape_samples_post_metric_relabeling != 0")
    if dropped:
        complaints.append(f"samples were dropped: {dropped}")
    if [unit["unit"] for unit in units] != ["bytes"]:
        complaints.append(f"/metrics was not scraped as OpenMetrics: {units}")
    return complaints


def check_cluster():
    """Speeds and names do not change: Prometheus has what the API has."""
    speeds = {(m["agent"], m["dataSource"]): m["metricValue"] for m in request("/dump/ALL/ifspeed/json")}
    scraped = {(m["agent"], m["datasource"]): speed for m, speed in query('sflow_ifspeed{job="cluster"}')}
    hosts = {m["agent"]: m["metricValue"] for m in request("/dump/ALL/host_name/json") if m["dataSource"] == "2.1"}
    loads = {m["agent"]: m.get("host") for m, _ in query('sflow_load_one{job="hosts"}')}
    names = query('count(sflow_ifspeed{job="cluster",ifname!=""})')[0][1]
    pods = value('count(count by (k8s_namespace, k8s_name, vir_host) (sflow_vir_cpu_utilization{job="cluster",k8s_name!=""}))')
    print(f"{len(scraped)} interfaces, {names:.0f} with a name; {len(loads)} hosts; {pods:.0f} containers of pods")
    complaints = []
    if scraped != speeds or not speeds:
        complaints.append(f"{len(scraped)} interfaces were scraped, {len(speeds)} are there")
    if any(loads[agent] != hosts.get(agent) for agent in loads) or len(loads) < 12:
        complaints.append(f"hosts are called {loads}, not {hosts}")
    if names != len(speeds) or pods < 10:
        complaints.append("interfaces or containers have no names")
    return complaints


def check_analyzer():
    agents = len(request("/agents/json"))
    expected = {
        "sflow_analyzer_agents": agents,
        "sflow_analyzer_agent_count": agents,
        'starling_agents{job="own"}': agents,
        'count(starling_agent_received_datagrams_total{job="own"})': agents,
        "sum(starling_agent_lost_datagrams_total)": 0,
        "sum(starling_parse_errors_total)": 0,
        "sum(starling_socket_dropped_datagrams_total)": 0,
        "avg(starling_source_sampling_rate)": SAMPLING,
    }
    complaints = [f"{name} is {value(name)}, not {right}" for name, right in expected.items() if value(name) != right]
    for rate in ["starling_received_bytes_total", "sflow_analyzer_received_bytes", "process_cpu_seconds_total"]:
        figure = value(f'rate({rate}{{job!="starling"}}[20s])')
        print(f"rate of {rate}: {figure}")
        if not figure or figure <= 0:
            complaints.append(f"{rate} does not grow")
    return complaints


def main():
    if not shutil.which("prometheus") or not shutil.which("promtool"):
        skip("Prometheus is not installed")
    storage = ["--storage.tsdb.path", str(TMP / "data"), "--web.listen-address", PROMETHEUS]
    analyze = Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", "127.0.0.1:6343", "--dns", "off")
    with analyze, Program("starling", "simulate", *SIMULATION):
        wait("every node in the analyzer", lambda: len(request("/dump/ALL/load_one/json")) >= 12)
        wait("rates", lambda: len(request("/dump/ALL/vir_cpu_utilization/json")) >= 12)
        prometheus = Program(shutil.which("prometheus"), "--config.file", str(configuration()), *storage)
        with prometheus:
            wait("answer of Prometheus", lambda: query("up"))
            complaints = check_scrapes() + check_cluster() + check_analyzer() + lint()
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
