internal import CBuiltInContent

/// The standards that ship with the software, as the files that `ruhu-admin standard import` would read.
public enum BuiltInStandards {
    /// A file by its name.
    public struct File: Sendable {
        /// Such as `nanhai-2011-happy-harmonious-community.yaml`.
        public let name: String
        /// YAML in UTF-8.
        public let bytes: [UInt8]
    }

    /// All of them, in the order of their names.
    public static var files: [File] {
        UnsafeBufferPointer(start: ruhu_built_in_standards, count: ruhu_built_in_standards_count).map { file in
            File(
                name: String(cString: file.name),
                bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
        }
    }
}
