import LedgerCore
import Testing

/// What a plan says of users, and every problem of it at once.
struct UserRuleTests {
    private func plan(_ text: String) throws -> (plan: DeploymentPlan, problems: [FieldProblem]) {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            throw StoredEventError("not an object")
        }
        let fields = FieldReader(object)
        return (DeploymentPlan(fields), fields.problems)
    }

    @Test(arguments: [
        Example.abTestPlan, Example.abTest(winner: .judge),
        Example.abTest(route: UserRule(trait: .cookie("Variant"), values: ["b", "a"])),
        Example.abTest(route: UserRule(trait: .bucket(of: .cookie, name: "uid", key: "agent"))),
    ])
    func `it reads back equal`(plan: DeploymentPlan) throws {
        let read = try self.plan(String(decoding: plan.json.bytes, as: UTF8.self))
        #expect(read.problems == [])
        #expect(read.plan == plan)
    }

    @Test func `a plan without users is stored as ever`() {
        let names = Example.plan.json.members.map(\.name)
        #expect(!names.contains("route"))
        #expect(!names.contains("winner"))
    }

    @Test func `an A/B test without stages has its split and then all`() throws {
        let read = try plan(
            #"{"strategy":"ab-test","route":{"by":"header","name":"X-Cohort","values":["beta"]}}"#)
        #expect(read.problems == [])
        #expect(read.plan.stages.map(\.percent) == [50, 100])
        #expect(read.plan.winner == .person)
        #expect(read.plan.route?.trait == .header("x-cohort"))
    }

    @Test(arguments: [
        (#"{"strategy":"ab-test"}"#, ["/route"]),
        (#"{"route":{"by":"header","name":"x","values":["a"]}}"#, ["/route"]),
        (#"{"strategy":"blue-green","route":{"by":"bucket","name":"x","key":"a"}}"#, ["/route"]),
        (#"{"winner":"judge"}"#, ["/winner"]),
        (
            #"{"strategy":"ab-test","route":{"by":"header","name":"x y","values":["a;b","c","c"]}}"#,
            ["/route/name", "/route/values", "/route/values"]
        ),
        (
            #"{"strategy":"ab-test","route":{"by":"bucket","name":"x","values":["a"]}}"#,
            ["/route/key", "/route/values"]
        ),
        (
            #"{"strategy":"ab-test","route":{"by":"cookie","name":"x","to":"y"}}"#,
            ["/route/values", "/route/to"]
        ),
        (
            #"{"strategy":"ab-test","route":{"by":"cookie","name":"x","values":["a"]},"stages":["#
                + #"{"percent":5,"duration_seconds":1},{"percent":50,"duration_seconds":1},"#
                + #"{"percent":100,"duration_seconds":1}]}"#,
            ["/stages/2/percent"]
        ),
    ])
    func `every problem is told with its place`(text: String, pointers: [String]) throws {
        #expect(try plan(text).problems.map(\.pointer) == pointers)
    }

    @Test func `settings of routers read back equal`() throws {
        for router in [
            Example.settings.router, Example.userRouter,
            .envoy(admin: "http://10.0.0.6:9901", file: "/run/agents.json", route: "agents"),
        ] {
            let settings = Example.settings(router: router)
            let fields = FieldReader(settings.json)
            #expect(ServiceSettings(fields) == settings)
            #expect(fields.problems == [])
        }
    }

    @Test(arguments: ["users.map", "/etc/a b", "/etc/a;b", "/", "/etc/", "/etc/../x"])
    func `a path cannot bring commands along`(path: String) {
        let router = RouterSettings.haproxy(
            address: "127.0.0.1:1", backend: "b",
            users: UserMap(path: path, traits: [.header("x")]))
        let fields = FieldReader(Example.settings(router: router).json)
        _ = ServiceSettings(fields)
        #expect(fields.problems.map(\.pointer) == ["/router/users/map"])
    }
}
