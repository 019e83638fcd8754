/// The members of a JSON object in their order; each name once, told apart by its bytes.
package struct JSONObject: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    package subscript(name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// - Parameter guess: where it is looked for first; readers mostly ask in the members' order.
    func index(of name: String, guess: Int = 0) -> Int? {
        if guess < members.count, members[guess].name.hasSameBytes(as: name) { return guess }
        return members.firstIndex { $0.name.hasSameBytes(as: name) }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// A member whose value is `nil` stays away.
    package init(dictionaryLiteral elements: (String, JSONValue?)...) {
        self.init(
            elements.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }
}
