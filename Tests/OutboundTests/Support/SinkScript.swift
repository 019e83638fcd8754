/// The program behind ``SinkServer``; its argument is the directory to work in.
///
/// `/webhook/<key>[,<key>]` checks the signature with Python's own `hmac` for each key that the
/// receiver knows; `/slack` checks Block Kit's limits and `/pagerduty/<key>` the fields of Events
/// API v2. What is wrong is a 400 with the reason, which `/received` tells too. Once it listens it writes its port into the file `port`.
enum SinkScript {
    static let text = #"""
        import base64, hashlib, hmac, http.server, json, os, sys, threading, time

        directory = sys.argv[1]
        forever = threading.Event()
        received = []
        answers = []

        def verify(keys, headers, body):
            identity, seconds = headers["webhook-id"], headers["webhook-timestamp"]
            signed = f"{identity}.{seconds}.".encode() + body
            given = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
            assert all(version == "v1" for version, _ in given), "version"
            for key in keys:
                secret = base64.b64decode(key.removeprefix("whsec_").replace("_", "/"))
                wanted = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest())
                if any(hmac.compare_digest(wanted, code.encode()) for _, code in given): return
            raise AssertionError("signature")

        def check_event(headers, body):
            assert headers["content-type"].startswith("application/cloudevents+json"), "type"
            event = json.loads(body)
            assert event["specversion"] == "1.0" and event["source"] and event["type"], "event"
            assert event["id"] == headers["webhook-id"], "id"
            time.strptime(event["time"][:19], "%Y-%m-%dT%H:%M:%S")

        def check_blocks(body):
            message = json.loads(body)
            assert 0 < len(message["text"]) <= 3000, "text"
            assert len(message["blocks"]) <= 50, "blocks"
            header, section, context = message["blocks"]
            assert header["type"] == "header" and header["text"]["type"] == "plain_text", "header"
            assert 0 < len(header["text"]["text"].encode("utf-16-le")) // 2 <= 150, "header length"
            assert "\n" not in header["text"]["text"], "header lines"
            text = section["text"]["text"]
            assert section["text"]["type"] == "mrkdwn", "section"
            assert 0 < len(text.encode("utf-16-le")) // 2 <= 3000, "section length"
            assert "<" not in text and ">" not in text, "section escapes"
            assert len(context["elements"]) <= 10, "context"

        def check_alert(key, body):
            event = json.loads(body)
            assert event["routing_key"] == key, "routing key"
            assert event["event_action"] == "trigger", "action"
            assert 0 < len(event["dedup_key"]) <= 255, "dedup key"
            payload = event["payload"]
            assert 0 < len(payload["summary"]) <= 1024, "summary"
            assert payload["source"], "source"
            assert payload["severity"] in ("critical", "error", "warning", "info"), "severity"
            time.strptime(payload["timestamp"][:19], "%Y-%m-%dT%H:%M:%S")

        class Sink(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def answer(self, status, text=""):
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                self.answer(200, json.dumps(received))

            def do_PUT(self):
                answers.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.answer(200)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if answers:
                    wish = answers.pop(0)
                    if wish == "silent": forever.wait()
                    return self.answer(int(wish), "secret of the server")
                try:
                    if self.path.startswith("/webhook/"):
                        verify(self.path.removeprefix("/webhook/").split(","), self.headers, body)
                        check_event(self.headers, body)
                    elif self.path.startswith("/pagerduty/"):
                        check_alert(self.path.removeprefix("/pagerduty/"), body)
                    else:
                        check_blocks(body)
                except (AssertionError, KeyError, ValueError) as problem:
                    received.append(f"refused: {problem!r}")
                    return self.answer(400, repr(problem))
                received.append(json.dumps(json.loads(body), ensure_ascii=False))
                self.answer(200, "ok")

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
        with open(directory + "/new", "w") as file:
            print(server.server_address[1], file=file)
        os.rename(directory + "/new", directory + "/port")
        server.serve_forever()
        """#
}
