"""Asks for flags as a program with OpenFeature's own client does.

Arguments: the server's URL, its token, then `type:key:user` for each question. Each line written is
the client's answer: value, variant, reason, error code; the default is what no flag has.
"""

import json
import sys

from openfeature import api
from openfeature.contrib.provider.ofrep import OFREPProvider
from openfeature.evaluation_context import EvaluationContext

DEFAULTS = {"boolean": True, "string": "-", "integer": -1, "float": -1.5, "object": {"none": 1}}


def main(url, token, questions):
    headers = {"Authorization": "Bearer " + token}
    api.set_provider(OFREPProvider(url, headers_factory=lambda: headers))
    client = api.get_client()
    for question in questions:
        kind, key, user = question.split(":", 2)
        ask = getattr(client, f"get_{kind}_details")
        answer = ask(key, DEFAULTS[kind], EvaluationContext(user or None, {"plan": user}))
        print(json.dumps([
            answer.value, answer.variant, answer.reason and answer.reason.value,
            answer.error_code and answer.error_code.value,
        ]))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
