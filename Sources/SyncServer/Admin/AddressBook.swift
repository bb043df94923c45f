internal import Records
internal import SyncProtocol
internal import Synchronization

/// The addresses of the areas that an import is working on, kept from one batch to the next.
///
/// They are worth something only while nobody else has written in between: the position of the newest change says so.
/// Without it each batch of a large import would read all addresses of its area again.
final class AddressBook: Sendable {
    typealias Pages = [String: [NaturalKey: RecordID]]

    /// Addresses beyond which the book is not kept, so that it stays below some 100 MB.
    static let addressesMax = 300_000

    private let held = Mutex<(position: Int64, pages: Pages)?>(nil)

    /// Takes the addresses out when the store still stands where they were noted; empty otherwise.
    func pages(at position: Int64) -> Pages {
        held.withLock { held in
            defer { held = nil }
            guard let held, held.position == position else { return [:] }
            return held.pages
        }
    }

    /// Notes the addresses as they are once the change at `position` is stored.
    func note(_ pages: Pages, at position: Int64) {
        guard pages.values.reduce(0, { $0 + $1.count }) <= Self.addressesMax else { return }
        held.withLock { $0 = (position, pages) }
    }
}
