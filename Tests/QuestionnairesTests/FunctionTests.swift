import Questionnaires
import Testing
import Values

@Suite struct FunctionTests {
    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("7 div 2", "3.5"), ("7 mod 4", "3"), ("-3 + 1", "-2"), ("2 - -2", "4"),
        ("/data/a - 1", "2"), ("/data/a * /data/a", "9"), ("1 div 3", "0.3333333333333333"),
        ("round(2.5)", "3"), ("round(-2.5)", "-2"), ("round(-2.6)", "-3"), ("round(1.25, 1)", "1.3"),
        ("round(-1.25, 1)", "-1.2"),
        ("round(-1.251, 1)", "-1.3"), ("round(0.04, 1)", "0"), ("round(0.05, 1)", "0.1"), ("round(0.95, 1)", "1"),
        ("round(99.5)", "100"), ("round(0.004, 1)", "0"), ("round(1.005, 2)", "1.01"), ("round(3, 5)", "3"),

        ("round(1234, -2)", "1200"), ("int(-2.7)", "-2"), ("abs(-4)", "4"), ("pow(2, 10)", "1024"),
        ("number('1,5')", "1.5"), ("number('x')", ""), ("0.1 + 0.2", "0.30000000000000004"),
        ("10000000 * 1.5", "15000000"), ("12345678.5 + 0", "1.23456785E7"), ("1 div 4000", "2.5E-4"),
        ("min(3, 1, 2)", "1"), ("max(3, 1, 2)", "3"), ("floor(2.7)", "2"), ("ceiling(2.1)", "3"),
        ("log10(1000)", "3"), ("sqrt(16)", "4"),
    ])
    func `numbers are calculated and written as Java writes them`(expression: String, expected: String) throws {
        #expect(try Sample.calculated(expression) == expected)
    }

    @Test(arguments: [
        ("concat('a', 1, true())", "a1true"), ("join('-', 'a', 'b')", "a-b"), ("substr('abcdef', 1, 3)", "bc"),
        ("substr('abcdef', -2)", "ef"), ("substring-before('a=b', '=')", "a"), ("substring-after('a=b', '=')", "b"),
        ("translate('bar', 'abc', 'AB')", "BAr"), ("normalize-space('  a   b ')", "a b"),
        ("string-length('入户')", "2"), ("if(contains('abc', 'b'), 'y', 'n')", "y"),
        ("if(starts-with('abc', 'ab') and ends-with('abc', 'bc'), 'y', 'n')", "y"),
        ("if(regex('13800000000', '1[0-9]{10}'), 'y', 'n')", "y"), ("if(regex('a13', '[0-9]+'), 'y', 'n')", "n"),
        ("coalesce(/data/e, 'z')", "z"), ("coalesce('q', 'z')", "q"), ("uuid()", "u-1"), ("version()", "1"),
        ("if(\"it's\" = 'x', 1, 2)", "2"),
    ])
    func `texts are put together, taken apart and compared`(expression: String, expected: String) throws {
        #expect(try Sample.calculated(expression) == expected)
    }

    @Test(arguments: [
        ("selected(/data/s, 'x')", "1"), ("selected(/data/s, 'xy')", "0"), ("count-selected(/data/s)", "2"),
        ("selected-at(/data/s, 1)", "y"), ("selected-at(/data/s, 2)", ""),
        ("checklist(1, 2, true(), false(), true())", "1"), ("checklist(-1, 1, true(), true())", "0"),
        ("weighted-checklist(2, 5, true(), 3, false(), 9)", "1"), ("boolean-from-string('TRUE')", "1"),
        ("not(/data/e)", "1"), ("/data/a and /data/s", "1"), ("/data/e or false()", "0"), ("once('first')", "first"),
    ])
    func `choices and conditions are read`(expression: String, expected: String) throws {
        #expect(try Sample.calculated(expression) == expected)
    }

    @Test(arguments: [
        ("today()", "date", "2026-11-23"), ("date(/data/d + 1)", "date", "2026-03-01"),
        ("today() - /data/d", "int", "268"),
        ("if(/data/d < today(), 'past', 'future')", "string", "past"),
        ("if(/data/d = '2026-02-28', 'same', 'other')", "string", "same"),
        ("if(date('2026-02-28') = /data/d, 'same', 'other')", "string", "same"),
        ("if(/data/d > date('2026-02-27'), 'after', 'before')", "string", "after"),
        ("format-date(/data/d, '%d/%m/%Y %a %b %e %n %y')", "string", "28/02/2026 Sat Feb 28 2 26"),
        ("format-date-time(now(), '%Y-%m-%dT%H:%M:%S.%3')", "string", "2026-11-23T10:15:30.000"),
        ("concat(/data/d, '')", "string", "2026-02-28"), ("date('x')", "date", ""),
        ("decimal-time('2026-11-23T06:00:00.000+08:00')", "decimal", "0.25"),
        ("decimal-date-time('1970-01-02T08:00:00.000+08:00')", "decimal", "1"),
        ("date-time('2026-11-23T02:00:00.000Z')", "dateTime", "2026-11-23T10:00:00.000+08:00"),
        ("int((today() - date('2000-11-24')) div 365.25)", "int", "25"), ("date(365)", "date", "1971-01-01"),
    ])
    func `dates compare, subtract and are formatted by days`(expression: String, type: String, expected: String) throws
    {
        #expect(try Sample.calculated(expression, type: type) == expected)
    }

    @Test(arguments: ["digest('a', 'MD5')", "area(/data/a)", "distance(/data/a)", "base64-decode('x')", "nonsense(1)"])
    func `a function that is not supported is refused by name`(expression: String) throws {
        let xml = Sample.form(
            instance: "<a/><b/>", model: "<bind nodeset=\"/data/b\" type=\"string\" calculate=\"\(expression)\"/>",
            body: "<input ref=\"/data/a\"><label>A</label></input>")
        let fault = try #require(faults(of: xml).first)
        #expect(fault.code == "form_function")
        #expect(fault.place == "/data/b calculate")
        #expect(fault.message.en.contains(expression.prefix { $0 != "(" }))
    }
}
