import LedgerCore

/// Events of one correlation by what caused them: steps in the order of the log, and below an event
/// what it caused itself.
struct EventTree: Sendable {
    private struct Node {
        let text: String
        var children: [Node]
    }

    private let roots: [Node]

    /// - Parameter events: in the order of the log.
    init(_ events: [EventDocument]) {
        let known = Set(events.compactMap(\.id))
        var caused: [String: [EventDocument]] = [:]
        var steps: [(command: String, events: [EventDocument])] = []
        for event in events {
            if let cause = event.json.text("causation_id"), known.contains(cause),
                cause != event.id
            {
                caused[cause, default: []].append(event)
            } else if let command = event.json.text("command_id"), steps.last?.command == command {
                steps[steps.count - 1].events.append(event)
            } else {
                steps.append((event.json.text("command_id") ?? "", [event]))
            }
        }
        roots = steps.map { Self.step($0.command, $0.events, caused) }
    }

    /// A cause is earlier in the log than what it caused, so that this ends.
    private static func node(_ event: EventDocument, _ caused: [String: [EventDocument]]) -> Node {
        let children = (event.id.flatMap { caused[$0] } ?? [])
            .filter { $0.position > event.position }
        return Node(
            text: "#\(event.position)  \(event.stream)  \(event.sentence)",
            children: children.map { node($0, caused) })
    }

    private static func step(
        _ command: String, _ events: [EventDocument], _ caused: [String: [EventDocument]]
    ) -> Node {
        let (time, actor) = (events[0].time, events[0].json.text("actor") ?? "-")
        return Node(
            text: "\(time)  \(actor)  \(command)", children: events.map { node($0, caused) })
    }

    var lines: [String] { roots.flatMap { [$0.text] + Self.lines(of: $0.children, "") } }

    private static func lines(of nodes: [Node], _ indent: String) -> [String] {
        nodes.enumerated().flatMap { index, node in
            let isLast = index == nodes.count - 1
            return [indent + (isLast ? "└─ " : "├─ ") + node.text]
                + lines(of: node.children, indent + (isLast ? "   " : "│  "))
        }
    }
}

extension EventDocument {
    fileprivate var id: String? { json.text("id") }
}
