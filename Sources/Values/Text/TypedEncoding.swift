internal import Glibc

/// The encoding in which the terminal gives what is typed: that of the locale (locale(7)).
public struct TypedEncoding: Hashable, Sendable {
    /// As iconv(3) knows it, such as `UTF-8` or `GBK`.
    public let name: String

    /// That of this process, by `LC_ALL`, `LC_CTYPE` or `LANG`.
    public static let current = TypedEncoding(name: ofLocale())

    /// - Parameter name: See the property.
    public init(name: String) { self.name = name }

    /// Whether everything is UTF-8: also where the locale says nothing, as under cron and sudo.
    public var isUTF8: Bool {
        ["UTF-8", "UTF8", "ANSI_X3.4-1968", "US-ASCII", "ASCII", ""].contains(name.uppercased())
    }

    /// Whether it writes hanzi, kana or hangul in two bytes.
    public var writesInPairs: Bool {
        ["GB", "BIG5", "EUC", "SHIFT", "SJIS", "UHC", "CP9"].contains { name.uppercased().hasPrefix($0) }
    }

    /// The text that was typed.
    ///
    /// Text in UTF-8 is understood in every locale: many say `en_US` and have a terminal for UTF-8. But two bytes in a row may
    /// be one sign of U+0080 to U+07FF in UTF-8 and one hanzi in GBK, and where hanzi are written in two bytes the hanzi is
    /// meant.
    ///
    /// - Parameter bytes: As they came.
    /// - Returns: `nil` where they are no text in the encoding: nothing is put in the place of what cannot be read.
    public func text(of bytes: [UInt8]) -> String? {
        let asUTF8 = String(validating: bytes, as: UTF8.self)
        if isUTF8 || bytes.allSatisfy({ $0 < 0x80 }) { return asUTF8 }
        if let asUTF8, !writesInPairs || asUTF8.unicodeScalars.contains(where: { $0.value >= 0x800 }) { return asUTF8 }
        // Terminals that are set to GB 2312 or GBK give the signs of GB 18030 too, such as those of rare names.
        for name in name.uppercased().hasPrefix("GB") ? [name, "GB18030"] : [name] {
            if let text = Iconv.utf8(of: bytes, in: name).text { return String(validating: text, as: UTF8.self) }
        }
        return nil
    }

    /// A locale that the system does not have installed still says by its name what the terminal gives:
    /// `zh_CN.GBK@stroke`.
    private static func ofLocale() -> String {
        if let locale = newlocale(1 << LC_CTYPE, "", nil) {
            defer { freelocale(locale) }
            return nl_langinfo_l(nl_item(CODESET), locale).map { String(cString: $0) } ?? ""
        }
        let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"].map { (variable: String) in
            getenv(variable).map { String(cString: $0) } ?? ""
        }
        let name = names.first { !$0.isEmpty } ?? ""
        return name.divided(at: ".")?.after.parts { $0 == "@" }.first ?? ""
    }
}
