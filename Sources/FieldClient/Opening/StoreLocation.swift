public import Values

/// Where the store of this device is.
public enum StoreLocation {
    /// The path of the store's SQLite file: `--store`, else `RUHU_STORE`, else the XDG data folder (XDG Base Directory
    /// Specification 0.8).
    ///
    /// - Throws: ``Failure`` `store_location_unknown` when no variable says where a home is.
    public static func path(flag: String?, environment: [String: String]) throws(Failure) -> String {
        if let flag, !flag.isEmpty { return flag }
        if let named = environment["RUHU_STORE"], !named.isEmpty { return named }
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/ruhu/store.sqlite" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.local/share/ruhu/store.sqlite" }
        throw Failure(
            code: "store_location_unknown", status: .configuration,
            message: Localized(
                zh: "不知道数据文件放在哪里：没有设置 HOME。", en: "Where the store is kept is unknown: HOME is not set."),
            hint: Localized(zh: "请用 --store FILE 或 RUHU_STORE 指定。", en: "Name it with --store FILE or RUHU_STORE."))
    }
}
