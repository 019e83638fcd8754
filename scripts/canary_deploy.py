#!/usr/bin/env python3
"""Deploys an image by canary, through Shiplog, and follows it to its end.

    scripts/canary_deploy.py --image ghcr.io/acme/agent@sha256:… --namespace production \\
        --stages "5,25,50,100" --stage-duration 300
    scripts/canary_deploy.py --roll-back --namespace production --reason "smoke tests failed"

The ledger decides, acts and takes back by itself: this only asks for it and watches, so a cancelled
job, a dead runner or a restart of the API leaves nothing half done.

Environment: SHIPLOG_SERVER, and SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE.
Exit codes: 0 the version is live, 1 error, 3 not found, 4 not allowed, 5 it was taken back,
6 the wait timed out and it goes on, 7 conflict, 8 the same and a person is waited for, 64 usage,
69 the server is unreachable, 78 configuration, 130 interrupted and it goes on.
"""

import argparse
import json
import os
import re
import signal
import sys
import time
import urllib.parse

import shiplog_api
from shiplog_api import API, Failure, annotate, cell, put_out, say, summarize

VERSION = re.compile(r"[!#-\[\]-~]{1,200}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")

# What the ledger's standard plan asks of a stage with at least this share.
CRITERIA = (
    (1, {"max_error_rate": 0.01, "max_latency_p99": 1000}),
    (50, {"max_error_rate": 0.005, "max_latency_p99": 800}),
    (100, {}),
)

CAUSES = {
    "failed": "the new version failed its conditions",
    "no_evidence": "there was too little evidence in time",
    "not_ready": "the new version did not become healthy",
    "not_approved": "nobody approved it in time",
    "deadline": "it took longer than it may",
    "superseded": "another version took its place",
    "requested": "somebody asked for it",
    "withdrawn": "it was withdrawn before it began",
}


class Deployment:
    """How far one is, from its document."""

    def __init__(self, document):
        self.document = document

    @property
    def is_over(self):
        return "ended_at" in self.document

    @property
    def is_live(self):
        return self.document.get("status") == "completed"

    @property
    def phase(self):
        """`holding, stage 2 of 4 (25 %)`."""
        words = self.document.get("status", "unknown").replace("_", " ")
        stage = self.document.get("stage")
        stages = self.document.get("plan", {}).get("stages", [])
        if stage is not None and stage < len(stages):
            words += f", stage {stage + 1} of {len(stages)} ({stages[stage]['percent']} %)"
        return words + (f", {self.wanted_of_person}" if self.wanted_of_person else "")

    @property
    def wanted_of_person(self):
        if self.is_over:
            return None
        if self.document.get("paused"):
            return "paused"
        given, needed = self.document.get("approvals", 0), self.document.get("approvals_needed", 0)
        return f"{given} of {needed} approvals" if given < needed else None

    @property
    def cause(self):
        """Why it was taken back, with the measured values."""
        cause = self.document.get("cause", "")
        words = CAUSES.get(cause, cause or self.document.get("status", "unknown"))
        if reason := self.document.get("abort_reason"):
            words += f": {reason}"
        if cause in ("not_ready", "deadline") and "last_failure" in self.document:
            words += f": {self.document['last_failure']}"
        if cause in ("failed", "no_evidence"):
            looked = [stage for stage in self.document["stages"] if stage.get("last_checks")]
            checks = looked[-1]["last_checks"] if looked else []
            bad = [check_words(check) for check in checks if check.get("result") != "ok"]
            words += "".join(f"; {check}" for check in bad)
        return words


def check_words(check):
    sign = {"fail": ">", "insufficient": "<"}.get(check.get("result"), "<=")
    if "value" not in check or "limit" not in check:
        return f"{check.get('name')}: {check.get('detail', check.get('result'))}"
    return f"{check.get('name')} {check['value']:.6g} {sign} {check['limit']:.6g}"


def plan_of(arguments):
    if arguments.plan:
        try:
            with open(arguments.plan, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError) as error:
            raise Failure(shiplog_api.USAGE, f"--plan: {error}") from None
    stages = []
    for percent in arguments.stages:
        criteria = [asked for share, asked in CRITERIA if share <= percent][-1]
        seconds = 0 if percent == 100 else arguments.stage_duration
        stages.append({"percent": percent, "duration_seconds": seconds, "criteria": criteria})
    return {"stages": stages}


