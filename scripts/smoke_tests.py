#!/usr/bin/env python3
"""Asks a running Shiplog a few questions that a bad release answers wrongly, and changes nothing.

    scripts/smoke_tests.py --url https://shiplog.example.com
    scripts/smoke_tests.py --url http://127.0.0.1:8000 --junit smoke.xml --budget 30

With SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE it also reads services and the log. What fails is asked
again until the budget is used up: a release may still be settling. Exit codes: 0 all is well,
1 something is not, 64 usage, 78 configuration.
"""

import argparse
import json
import os
import sys
import time
import xml.etree.ElementTree as ElementTree

import shiplog_api
from shiplog_api import API, Away, Failure, annotate, cell, summarize


class Wrong(Exception):
    """An answer that is not what it should be."""


class SmokeTests:
    def __init__(self, api, environment, version):
        self.api = api
        self.environment = environment
        self.version = version

    def all(self):
        tests = [self.lives, self.is_ready, self.is_well, self.describes_itself, self.has_metrics]
        tests += [self.names_what_is_unknown]
        if self.api.token:
            tests += [self.keeps_strangers_out, self.lists_services, self.reads_the_log]
        return tests

    def lives(self):
        """/health/live answers, with the version"""
        document = self.document("/health/live")
        if self.version and document.get("version") != self.version:
            raise Wrong(f"version {document.get('version')} instead of {self.version}")

    def is_ready(self):
        """/health/ready: the log is reached"""
        self.document("/health/ready")

    def is_well(self):
        """/health says healthy"""
        status = self.document("/health").get("status")
        if status != "healthy":
            raise Wrong(f"status {status}")

    def describes_itself(self):
        """/openapi.json describes the API"""
        paths = self.document("/openapi.json").get("paths", {})
        wanted = "/v1/environments/{environment}/services/{service}/deployments"
        if wanted not in paths:
            raise Wrong(f"{wanted} is missing")

    def has_metrics(self):
        """/metrics has the program's, the queue's and the views'"""
        status, _, data = self.api.ask("GET", "/metrics")
        text = data.decode("utf-8", "replace")
        for name in (
            "shiplog_build_info", "shiplog_queue_waiting", "shiplog_projection_position",
        ):
            if status != 200 or f"\n{name}" not in text:
                raise Wrong(f"status {status}, {name} missing")

    def names_what_is_unknown(self):
        """an unknown path is a problem document"""
        status, headers, _ = self.api.ask("GET", "/v1/no-such-path")
        kind = headers.get_content_type()
        if status not in (401, 404) or kind != "application/problem+json":
            raise Wrong(f"status {status}, {kind}")

    def keeps_strangers_out(self):
        """without the token nothing is shown"""
        status, _, _ = self.api.ask("GET", "/v1/events?limit=1", with_token=False)
        if status != 401:
            raise Wrong(f"status {status} instead of 401")

    def lists_services(self):
        """services are listed"""
        document = self.document(f"/v1/environments/{self.environment}/services?limit=1")
        if not isinstance(document.get("services"), list):
            raise Wrong("no list of services")

    def reads_the_log(self):
        """the log begins at position 1"""
        events = self.document("/v1/events?limit=1").get("events")
        if not isinstance(events, list) or (events and events[0].get("position") != 1):
            raise Wrong("the first event is not at position 1")

    def document(self, path):
        status, _, data = self.api.ask("GET", path)
        if status != 200:
            raise Wrong(f"status {status}")
        try:
            document = json.loads(data)
        except ValueError:
            raise Wrong("no JSON") from None
        if not isinstance(document, dict):
            raise Wrong("no JSON object")
        return document


def outcome(test, deadline):
    """What is wrong in the end, `None` when nothing is; and how long it took."""
    started = time.monotonic()
    while True:
        try:
            test()
            problem = None
        except (Away, Wrong, Failure) as error:
            problem = str(error)
        took = time.monotonic() - started
        if problem is None or time.monotonic() + 1 > deadline:
            return problem, took
        time.sleep(1)


def write_junit(path, rows):
    failures = sum(1 for _, problem, _ in rows if problem)
    suite = ElementTree.Element(
        "testsuite", name="smoke", tests=str(len(rows)), failures=str(failures)
    )
    for name, problem, took in rows:
        case = ElementTree.SubElement(
            suite, "testcase", classname="smoke", name=name, time=f"{took:.3f}"
        )
        if problem:
            ElementTree.SubElement(case, "failure", message=problem)
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(shiplog_api.USAGE, f"error: {message}\n")


def main(words):
    parser = Parser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--url", required=True, help="the server's address")
    parser.add_argument("--environment", default="production", help="whose services are listed")
    parser.add_argument("--version", help="what /health/live has to say that it is")
    parser.add_argument("--budget", type=float, default=60, help="seconds in all; 60")
    parser.add_argument("--junit", help="a file for the results")
    arguments = parser.parse_args(words)
    try:
        api = API(arguments.url, shiplog_api.token_from(os.environ), timeout=5)
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        return failure.exit_code

    deadline = time.monotonic() + arguments.budget
    rows = []
    for test in SmokeTests(api, arguments.environment, arguments.version).all():
        problem, took = outcome(test, deadline)
        rows.append((test.__doc__, problem, took))
        print(f"{'FAIL' if problem else 'ok  '}  {test.__doc__}", flush=True)
        if problem:
            annotate("error", "Smoke test failed", f"{test.__doc__}: {problem}")
    if arguments.junit:
        write_junit(arguments.junit, rows)
    failed = sum(1 for _, problem, _ in rows if problem)
    lines = [f"### Smoke tests of {cell(arguments.url)}: {len(rows) - failed} of {len(rows)}", ""]
    lines += [f"- {'❌' if problem else '✅'} {cell(name)}" for name, problem, _ in rows]
    summarize("\n".join(lines))
    print(f"{len(rows) - failed} of {len(rows)} smoke tests passed", flush=True)
    return shiplog_api.FAILED if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
