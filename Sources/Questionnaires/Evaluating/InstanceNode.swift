internal import CLibXML2

/// A node of an instance: its place among the others, its value, and whether it is relevant.
///
/// libxml2 holds a twin of each node, without any text, for paths to walk on; the twin knows its node. The session that
/// made them keeps both.
final class InstanceNode {
    let template: Int
    let twin: xmlNodePtr
    unowned(unsafe) let parent: InstanceNode?
    var children: [InstanceNode] = []
    var datum: Datum?
    /// What the node's own rule says.
    var isSelfRelevant = true
    /// Whether the node and all that hold it are relevant.
    var isRelevant = true

    init(template: Int, twin: xmlNodePtr, parent: InstanceNode?) {
        self.template = template
        self.twin = twin
        self.parent = parent
        twin.pointee._private = Unmanaged.passUnretained(self).toOpaque()
    }

    /// The node of a twin; `nil` for nodes of choice lists and for attributes.
    static func of(_ twin: xmlNodePtr) -> InstanceNode? {
        guard twin.pointee.type == XML_ELEMENT_NODE, let opaque = twin.pointee._private else { return nil }
        return Unmanaged<InstanceNode>.fromOpaque(opaque).takeUnretainedValue()
    }

    /// From 1, among the entries of the same repeat.
    var position: Int {
        guard let parent else { return 1 }
        var count = 0
        for sibling in parent.children where sibling.template == template {
            count += 1
            if sibling === self { return count }
        }
        return count
    }

    /// Whether the node is `other` or lies below it.
    func isWithin(_ other: InstanceNode) -> Bool {
        var node: InstanceNode? = self
        while let found = node {
            if found === other { return true }
            node = found.parent
        }
        return false
    }

    /// The nodes made from `template` at or below this one, where `chain` leads from the root down to it.
    func descendants(_ chain: ArraySlice<Int>) -> [InstanceNode] {
        guard let next = chain.first else { return [self] }
        return children.flatMap { $0.template == next ? $0.descendants(chain.dropFirst()) : [] }
    }
}
