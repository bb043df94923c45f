internal import Standards
internal import SyncProtocol
internal import Values

/// What stands against publishing a standard that is well-formed in itself.
struct PublishingFaults: Error {
    let faults: [StandardFault]

    init(_ faults: [StandardFault]) { self.faults = faults }
}

extension StandardFault {
    static func versionPublished(_ standard: Standard) -> Self {
        Self(
            code: .versionPublished, path: [.key("catalogue_version")],
            message: Localized(
                zh: "\(standard.id) 的版本 \(standard.version) 已经发布，内容不同；已发布的版本不再改动，请用更大的版本号",
                en: """
                    version \(standard.version) of \(standard.id) is published with other content; what is published stays \
                    as it is, so give the file a greater version
                    """))
    }

    static func versionOlder(_ standard: Standard, newest: Int) -> Self {
        Self(
            code: .versionOlder, path: [.key("catalogue_version")],
            message: Localized(
                zh: "\(standard.id) 已经发布到版本 \(newest)，版本 \(standard.version) 不能再补发",
                en: "\(standard.id) is published up to version \(newest); version \(standard.version) cannot follow it")
        )
    }

    static func codeUnmapped(_ code: String, version: Int) -> Self {
        Self(
            code: .codeUnmapped, path: [.key("code_map")],
            message: Localized(
                zh: "版本 \(version) 的代码 \(code) 在新版本中没有了：请在 code_map 中写明由哪个代码接替，没有则写 null",
                en: """
                    the code \(code) of version \(version) is gone: say in code_map which code takes its place, or null \
                    where none does
                    """))
    }

    static func codeUnknown(_ code: String, version: Int) -> Self {
        Self(
            code: .codeMapUnknown, path: [.key("code_map"), .key(code)],
            message: Localized(zh: "版本 \(version) 没有代码 \(code)", en: "version \(version) has no code \(code)"))
    }
}

/// Holds the codes of a new version of a standard against those of the version before, so that what was recorded under
/// the old codes is not orphaned.
enum CodeMapCheck {
    static func faults(from old: Standard, to new: Standard) -> [StandardFault] {
        let kept = codes(of: new)
        var faults: [StandardFault] = []
        for indicator in old.indicators {
            if !kept.contains(indicator.code), new.codeMap[indicator.code] == nil {
                faults.append(.codeUnmapped(indicator.code, version: old.version))
            }
            // The checks of an indicator that has no successor go with it.
            if let successor = new.codeMap[indicator.code], successor == nil { continue }
            for check in indicator.checks where !kept.contains(check.code) && new.codeMap[check.code] == nil {
                faults.append(.codeUnmapped(check.code, version: old.version))
            }
        }
        let known = codes(of: old)
        for code in new.codeMap.keys.sorted() where !known.contains(code) {
            faults.append(.codeUnknown(code, version: old.version))
        }
        return faults
    }

    private static func codes(of standard: Standard) -> Set<String> {
        Set(standard.indicators.flatMap { [$0.code] + $0.checks.map(\.code) })
    }
}
