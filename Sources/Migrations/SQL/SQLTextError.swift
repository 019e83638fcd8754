/// Why SQL text cannot be run statement by statement.
package struct SQLTextError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// A string, quoted name, dollar quote or comment that begins here never ends.
        case unterminated
        /// A closing parenthesis without an opening one, or the other way round.
        case unbalancedParenthesis
        /// A command of psql's, such as `\i`; the server does not know it.
        case psqlCommand
        /// `COPY … FROM STDIN`, whose data no runner sends.
        case copyFromStandardInput
        /// `COMMIT` and its kin, which would take the work out of the runner's hands.
        case ownTransaction
    }

    package let code: Code
    package let place: SQLPlace

    package var advice: String {
        switch code {
        case .unterminated: "what begins here never ends: a quote or a comment is not closed"
        case .unbalancedParenthesis: "the parenthesis has no partner in its statement"
        case .psqlCommand: "psql's own commands are not SQL; write what it does as SQL"
        case .copyFromStandardInput: "COPY FROM STDIN is not supported; use INSERT … VALUES"
        case .ownTransaction:
            "the runner begins and ends transactions; write `transaction:false` behind the marker "
                + "to have none"
        }
    }
}
