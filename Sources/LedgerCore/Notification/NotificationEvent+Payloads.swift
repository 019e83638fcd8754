extension NotificationEvent {
    /// One sink will be told of one event, or of a storm that begins with it.
    package struct Decided: EventPayload {
        package let sink: String
        /// The event that people are told of.
        package let source: SourceEvent
        package let notice: Notice
        /// When it is first sent: at once, or when the window of its storm is over.
        package let sendAt: Timestamp
        /// More events of its kind may join it, so that people are told once of all of them.
        package let isSummary: Bool

        package init(
            sink: String, source: SourceEvent, notice: Notice, sendAt: Timestamp, isSummary: Bool
        ) {
            self.sink = sink
            self.source = source
            self.notice = notice
            self.sendAt = sendAt
            self.isSummary = isSummary
        }

        package init(_ fields: FieldReader) {
            self.init(
                sink: fields.name("sink"), source: SourceEvent(fields.object("source")),
                notice: Notice(
                    fields.choice("kind", or: .sagaStalled), fields.choice("severity", or: .page),
                    fields.string("title"), fields.string("text")),
                sendAt: fields.time("send_at"), isSummary: fields.flag("summary"))
        }

        package var json: JSONObject {
            [
                "sink": .string(sink), "source": .object(source.json),
                "kind": .string(notice.kind.rawValue),
                "severity": .string(notice.severity.rawValue), "title": .string(notice.title),
                "text": .string(notice.text), "send_at": .time(sendAt),
                "summary": .bool(isSummary),
            ]
        }
    }

    /// One more event that a summary tells of.
    package struct Joined: EventPayload {
        package let source: SourceEvent
        package let text: String

        package init(source: SourceEvent, text: String) {
            self.source = source
            self.text = text
        }

        package init(_ fields: FieldReader) {
            self.init(
                source: SourceEvent(fields.object("source")), text: fields.string("text"))
        }

        package var json: JSONObject {
            ["source": .object(source.json), "text": .string(text)]
        }
    }

    /// Only who recorded it may call the sink.
    package struct AttemptStarted: EventPayload {
        /// 1 and up.
        package let number: Int
        package let worker: String

        package init(number: Int, worker: String) {
            self.number = number
            self.worker = worker
        }

        package init(_ fields: FieldReader) {
            self.init(
                number: fields.integer("number", in: 1...1000), worker: fields.string("worker"))
        }

        package var json: JSONObject { ["number": .integer(number), "worker": .string(worker)] }
    }

    package struct Delivered: EventPayload {
        package let attempt: Int
        /// What the sink answered, such as `HTTP 200`; no body.
        package let answer: String

        package init(attempt: Int, answer: String) {
            self.attempt = attempt
            self.answer = answer
        }

        package init(_ fields: FieldReader) {
            self.init(
                attempt: fields.integer("attempt", in: 1...1000), answer: fields.string("answer"))
        }

        package var json: JSONObject {
            ["attempt": .integer(attempt), "answer": .string(answer)]
        }
    }

    package struct Failed: EventPayload {
        package let attempt: Int
        /// An outbound error's code, such as `unreachable`.
        package let code: String
        /// For people; no secret, no body.
        package let detail: String
        /// `nil` after the last attempt.
        package let retryAt: Timestamp?

        package init(attempt: Int, code: String, detail: String, retryAt: Timestamp?) {
            self.attempt = attempt
            self.code = code
            self.detail = detail
            self.retryAt = retryAt
        }

        package init(_ fields: FieldReader) {
            self.init(
                attempt: fields.integer("attempt", in: 1...1000), code: fields.string("code"),
                detail: fields.string("detail"), retryAt: fields.optionalTime("retry_at"))
        }

        package var json: JSONObject {
            [
                "attempt": .integer(attempt), "code": .string(code), "detail": .string(detail),
                "retry_at": .time(retryAt),
            ]
        }
    }

    /// It is not tried again.
    package struct DeadLettered: EventPayload {
        package let attempts: Int

        package init(attempts: Int) { self.attempts = attempts }

        package init(_ fields: FieldReader) {
            self.init(attempts: fields.integer("attempts", in: 1...1000))
        }

        package var json: JSONObject { ["attempts": .integer(attempts)] }
    }

    /// On `notification/cursor`: every event up to there is decided on.
    package struct Followed: EventPayload {
        package let position: Int64

        package init(position: Int64) { self.position = position }

        package init(_ fields: FieldReader) {
            self.init(position: Int64(fields.integer("position", in: 0...Int.max)))
        }

        package var json: JSONObject { ["position": .integer(position)] }
    }
}
