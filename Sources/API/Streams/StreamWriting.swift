import Hummingbird
import ServiceLifecycle

/// Writes a body piece by piece, and ends the connection of whoever does not read.
struct StreamWriting: Sendable {
    let stream: any BodyStream
    let request: Request
    /// For the writer to take a piece, whose reader may be slow.
    let patience: Duration
    /// Ends the connection at once, with what was not sent.
    let cut: @Sendable () -> Void

    /// The same at a shutdown.
    private static let lastPatience = Duration.milliseconds(500)

    func write(to writer: inout any ResponseBodyWriter) async throws {
        try await request.body.consumeWithInboundCloseHandler { _ in
            while let piece = await stream.next() { try await write(piece, to: &writer) }
        } onInboundClosed: {
            stream.stop()
        }
        try await writer.finish(nil)
    }

    private func write(_ piece: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await cutWhenLate() }
            defer { group.cancelAll() }
            try await writer.write(ByteBuffer(bytes: piece))
        }
    }

    private func cutWhenLate() async {
        // Ends early when the piece was taken, or the server shuts down.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: patience) }
        if Task.isShuttingDownGracefully { try? await Task.sleep(for: Self.lastPatience) }
        if !Task.isCancelled { cut() }
    }
}
