import LedgerCore
import Testing

@testable import Rollout

/// What a split means to a router, target by target.
struct ServiceSharesTests {
    private static let settings = ServiceSettings(
        slots: ["a", "b"].map { slot in
            Slot(
                name: slot,
                instances: (1...3).map {
                    Instance(
                        name: "\(slot)-\($0)", endpoint: "http://\(slot)\($0):1",
                        target: "\(slot)\($0)")
                })
        }, router: Bench.settings.router, metrics: Bench.settings.metrics,
        deployer: Bench.settings.deployer)

    private func split(_ percent: Int, a: [String]? = nil, b: [String]? = nil) -> TrafficSplit {
        TrafficSplit([
            .init(slot: "a", version: "v1", percent: 100 - percent, instances: a),
            .init(slot: "b", version: "v2", percent: percent, instances: b),
        ])
    }

    @Test func `a slot's percent is on each of its instances`() {
        #expect(
            Self.settings.shares(of: split(5))
                == ["a1": 95, "a2": 95, "a3": 95, "b1": 5, "b2": 5, "b3": 5])
    }

    @Test func `instances that are named have the same weight, and no other has any`() {
        #expect(
            Self.settings.shares(of: split(33, a: ["a-2", "a-3"], b: ["b-1"]))
                == ["a1": 0, "a2": 100, "a3": 100, "b1": 100, "b2": 0, "b3": 0])
        #expect(
            Self.settings.shares(of: split(0, a: ["a-2"], b: []))
                == ["a1": 0, "a2": 100, "a3": 0, "b1": 0, "b2": 0, "b3": 0])
    }

    @Test func `names that are gone do not take the whole slot out of the traffic`() {
        let shares = Self.settings.shares(of: split(100, a: [], b: ["renamed"]))
        #expect(shares == ["a1": 0, "a2": 0, "a3": 0, "b1": 100, "b2": 100, "b3": 100])
    }

    @Test func `weights match as ratios, exactly`() {
        let found = ObservedShares(
            shares: ["a": 99, "b": 1], weights: ["a": 199, "b": 1])
        #expect(!found.matches(["a": 99, "b": 1]))
        #expect(found.matches(["a": 199, "b": 1]))
        let same = ObservedShares(shares: ["a": 50, "b": 50], weights: ["a": 1, "b": 1, "c": 0])
        #expect(same.matches(["a": 100, "b": 100]))
        #expect(!same.matches(["a": 100, "b": 100, "c": 1]))
        #expect(!same.matches(["a": 0, "b": 0]))
    }
}
