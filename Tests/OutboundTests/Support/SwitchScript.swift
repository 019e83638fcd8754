/// The program behind ``SwitchServer``; its argument is the directory to work in, and it writes its
/// port into the file `port` there.
///
/// `PUT /mode` says how it misbehaves: see `Mode` in ``SwitchServer``.
enum SwitchScript {
    static let text = #"""
        import http.server, json, os, sys, threading

        directory = sys.argv[1]
        forever = threading.Event()

        class Switch(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def answer(self, status, document):
                body = document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def body(self):
                return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

            def do_GET(self):
                s = self.server
                if self.path == "/requests":
                    return self.answer(200, s.requests)
                with s.lock:
                    active = {"environment": s.active}
                    if s.mode == "fenced" and s.token is not None:
                        active["token"] = s.token
                match s.mode:
                    case "active-fails": self.answer(500, {})
                    case "active-babbles": self.answer(200, b"blue, I think")
                    case "active-silent": forever.wait()
                    case _: self.answer(200, active)

            def do_PUT(self):
                match self.path:
                    case "/mode": self.server.mode = self.body()
                    case "/active": self.server.active = self.body()
                self.answer(200, {})

            def do_POST(self):
                s, body = self.server, json.loads(self.body())
                token = int(self.headers["X-Fencing-Token"])
                with s.lock:
                    s.requests.append([body["target"], body["expected_active"], token])
                    if body["target"] not in ("stable", "canary"):
                        return self.answer(422, {"code": "unknown_target"})
                    if s.mode == "fenced" and s.token is not None and token < s.token:
                        return self.answer(409, {"code": "stale_token"})
                    if s.mode == "somebody-switches":
                        s.active = "elsewhere"
                    if s.mode != "careless" and body["expected_active"] != s.active:
                        return self.answer(409, {"code": "not_active"})
                    match s.mode:
                        case "fails": return self.answer(500, {})
                        case "gateway-fails":
                            s.active = body["target"]
                            return self.answer(504, {})
                        case "lies": return self.answer(200, {})
                    s.active, s.token = body["target"], token
                if s.mode == "switch-silent":
                    forever.wait()
                self.answer(200, {})

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            lock = threading.Lock()
            mode = "good"
            active = "stable"
            token = None
            requests = []

        server = Server(("127.0.0.1", 0), Switch)
        with open(directory + "/port.new", "w") as file:
            file.write(str(server.server_address[1]))
        os.rename(directory + "/port.new", directory + "/port")
        server.serve_forever()
        """#
}
