internal import CLibXML2

/// What the same machine needs without Ruhu: libxml2 alone, on the same document.
struct Floor {
    /// Milliseconds for reading the document.
    let parse: Double
    /// Milliseconds for evaluating as many compiled conditions as the form has.
    let conditions: Double

    init(_ xml: String, conditions count: Int) throws {
        let bytes = Array(xml.utf8)
        parse = try median(9) {
            let document = bytes.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { chars in
                    xmlReadMemory(chars.baseAddress, Int32(chars.count), nil, "UTF-8", 0)
                }
            }
            guard document != nil else { throw BenchmarkFault(text: "libxml2 does not read the form") }
            xmlFreeDoc(document)
        }
        let instance = "<data><g0>" + (0..<25).map { "<q\($0)>c1</q\($0)>" }.joined() + "</g0></data>"
        guard let document = xmlReadMemory(instance, Int32(instance.utf8.count), nil, "UTF-8", 0),
            let context = xmlXPathNewContext(document)
        else { throw BenchmarkFault(text: "libxml2 does not read the instance") }
        defer {
            xmlXPathFreeContext(context)
            xmlFreeDoc(document)
        }
        let compiled = (0..<count).map { xmlXPathCompile("/data/g0/q\($0 % 25) != 'c4'") }
        defer { for expression in compiled { xmlXPathFreeCompExpr(expression) } }
        conditions = try median(9) {
            for expression in compiled {
                guard let object = xmlXPathCompiledEval(expression, context) else {
                    throw BenchmarkFault(text: "libxml2 does not evaluate a condition")
                }
                xmlXPathFreeObject(object)
            }
        }
    }
}

struct BenchmarkFault: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}

/// Milliseconds of one run, the median of several.
func median(_ rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<rounds { times.append(try milliseconds(work)) }
    return times.sorted()[rounds / 2]
}

func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    let duration = clock.now - start
    return Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
}
