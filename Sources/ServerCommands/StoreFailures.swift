internal import ReplicaStore
internal import Values

extension ServerFailures {
    static func failure(_ error: StoreError) -> Failure {
        switch error {
        case .missing(let path):
            Failure(
                code: "store_missing", status: .configuration,
                message: Localized(zh: "缺少 \(path)。", en: "\(path) is missing."),
                hint: Localized(zh: "请检查 --data，或从备份恢复。", en: "Check --data, or restore a backup."))
        case .exists(let path):
            Failure(
                code: "store_exists", status: .configuration,
                message: Localized(zh: "\(path) 已存在。", en: "\(path) exists already."),
                hint: Localized(zh: "请另选一个文件夹。", en: "Choose another folder."))
        case .notAStore(let path, let detail):
            Failure(
                code: "store_not_a_store", status: .configuration,
                message: Localized(
                    zh: "\(path) 不是入户的数据文件（\(detail)）。", en: "\(path) is not a store of Ruhu (\(detail))."),
                hint: Localized(zh: "请检查 --data，或从备份恢复。", en: "Check --data, or restore a backup."))
        case .corrupt(let path, let detail):
            Failure(
                code: "store_damaged", status: .failed,
                message: Localized(zh: "\(path) 已损坏（\(detail)）。", en: "\(path) is damaged (\(detail))."),
                hint: Localized(zh: "请运行 ruhu-server check，并从备份恢复。", en: "Run ruhu-server check, and restore a backup.")
            )
        case .newerVersion(let path):
            Failure(
                code: "store_newer", status: .configuration,
                message: Localized(
                    zh: "\(path) 由更新版本的入户写入。", en: "A newer version of Ruhu wrote \(path)."),
                hint: Localized(zh: "请升级 ruhu-server。", en: "Upgrade ruhu-server."))
        case .locked(let path):
            Failure(
                code: "store_locked", status: .tryLater,
                message: Localized(zh: "另一个程序占用着 \(path)。", en: "Another program holds \(path)."),
                hint: Localized(zh: "请稍后再试，或关闭那个程序。", en: "Try again later, or close that program."))
        case .full(let path):
            Failure(
                code: "store_full", status: .tryLater,
                message: Localized(zh: "磁盘已满，无法写入 \(path)。", en: "The disk is full; \(path) cannot be written."),
                hint: Localized(zh: "请腾出空间后再试；已有数据没有改变。", en: "Make room and try again; nothing was changed."))
        case .notWritable(let path):
            Failure(
                code: "store_not_writable", status: .configuration,
                message: Localized(zh: "无法写入 \(path)。", en: "\(path) cannot be written."),
                hint: Localized(zh: "请检查文件和文件夹的权限。", en: "Check the permissions of the file and its folder."))
        case .damaged(let record, let detail):
            Failure(
                code: "store_damaged", status: .failed,
                message: Localized(
                    zh: "数据损坏：\(record)（\(detail)）。", en: "Stored data is damaged: \(record) (\(detail))."),
                hint: Localized(zh: "请运行 ruhu-server check，并从备份恢复。", en: "Run ruhu-server check, and restore a backup.")
            )
        case .sqlite(let code, let detail):
            Failure(
                code: "store_failed", status: .failed,
                message: Localized(zh: "数据库错误 \(code)：\(detail)。", en: "Database error \(code): \(detail)."),
                hint: Localized(zh: "请检查磁盘，再运行 ruhu-server check。", en: "Check the disk, then run ruhu-server check."))
        case .invalidChange(let code):
            Failure(
                code: code, status: .data,
                message: Localized(zh: "变更不符合规则：\(code)。", en: "The change breaks a rule: \(code)."))
        case .conflictChanged(let id):
            Failure(
                code: "conflict_changed", status: .failed,
                message: Localized(zh: "冲突 \(id) 已有变化。", en: "Conflict \(id) has changed."))
        case .hasChildren(let record, let count):
            Failure(
                code: "has_children", status: .data,
                message: Localized(zh: "\(record) 下还有 \(count) 条记录。", en: "\(count) records lie under \(record)."))
        case .cleared(let record, let field):
            Failure(
                code: "field_cleared", status: .data,
                message: Localized(
                    zh: "\(record) 已办结或已删除，\(field) 不能再有内容。",
                    en: "\(record) is closed or deleted; \(field) holds nothing any more."))
        case .draftGone(let id), .draftChanged(let id):
            Failure(
                code: "draft_changed", status: .data,
                message: Localized(zh: "草稿 \(id) 已有变化。", en: "The draft \(id) has changed."))
        }
    }
}
