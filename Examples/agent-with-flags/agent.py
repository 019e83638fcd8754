"""An agent whose capabilities are feature flags of Shiplog.

    python3 agent.py --user alice "What is a ship's log?"
    python3 agent.py --server http://127.0.0.1:8000 --environment staging --user bob --requests 3 hello

One line of JSON for each request: the result, the model, and which features it used.
"""

import argparse
import json
import os
import sys
import time

from openfeature import api
from openfeature.evaluation_context import EvaluationContext

from snapshot_provider import SnapshotProvider


class AgentWithFlags:
    TOOLS = ("search", "calculator")

    def __init__(self, provider, think_seconds=0.0):
        self._provider = provider
        self._think_seconds = think_seconds
        self._flags = api.get_client()

    def process(self, question, user):
        """Answers one question by the flags as they are for this user at this moment."""
        context = EvaluationContext(user)
        with self._provider.snapshot(context):
            return self._answer(question, context)

    def _answer(self, question, context):
        response = {"result": None, "features_used": []}
        if self._flags.get_boolean_value("enable_streaming", False, context):
            response["streaming"] = True
            response["features_used"].append("streaming")
        response["model"] = self._flags.get_string_value("model", "gpt-4", context)
        if response["model"] != "gpt-4":
            response["features_used"].append(response["model"])
        self._think(question)
        tools = ()
        if self._flags.get_boolean_value("enable_tool_use", False, context):
            tools = self.TOOLS
            response["features_used"].append("tool_use")
        response["result"] = self._execute(question, response["model"], tools)
        return response

    def _think(self, question):
        """Stands for a first call of the model, while which the flags may change."""
        time.sleep(self._think_seconds)

    @staticmethod
    def _execute(question, model, tools):
        """Stands for the call of a model."""
        hands = f" with {' and '.join(tools)}" if tools else ""
        return f"{model}{hands} answers: {question}"


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("question")
    parser.add_argument("--user", default=None, help="the targeting key; nobody known if absent")
    parser.add_argument("--server", default=os.environ.get("SHIPLOG_SERVER", "http://127.0.0.1:8000"))
    parser.add_argument(
        "--environment", default=os.environ.get("SHIPLOG_ENVIRONMENT", "production"))
    parser.add_argument("--requests", type=int, default=1, help="how often to ask")
    parser.add_argument(
        "--think", type=float, default=0.0, help="seconds that a first call of the model takes")
    parser.add_argument(
        "--timeout", type=float, default=2.0, help="seconds to wait for the flags of a request")
    options = parser.parse_args(arguments)

    provider = SnapshotProvider(
        options.server, options.environment, os.environ.get("SHIPLOG_TOKEN"), options.timeout)
    api.set_provider(provider)
    agent = AgentWithFlags(provider, options.think)
    for _ in range(options.requests):
        print(json.dumps(agent.process(options.question, options.user)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