def deploy(api, arguments):
    if "@sha256:" not in arguments.image:
        annotate(
            "warning", "A tag can move", f"{arguments.image} is no digest: what it names may change"
        )
    accepted = api.post(
        service_path(arguments) + "/deployments",
        {"version": arguments.image, "plan": plan_of(arguments), "reason": arguments.reason},
        key=arguments.idempotency_key,
    )
    identity = accepted["deployment"]
    what = f"{arguments.service} {arguments.image}"
    try:
        put_out("deployment", identity)
        print(f"deployment {identity} of {what} accepted", flush=True)
        deployment = follow(api, identity, arguments.timeout)
    except KeyboardInterrupt:
        put_out("outcome", "unknown: the wait was interrupted and the deployment goes on")
        annotate("warning", "The deployment goes on", goes_on(identity))
        return shiplog_api.INTERRUPTED
    return tell(api, arguments, deployment)


def follow(api, identity, timeout):
    """Returns the document at its end, or as it is when the time is up."""
    deadline = time.monotonic() + timeout
    last = None
    while True:
        deployment = Deployment(api.get(f"/v1/deployments/{identity}"))
        if deployment.phase != last:
            last = deployment.phase
            print(f"{time.strftime('%H:%M:%SZ', time.gmtime())}  {last}", flush=True)
        if deployment.is_over or time.monotonic() > deadline:
            return deployment
        time.sleep(2)


def tell(api, arguments, deployment):
    what = f"{arguments.service} {arguments.image}"
    if deployment.is_live:
        code, words = 0, f"{what} is live"
        annotate("notice", "Deployed", words)
    elif deployment.is_over:
        code, words = shiplog_api.TAKEN_BACK, f"{what} was taken back: {deployment.cause}"
        annotate("error", "Taken back", words)
    elif deployment.wanted_of_person:
        code = shiplog_api.WAITS_FOR_PERSON
        words = f"{what} waits for a person: {deployment.wanted_of_person}"
        annotate("error", "Waits for a person", words)
    else:
        code, words = shiplog_api.TIMED_OUT, f"the time is up and {what} goes on"
        annotate("error", "Not over yet", f"{words}; {goes_on(deployment.document['id'])}")
    put_out("outcome", words)
    write_summary(api, arguments, deployment, words)
    return code


