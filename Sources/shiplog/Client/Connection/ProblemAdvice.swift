/// The next step after a refusal, by the stable code of its problem document.
enum ProblemAdvice {
    /// - Parameters:
    ///   - deployment: the one that stands in the way, if the problem names one.
    ///   - service: the one that the call was about, if it was about one.
    static func text(code: String, deployment: String?, service: String?) -> String? {
        let service = service ?? "SERVICE"
        let deployment = deployment ?? "DEPLOYMENT"
        return switch code {
        case "service_unknown":
            "shiplog services list, or register it by shiplog services apply \(service) -f FILE"
        case "deployment_unknown": "shiplog deployments \(service)"
        case "deployment_active":
            "shiplog watch \(deployment), or shiplog abort \(deployment) --reason TEXT"
        case "deployment_ended": "shiplog rollback \(service) --reason TEXT"
        case "already_aborting": "shiplog watch \(deployment)"
        case "version_queued": "shiplog watch \(deployment)"
        case "stage_changed", "stage_not_reached", "already_promoted", "already_paused",
            "not_paused", "deployment_not_started":
            "shiplog watch \(deployment)"
        case "approval_not_needed": "shiplog promote \(deployment) --reason TEXT"
        case "author_may_not_approve", "already_approved":
            "ask another person to approve it, or shiplog reject \(deployment) --reason TEXT"
        case "key_unknown", "key_mistyped", "key_expired", "key_revoked":
            "set SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE to a key that an admin made by shiplog keys"
        case "role_required", "outside_bounds":
            "shiplog whoami shows what your key may do; an admin makes others by shiplog keys"
        case "version_not_marked": "shiplog status \(service)"
        case "router_cannot": "shiplog services show \(service), and change its router or the route"
        case "version_is_live", "queue_full", "service_busy": "shiplog status \(service)"
        case "version_marked_bad":
            "deploy a new version, or shiplog unmark \(service) VERSION --reason TEXT"
        case "version_unknown", "no_rollback_target": "shiplog deployments \(service)"
        case "flag_unknown": "shiplog flags list"
        case "flag_exists": "shiplog flags set KEY FIELD=VALUE"
        case "flag_changed", "not_killed": "shiplog flags get KEY"
        case "already_killed": "shiplog flags restore KEY --reason TEXT"
        case "override_unknown": "shiplog flags override KEY"
        case "unauthenticated":
            "set SHIPLOG_TOKEN or SHIPLOG_TOKEN_FILE to a key, or to the server's token"
        case "idempotency_key_reused": "leave --idempotency-key away, or choose a new one"
        case "path_unknown": "the server may be older than this program: shiplog --version"
        case "unavailable": "try again in a moment"
        default: nil
        }
    }
}
