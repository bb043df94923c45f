internal import CBuiltInContent

/// A file of the content that ships, as bytes of the program.
public struct BuiltInFile: Sendable {
    /// Without its folder, such as `nanhai-2011-happy-harmonious-community.yaml`.
    public let name: String
    /// UTF-8.
    public let bytes: [UInt8]
}

/// The content that ships with the software, as the files that `ruhu-admin` would import.
///
/// ```swift
/// for file in BuiltInFiles.standards { print(file.name, file.bytes.count) }
/// ```
public enum BuiltInFiles {
    /// For `ruhu-admin standard import`, in the order of their names.
    public static var standards: [BuiltInFile] { files(ruhu_built_in_standards, ruhu_built_in_standards_count) }

    /// For `ruhu-admin form import`, in the order of their names. None of them names further files.
    public static var forms: [BuiltInFile] { files(ruhu_built_in_forms, ruhu_built_in_forms_count) }

    private static func files(_ start: UnsafePointer<ruhu_built_in_file>, _ count: Int) -> [BuiltInFile] {
        UnsafeBufferPointer(start: start, count: count).map { file in
            BuiltInFile(
                name: String(cString: file.name),
                bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
        }
    }
}
