/// What each migration of a store makes, taken away again from a new store: the store as the version before left it.
enum OlderStore {
    /// By the number of the migration, from the second on; an empty store of that version needs nothing more.
    private static let undoing = [
        "DROP TABLE draft",
        "DROP TABLE draft_source",
        """
        DROP TABLE unplaced; DROP TABLE feed_piece; DROP TABLE chain_mark; DROP TABLE former_child;
        ALTER TABLE feed DROP COLUMN last; ALTER TABLE feed DROP COLUMN first; ALTER TABLE feed DROP COLUMN left_areas;
        ALTER TABLE record DROP COLUMN place
        """,
        """
        INSERT INTO setting (key, value) SELECT 'link', link FROM own_replica
            WHERE id = (SELECT value FROM setting WHERE key = 'replica') AND link IS NOT NULL;
        DROP TABLE own_replica
        """,
        "DROP TABLE damaged_change",
    ]
    /// The versions before this one.
    static var versions: [Int] { Array(1...undoing.count) }

    /// The statements that make a store of this version one of an earlier version.
    static func sql(_ version: Int) -> String {
        (undoing[(version - 1)...].reversed() + ["PRAGMA user_version = \(version)"]).joined(separator: "; ")
    }
}
