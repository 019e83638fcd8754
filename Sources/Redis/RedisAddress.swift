/// Where a Redis server is and how to log in; never shows the password.
package struct RedisAddress: Sendable, Equatable {
    package enum Endpoint: Sendable, Equatable {
        case network(host: String, port: Int)
        case socket(path: String)
    }

    package let endpoint: Endpoint
    /// Chosen by `SELECT` after the login; the server has 0 to 15 unless configured otherwise.
    package let database: Int
    /// Empty for the server's default user.
    let user: String
    /// `nil` when no login is wanted.
    let password: String?

    package init(
        _ endpoint: Endpoint, database: Int = 0, user: String = "", password: String? = nil
    ) {
        self.endpoint = endpoint
        self.database = database
        self.user = user
        self.password = password
    }

    /// What a new connection says first.
    var greeting: [RedisCommand] {
        var commands: [RedisCommand] = []
        if let password {
            commands.append(RedisCommand(["AUTH"] + (user.isEmpty ? [] : [user]) + [password]))
        }
        if database != 0 { commands.append(["SELECT", "\(database)"]) }
        return commands
    }
}

extension RedisAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address without user and password.
    package var description: String {
        switch endpoint {
        case .socket(let path): "unix://\(path)"
        case .network(let host, let port):
            "redis://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)"
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
