/// The program behind ``LossyProxy``: sockets are given as `unix:/path` or `tcp:port`.
///
/// Arguments: directory, where to listen, whom to ask. `mode` in the directory is read for each
/// answer: `pass`; `lose N`, which ends the connection in the place of every Nth answer; `hold`,
/// which delivers nothing until the mode changes. `lost` there counts what was lost.
enum LossyProxyScript {
    static let text = #"""
        import os, socket, sys, threading, time

        directory, listening, asked = sys.argv[1:]
        lock = threading.Lock()
        answers = lost = 0

        def mode():
            with open(directory + "/mode") as file:
                return file.read().split() or ["pass"]

        def is_lost():
            global answers, lost
            words = mode()
            while words[0] == "hold":
                time.sleep(0.02)
                words = mode()
            with lock:
                answers += 1
                if words[0] != "lose" or answers % int(words[1]):
                    return False
                lost += 1
                with open(directory + "/lost.new", "w") as file:
                    file.write(str(lost))
                os.rename(directory + "/lost.new", directory + "/lost")
                return True

        def ends(*sockets):
            for end in sockets:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                end.close()

        def carry(source, target, is_answer):
            try:
                while chunk := source.recv(65536):
                    if is_answer and is_lost():
                        break
                    target.sendall(chunk)
            except OSError:
                pass
            ends(source, target)

        def open_socket(address):
            kind, place = address.split(":", 1)
            if kind == "unix":
                return socket.socket(socket.AF_UNIX), place
            return socket.socket(), ("127.0.0.1", int(place))

        server, place = open_socket(listening)
        server.bind(place)
        server.listen(128)
        if listening.startswith("unix:"):
            os.chmod(place, 0o777)
        with open(directory + "/port.new", "w") as file:
            file.write(str(server.getsockname()[1]) if listening.startswith("tcp:") else "0")
        os.rename(directory + "/port.new", directory + "/port")
        while True:
            caller, _ = server.accept()
            other, place = open_socket(asked)
            try:
                other.connect(place)
            except OSError:
                ends(caller, other)
                continue
            for way in ((caller, other, False), (other, caller, True)):
                threading.Thread(target=carry, args=way, daemon=True).start()
        """#
}
