internal import Gzip
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Values

extension Request {
    /// The whole body, unpacked.
    ///
    /// - Parameter limit: Bytes, packed as well as unpacked.
    /// - Returns: The unpacked bytes.
    /// - Throws: A 413 beyond the limit, a 415 for a packing the server does not know, a 400 for damaged gzip.
    func wholeBody(limit: Int) async throws -> [UInt8] {
        let encoding = (headers[.contentEncoding] ?? "identity").lowercased()
        guard encoding == "identity" || encoding == "gzip" else {
            throw Refusal(.unsupportedMediaType, "encoding_unsupported", "Content-Encoding \(encoding) is not known")
        }
        let buffer = try await body.collect(upTo: limit)
        let bytes = [UInt8](buffer.readableBytesView)
        guard encoding == "gzip" else { return bytes }
        do {
            return try Gzip.decompress(bytes, limit: limit)
        } catch GzipError.tooLarge {
            throw Refusal(.contentTooLarge, "too_large", "the unpacked body has more than \(limit) bytes")
        } catch GzipError.outOfMemory {
            throw Refusal.busy
        } catch {
            throw Refusal(.badRequest, "bad_request", "the body is not whole gzip")
        }
    }

    /// The whole body as JSON.
    func json<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        let bytes = try await wholeBody(limit: ServerLimits.adminBodyBytesMax)
        do {
            return try JSONText.read(type, from: bytes)
        } catch {
            throw Refusal(.badRequest, "bad_request", "the body is not the JSON that this path takes")
        }
    }

    /// The token of `Authorization: Bearer`.
    var bearerToken: String? {
        guard let header = headers[.authorization] else { return nil }
        let words = header.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1])
    }

    /// Whether the sender understands gzip, by `Accept-Encoding`; a weight of zero says that it does not.
    var acceptsGzip: Bool {
        (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard words.first == "gzip" else { return false }
            return !words.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }
}