def write_summary(api, arguments, deployment, words):
    lines = [f"### {cell(words)}", "", "| stage | share | looks | last verdict | outcome |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for stage in deployment.document.get("stages", []):
        lines.append(
            f"| {stage['stage'] + 1} | {stage['percent']} % | {stage.get('looks', 0)} "
            f"| {cell(stage.get('last_verdict', '—'))} | {cell(stage['status'])} |"
        )
    identity = deployment.document["id"]
    place = f"`{arguments.namespace}`, in the log of {api.server}"
    lines += ["", f"Deployment `{identity}` in {place}."]
    summarize("\n".join(lines))


def goes_on(identity):
    return (
        f"shiplog watch {identity} follows it, "
        f"shiplog abort {identity} --reason TEXT takes it back"
    )


def roll_back(api, arguments):
    """Asks for the last known good version, and waits until users have it."""
    path = service_path(arguments)
    accepted = api.post(
        path + "/rollback", {"reason": arguments.reason}, key=arguments.idempotency_key
    )
    wanted = accepted.get("to_version")
    print(f"rollback of {arguments.service} to {wanted} accepted", flush=True)
    deadline = time.monotonic() + arguments.timeout
    while True:
        serving = {
            share["version"]: share["percent"]
            for share in api.get(path).get("traffic", [])
            if share.get("percent", 0) > 0
        }
        if serving == {wanted: 100}:
            annotate("notice", "Rolled back", f"{arguments.service} {wanted} serves all users")
            put_out("outcome", f"rolled back to {wanted}")
            return 0
        if time.monotonic() > deadline:
            annotate("error", "Not over yet", f"the rollback to {wanted} goes on")
            return shiplog_api.TIMED_OUT
        time.sleep(1)


def service_path(arguments):
    environment = urllib.parse.quote(arguments.namespace, safe="")
    service = urllib.parse.quote(arguments.service, safe="")
    return f"/v1/environments/{environment}/services/{service}"


def stages(text):
    percents = [int(part) for part in text.split(",")]
    if percents != sorted(set(percents)) or percents[-1] != 100 or percents[0] < 1:
        raise ValueError
    return percents


def seconds(text):
    value = int(text)
    if not 0 <= value <= 604_800:
        raise ValueError
    return value


def matching(pattern):
    def check(text):
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    check.__name__ = "value"
    return check


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(shiplog_api.USAGE, f"error: {message}\n")


def parse(words):
    parser = Parser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--image", type=matching(VERSION), help="what to deploy, by its digest")
    parser.add_argument(
        "--namespace", required=True, type=matching(NAME), help="the service's environment"
    )
    parser.add_argument("--service", default="agent-api", type=matching(NAME))
    parser.add_argument("--stages", type=stages, help="shares, such as 5,25,50,100")
    parser.add_argument(
        "--stage-duration", type=seconds, help="seconds of each stage but the last; 300"
    )
    parser.add_argument("--plan", help="a file with the whole plan, in place of both")
    parser.add_argument("--reason", help="why; the log keeps it")
    parser.add_argument("--roll-back", action="store_true", help="to the last known good version")
    parser.add_argument(
        "--timeout", type=seconds, default=2700, help="how long to wait for the end; 2700"
    )
    parser.add_argument(
        "--patience", type=seconds, default=300, help="how long the server may be away; 300"
    )
    parser.add_argument("--server", default=os.environ.get("SHIPLOG_SERVER"))
    parser.add_argument("--idempotency-key", type=matching(VERSION), default=None)
    arguments = parser.parse_args(words)
    if arguments.plan and (arguments.stages or arguments.stage_duration is not None):
        parser.error("--plan takes the place of --stages and --stage-duration")
    if arguments.roll_back and (arguments.image or not arguments.reason):
        parser.error("--roll-back takes a --reason and no --image")
    if not arguments.roll_back and not arguments.image:
        parser.error("--image is missing")
    arguments.stages = arguments.stages or [5, 25, 50, 100]
    if arguments.stage_duration is None:
        arguments.stage_duration = 300
    if not arguments.server:
        parser.exit(shiplog_api.CONFIGURATION, "error: SHIPLOG_SERVER is not set\n")
    arguments.reason = arguments.reason or run_of_pipeline(os.environ)
    arguments.idempotency_key = arguments.idempotency_key or key_of_run(arguments, os.environ)
    return arguments


def run_of_pipeline(environment):
    """The log should lead back to the run: its address, where there is one."""
    if "GITHUB_RUN_ID" not in environment:
        return "canary_deploy.py"
    server, repository = environment["GITHUB_SERVER_URL"], environment["GITHUB_REPOSITORY"]
    return f"{server}/{repository}/actions/runs/{environment['GITHUB_RUN_ID']}"


def key_of_run(arguments, environment):
    """The same for the same attempt of a run, so that a step which runs twice asks once."""
    if "GITHUB_RUN_ID" not in environment:
        return None
    verb = "roll-back" if arguments.roll_back else "deploy"
    return "-".join(
        [
            verb, arguments.namespace, environment["GITHUB_RUN_ID"],
            environment.get("GITHUB_RUN_ATTEMPT", "1"),
        ]
    )


def interrupt(*_):
    raise KeyboardInterrupt


def main(words):
    arguments = parse(words)
    # A cancelled job is told so by SIGINT and then by SIGTERM.
    signal.signal(signal.SIGTERM, interrupt)
    try:
        api = API(
            arguments.server, shiplog_api.token_from(os.environ), patience=arguments.patience
        )
        return (roll_back if arguments.roll_back else deploy)(api, arguments)
    except Failure as failure:
        what = "Not rolled back" if arguments.roll_back else "Not deployed"
        annotate("error", what, str(failure))
        put_out("outcome", str(failure))
        return failure.exit_code
    except KeyboardInterrupt:
        say("interrupted; what the ledger has accepted goes on")
        return shiplog_api.INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
