import Glibc
import Testing

@testable import Simulation

@Suite struct ArithmeticTests {
    @Test(arguments: [1e-300, 1e-16, 0.001, 0.5, 0.999_999, 1, 1.414_213_562, 1.5, 2, 10, 12_345.678, 1e300])
    func logarithm(x: Double) {
        #expect(abs(Arithmetic.logarithm(x) - log(x)) <= 4e-15 * max(1, abs(log(x))))
    }

    @Test(arguments: [-600, -20.5, -1, -0.3, 0, 1e-9, 0.7, 1, 5.25, 100, 650])
    func exponential(x: Double) {
        #expect(abs(Arithmetic.exponential(x) / exp(x) - 1) <= 1e-13)
    }

    @Test(arguments: [-3.2, -0.25, -0.1, 0, 0.01, 0.2, 0.25, 0.3, 0.5, 0.75, 17.9])
    func sine(turns: Double) {
        #expect(abs(Arithmetic.sine(turns: turns) - sin(2 * Double.pi * turns)) <= 1e-13)
    }
}
