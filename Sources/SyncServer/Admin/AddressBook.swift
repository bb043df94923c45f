internal import Synchronization

/// The addresses of the areas that an import is working on, kept from one batch to the next.
///
/// They are worth something only while nobody else has written in between: the position of the newest change says so.
/// Without it each batch of a large import would read all addresses of its area again.
final class AddressBook: Sendable {
    /// Addresses beyond which the book is not kept, so that it stays below some 100 MB.
    static let addressesMax = 500_000

    private let page = Mutex<(position: Int64, addresses: [String: Set<String>])?>(nil)

    /// Takes the addresses out when the store still stands where they were noted; empty otherwise.
    func addresses(at position: Int64) -> [String: Set<String>] {
        page.withLock { page in
            defer { page = nil }
            guard let page, page.position == position else { return [:] }
            return page.addresses
        }
    }

    /// Notes the addresses as they are once the change at `position` is stored.
    func note(_ addresses: [String: Set<String>], at position: Int64) {
        guard addresses.values.reduce(0, { $0 + $1.count }) <= Self.addressesMax else { return }
        page.withLock { $0 = (position, addresses) }
    }
}
