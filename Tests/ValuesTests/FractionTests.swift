import Testing
import Values

@Suite("Exact fractions") struct FractionTests {
    @Test("a decimal becomes the fraction it writes, in lowest terms")
    func decimals() {
        #expect(ExactFraction(decimal("12.50")) == fraction(25, 2))
        #expect(ExactFraction(decimal("-0.04")) == fraction(-1, 25))
        #expect(ExactFraction(decimal("0")) == .zero)
        let longest = ExactFraction(decimal("9999999999999999999999999999.999999"))
        #expect(longest.denominator == 1_000_000)
        let smallest = ExactFraction(decimal("0.\(String(repeating: "0", count: 33))1"))
        #expect(smallest > .zero && smallest.numerator == 1)
    }

    @Test("a negative denominator gives its sign to the numerator, and zero is none")
    func signs() {
        #expect(fraction(1, -2) == fraction(-1, 2))
        #expect(ExactFraction(numerator: 1, denominator: 0) == nil)
        #expect(ExactFraction(numerator: .min, denominator: 1) == nil)
        #expect(ExactFraction(numerator: 1, denominator: .min) == nil)
    }

    @Test("thirds add up to one, and a product with the reciprocal is one")
    func arithmetic() throws {
        let third = fraction(1, 3)
        #expect(try #require(third.plus(third)?.plus(third)) == 1)
        #expect(try #require(third.minus(fraction(1, 2))) == fraction(-1, 6))
        #expect(try #require(fraction(7, 3).times(fraction(3, 7))) == 1)
        #expect(try #require(fraction(7, 3).divided(by: fraction(-14, 3))) == fraction(-1, 2))
        #expect(fraction(7, 3).divided(by: .zero) == nil)
    }

    @Test("what does not fit 128 bits is nil, never a crash")
    func overflow() {
        let large = fraction(.max)
        #expect(large.plus(1) == nil)
        #expect(large.times(2) == nil)
        #expect(fraction(-.max).minus(2) == nil)
        #expect(fraction(1, .max).times(fraction(1, 2)) == nil)
        #expect(large.divided(by: fraction(1, 2)) == nil)
        #expect(fraction(1, .max).plus(fraction(1, .max - 1)) == nil)
    }

    @Test("comparison is exact even where a product would not fit")
    func comparison() {
        #expect(fraction(.max, 2) > fraction(.max - 2, 2))
        #expect(fraction(.max - 1, .max) < 1)
        #expect(fraction(.max - 2, .max - 1) < fraction(.max - 1, .max))
        #expect(fraction(-.max, 3) < fraction(-.max + 2, 3))
        #expect(fraction(-1, .max) < .zero)
    }

    @Test(
        "up to six places are written out, more are rounded half up and marked",
        arguments: [
            (fraction(1, 2), "0.5"), (fraction(182), "182"), (fraction(-3, 4), "-0.75"), (fraction(1, 3), "≈0.333333"),
            (fraction(2, 3), "≈0.666667"), (fraction(1, 1_000_000), "0.000001"), (fraction(1, 2_000_000), "≈0.000001"),
            (fraction(1, 3_000_000), "≈0"), (fraction(-1, 3_000_000), "≈0"), (fraction(19_999_999, 20_000_000), "≈1"),
            (fraction(.max, 3), "≈56713727820156410577229101238628035242.333333"), (fraction(0), "0"),
        ])
    func rendering(number: ExactFraction, text: String) {
        #expect(number.description == text)
    }
}

private func decimal(_ digits: String) -> ExactDecimal {
    guard let decimal = ExactDecimal(digits) else { fatalError("no number: \(digits)") }
    return decimal
}

private func fraction(_ numerator: Int128, _ denominator: Int128 = 1) -> ExactFraction {
    guard let fraction = ExactFraction(numerator: numerator, denominator: denominator) else {
        fatalError("no fraction")
    }
    return fraction
}
