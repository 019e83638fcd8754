/// The program behind ``AnswerServer``; its argument is the directory to work in.
///
/// Once it listens it writes its ports (HTTP, raw, full) into the file `ports` there.
///
/// Python, because a server in this process would share the threads that are being tested.
enum AnswerScript {
    static let text = #"""
        import http.server, os, socket, socketserver, sys, threading

        directory = sys.argv[1]
        forever = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *arguments):
                pass

            def answer(self, body, status=200, headers=()):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def echo(self, body):
                lines = [self.command + " " + self.path]
                lines += sorted(f"{name}: {value}" for name, value in self.headers.items())
                self.answer("\n".join(lines).encode() + b"\n\n" + body)

            def cut(self, first_bytes=b""):
                self.wfile.write(first_bytes)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

            def chunked(self):
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for _ in range(128):
                    self.wfile.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
                self.wfile.write(b"0\r\n\r\n")

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                match self.path:
                    case "/hello": self.answer(b"hello", headers=[("X-Two", "a"), ("X-Two", "b")])
                    case "/echo": self.echo(body)
                    case "/silent": forever.wait()
                    case "/cut": self.cut()
                    case "/half": self.cut(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
                    case "/1MiB": self.answer(b"x" * (1 << 20))
                    case "/2MiB": self.answer(b"x" * (2 << 20))
                    case "/chunked": self.chunked()
                    case "/headers": self.answer(b"", headers=[("X-Long", "x" * 4000)] * 20)
                    case "/redirect": self.answer(b"", 302, [("Location", "/hello")])
                    case _: self.answer(b"", 404)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

        class Raw(socketserver.StreamRequestHandler):
            def handle(self):
                match self.rfile.readline().split():
                    case [b"echo", word]: self.wfile.write(word)
                    case [b"count", number]:
                        received = self.rfile.read(int(number))
                        self.wfile.write(b"%d" % len(received))
                    case [b"silent"]: forever.wait()
                    case [b"2MiB"]: self.wfile.write(b"x" * (2 << 20))

        class HTTPServer(http.server.ThreadingHTTPServer):
            request_queue_size = 256

        class RawServer(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 256

        class UnixServer(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True

        def serve(server):
            threading.Thread(target=server.serve_forever).start()
            return server.server_address[1]

        # Takes no connection: its queue holds one, and that one is taken up here.
        full = socket.create_server(("127.0.0.1", 0), backlog=0)
        filler = socket.create_connection(full.getsockname())

        serve(UnixServer(directory + "/raw.sock", Raw))
        http_port = serve(HTTPServer(("127.0.0.1", 0), Handler))
        raw_port = serve(RawServer(("127.0.0.1", 0), Raw))
        with open(directory + "/new", "w") as file:
            print(http_port, raw_port, full.getsockname()[1], file=file)
        os.rename(directory + "/new", directory + "/ports")
        """#
}
