/// The program behind ``SlotServer``; its argument is the directory to work in.
///
/// It serves two slots, `stable` and `canary`, and a stand-in for HAProxy's runtime API that fails
/// in ways that the real one cannot be brought to. Once it listens it writes its ports (stable,
/// canary, runtime) into the file `ports`.
enum SlotScript {
    static let text = #"""
        import http.server, json, os, socketserver, sys, threading, urllib.parse

        directory = sys.argv[1]
        forever = threading.Event()

        class Slot(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def answer(self, status, text):
                body = text.encode()
                self.send_response(status)
                version = self.server.version.encode().decode("latin-1")
                self.send_header("X-Version", version)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def body(self):
                return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

            def do_GET(self):
                match self.path:
                    case "/health" if self.server.health is None:
                        health = {"status": "ok", "version": self.server.version}
                        self.answer(200, json.dumps(health))
                    case "/health":
                        status, text = self.server.health.split(" ", 1)
                        if status == "silent": forever.wait()
                        self.answer(int(status), text)
                    case "/metrics": self.answer(200, self.server.metrics)
                    case "/last-deploy": self.answer(200, self.server.last_deploy)
                    case path if path.startswith("/silent/"): forever.wait()
                    case path if path.startswith("/measured?"): self.measured(path)
                    case _: self.answer(200, self.server.version)

            def measured(self, path):
                query = urllib.parse.parse_qs(path.split("?", 1)[1], keep_blank_values=True)
                int(query["window"][0])
                found = json.loads(self.server.measured).get(query["version"][0])
                status, text = found.split(" ", 1) if found else ("200", "{}")
                self.answer(int(status), text.replace("LONG", "x" * (1 << 20)))

            def do_PUT(self):
                setattr(self.server, self.path[1:], self.body())
                self.answer(200, "")

            def do_POST(self):
                names = ("Content-Type", "Idempotency-Key", "X-Fencing-Token")
                body = self.body()
                headers = [self.headers[name] for name in names]
                self.server.last_deploy = "\n".join([self.path, *headers, body])
                match self.server.deploy.split(" ", 1):
                    case ["accept"]:
                        self.server.version = json.loads(body)["version"]
                        self.answer(202, "")
                    case ["silent"]: forever.wait()
                    case [status, text]: self.answer(int(status), text)

        class SlotServer(http.server.ThreadingHTTPServer):
            request_queue_size = 256
            deploy = "accept"
            health = None
            metrics = ""
            measured = "{}"
            last_deploy = ""

        class Runtime(socketserver.StreamRequestHandler):
            header = "# be_id be_name srv_id srv_name srv_op_state srv_admin_state srv_uweight"

            def handle(self):
                line = self.rfile.readline().decode()
                is_show = line.startswith("show")
                backend = line.split()[-1] if is_show else line.split()[2].split("/")[0]
                rows = [f"3 {backend} 1 stable 2 0 100", f"3 {backend} 2 canary 2 0 0"]
                table = "\n".join(["1", self.header, *rows]) + "\n\n"
                match backend, is_show:
                    case ("silent", _): forever.wait()
                    case ("cut-list", True): answer = table[:-2]
                    case ("other-list", True): answer = table.replace("srv_uweight", "srv_weight")
                    case ("foreign-list", True): answer = "HTTP/1.1 400 Bad request\r\n\r\n"
                    case (_, True): answer = table
                    case ("silent-set", _): forever.wait()
                    case ("cut-set", _): answer = "\n"
                    case ("babbling-set", _): answer = "Weights are out of fashion.\n\n"
                self.wfile.write(answer.encode())

        class RuntimeServer(socketserver.ThreadingTCPServer):
            daemon_threads = True

        def serve(server):
            threading.Thread(target=server.serve_forever).start()
            return server.server_address[1]

        def slot(version):
            server = SlotServer(("127.0.0.1", 0), Slot)
            server.version = version
            return serve(server)

        ports = [slot("stable"), slot("canary"), serve(RuntimeServer(("127.0.0.1", 0), Runtime))]
        with open(directory + "/new", "w") as file:
            print(*ports, file=file)
        os.rename(directory + "/new", directory + "/ports")
        """#
}
