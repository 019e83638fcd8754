/// Numbers as ECMAScript writes them, which RFC 8785 asks for.
enum CanonicalNumber {
    /// - Parameter number: finite.
    static func text(of number: Double) -> String {
        guard number != 0 else { return "0" }
        let (digits, point) = shortest(number.magnitude)
        let sign = number < 0 ? "-" : ""
        let zeros = { (count: Int) in String(repeating: "0", count: max(0, count)) }
        switch point {
        case digits.count...21: return sign + digits + zeros(point - digits.count)
        case 1...21: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        case -5...0: return sign + "0." + zeros(-point) + digits
        default:
            let rest = digits.count > 1 ? "." + digits.dropFirst() : ""
            let exponent = point - 1
            return
                "\(sign)\(digits.prefix(1))\(rest)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
        }
    }

    /// The fewest digits that read back as the same number, and how many stand before the point.
    ///
    /// Both Swift and ECMAScript choose them: fewest, and of those the nearest.
    private static func shortest(_ number: Double) -> (digits: String, point: Int) {
        let parts = "\(number)".split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        let all = whole + fraction
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), whole.count - leading + exponent)
    }
}
