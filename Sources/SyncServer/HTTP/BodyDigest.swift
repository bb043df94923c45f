internal import Hummingbird
internal import SyncProtocol

/// The digests of bodies that arrive and leave. Specification: section "Sessions".
extension Request {
    /// Whether the sender stated the digest of the body.
    var statesDigest: Bool { ContentDigest.verdict(headers[.contentDigest], of: []) != .absent }

    /// Holds the body, as it came, against the digest beside it; a sender who states none is believed.
    ///
    /// - Throws: A 400 `body_damaged`.
    func checkDigest(of body: [UInt8]) throws(Refusal) {
        if ContentDigest.verdict(headers[.contentDigest], of: body) == .differs { throw .bodyDamaged }
    }
}

extension Refusal {
    /// The body is not the one that was sent, or lost what would show it: the sender sends it again.
    static let bodyDamaged = Refusal(
        .badRequest, "body_damaged", "the body is not the one that was sent, or its digest is missing")
}

extension HTTPFields.Element.Name {
    static let contentDigest: Self = {
        guard let name = Self(ContentDigest.header) else { preconditionFailure("the header's name is a token") }
        return name
    }()
}
