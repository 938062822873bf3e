/// Functions of real numbers that give the same bits everywhere. The C library's differ in their last bits between its
/// versions and between processors, and one bit is enough to make another cluster.
enum Arithmetic {
    private static let ln2 = 0.693_147_180_559_945_3

    /// The natural logarithm of a positive number.
    static func logarithm(_ x: Double) -> Double {
        var exponent = Double(x.exponent), fraction = x.significand
        if fraction > 1.414_213_562_373_095 {
            fraction /= 2
            exponent += 1
        }
        // ln m = 2·artanh((m − 1)/(m + 1)), whose argument is at most 0.172.
        let s = (fraction - 1) / (fraction + 1), z = s * s
        var sum = 0.0, divisor = 21.0
        while divisor > 0 {
            sum = sum * z + 1 / divisor
            divisor -= 2
        }
        return 2 * s * sum + exponent * ln2
    }

    /// e to the power of `x`, which is between −700 and 700.
    static func exponential(_ x: Double) -> Double {
        let whole = (x / ln2).rounded(), rest = x - whole * ln2
        var sum = 1.0, term = 14.0
        while term > 0 {
            sum = 1 + sum * rest / term
            term -= 1
        }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }

    /// The sine of so many turns.
    static func sine(turns: Double) -> Double {
        var x = turns - turns.rounded()
        if x > 0.25 { x = 0.5 - x }
        if x < -0.25 { x = -0.5 - x }
        let angle = x * 6.283_185_307_179_586, square = angle * angle
        var sum = 1.0, term = 16.0
        while term > 0 {
            sum = 1 - sum * square / (term * (term + 1))
            term -= 2
        }
        return angle * sum
    }
}
