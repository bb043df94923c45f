internal import CurlTransport
internal import ReplicaStore
internal import SyncEngine
internal import SyncProtocol
internal import SyncWire
public import Values

/// Turns the errors of the modules below into what people and scripts are told.
public enum FieldFailures {
    /// - Returns: `nil` for an error that none of them throws.
    public static func explain(_ error: any Error) -> Failure? {
        switch error {
        case let failure as Failure: failure
        case let error as StoreError: error.failure
        case let fault as UpstreamFault: fault.failure
        case let error as TransportError: UpstreamFault(error, server: "").failure
        case let fault as ChangeFault: invalidChange(code: fault.rawValue)
        case let fault as MessageFault:
            Failure(
                code: "message_invalid", status: .failed,
                message: Localized(zh: "消息无法编码：\(fault.text)", en: "A message could not be written: \(fault.text)"))
        case is CancellationError: UpstreamFault.cancelled
        default: nil
        }
    }

    static func invalidChange(code: String) -> Failure {
        switch code {
        case ChangeFault.tooLarge.rawValue, ChangeFault.tooMany.rawValue:
            Failure(
                code: code, status: .data,
                message: Localized(zh: "一次保存的内容太多；没有保存。", en: "This is too much for one save; nothing was saved."),
                hint: Localized(zh: "请分成几次保存。", en: "Save it in several parts."))
        default:
            Failure(
                code: code, status: .data,
                message: Localized(
                    zh: "这次改动不符合规则（\(code)）；没有保存。", en: "The change breaks a rule (\(code)); nothing was saved."))
        }
    }
}

extension StoreError {
    var failure: Failure {
        switch self {
        case .missing(let path):
            Failure(
                code: "store_missing", status: .configuration,
                message: Localized(zh: "没有数据文件：\(path)", en: "There is no store at \(path)"),
                hint: Localized(
                    zh: "请先运行 ruhu init --server URL --code CODE，或用 --store 指定文件。",
                    en: "Run `ruhu init --server URL --code CODE` first, or name the file with --store."))
        case .exists(let path):
            Failure(
                code: "store_exists", status: .configuration,
                message: Localized(zh: "文件已存在，没有改动：\(path)", en: "The file exists and was not touched: \(path)"),
                hint: Localized(zh: "请用 --store 指定别的文件。", en: "Name another file with --store."))
        case .notAStore(let path, let detail):
            Failure(
                code: "store_not_a_store", status: .configuration,
                message: Localized(
                    zh: "不是入户的数据文件：\(path)（\(detail)）", en: "Not a store of this software: \(path) (\(detail))"),
                hint: Localized(
                    zh: "请检查路径；若它曾是数据文件，请保留它并联系管理员。",
                    en: "Check the path; if it was a store, keep it and ask your administrator."))
        case .corrupt(let path, let detail):
            Failure(
                code: "store_damaged", status: .failed,
                message: Localized(
                    zh: "数据文件已损坏：\(path)（\(detail)）", en: "The store \(path) is damaged (\(detail))"),
                hint: Localized(
                    zh: "请保留这个文件，不要再用它，并联系管理员；ruhu verify 列出损坏之处。",
                    en: "Keep the file, work no further with it and ask your administrator; `ruhu verify` tells what "
                        + "is damaged."))
        case .newerVersion(let path):
            Failure(
                code: "store_newer", status: .configuration,
                message: Localized(
                    zh: "数据文件是更新版本的程序写的：\(path)", en: "A newer version of the program wrote the store \(path)"),
                hint: Localized(zh: "没有改动它。请升级本程序。", en: "It was not touched. Upgrade this program."))
        case .locked(let path):
            Failure(
                code: "store_locked", status: .tryLater,
                message: Localized(zh: "另一个程序正在写入 \(path)。", en: "Another program is writing to \(path)."),
                hint: Localized(zh: "没有保存任何内容。请稍后再试。", en: "Nothing was saved. Try again in a moment."))
        case .full(let path):
            Failure(
                code: "store_full", status: .tryLater,
                message: Localized(zh: "磁盘已满，没有保存：\(path)", en: "The disk is full; nothing was saved: \(path)"),
                hint: Localized(zh: "请腾出空间后再做一次。", en: "Free some space and repeat it."))
        case .notWritable(let path):
            Failure(
                code: "store_not_writable", status: .configuration,
                message: Localized(zh: "无法打开或写入 \(path)。", en: "\(path) cannot be opened or written."),
                hint: Localized(zh: "请检查文件和文件夹的权限。", en: "Check the permissions of the file and its folder."))
        case .sqlite(let code, let detail):
            Failure(
                code: "store_failed", status: .failed,
                message: Localized(
                    zh: "数据文件出错（SQLite \(code)）：\(detail)", en: "The store failed (SQLite \(code)): \(detail)"),
                hint: Localized(zh: "没有保存任何内容。请重试。", en: "Nothing was saved. Try again."))
        case .damaged(let record, let detail):
            Failure(
                code: "store_damaged", status: .failed,
                message: Localized(
                    zh: "存储的记录 \(record) 已损坏：\(detail)", en: "The stored record \(record) is damaged: \(detail)"),
                hint: Localized(
                    zh: "请保留数据文件并联系管理员；其他记录可以照常使用。",
                    en: "Keep the store and ask your administrator; other records can be used as before."))
        case .invalidChange(let code): FieldFailures.invalidChange(code: code)
        case .conflictChanged(let id):
            Failure(
                code: "conflict_changed", status: .data,
                message: Localized(
                    zh: "冲突 \(id.prefix(12)) 已经解决，或在您查看之后变了；没有保存。",
                    en: "The conflict \(id.prefix(12)) is closed or has changed since it was shown; nothing was saved."),
                hint: Localized(zh: "请用 ruhu conflict show 再看一次。", en: "Look at it again with `ruhu conflict show`."))
        case .hasChildren(let record, let count):
            Failure(
                code: "has_children", status: .data,
                message: Localized(
                    zh: "记录 \(record) 下面还有 \(count) 条记录，不能删除。",
                    en: "\(count) records lie under \(record); it cannot be deleted."),
                hint: Localized(zh: "请先删除它们。", en: "Delete those first."))
        case .cleared(let record, let field):
            Failure(
                code: "field_cleared", status: .data,
                message: Localized(
                    zh: "记录 \(record) 已办结或已删除，\(field) 不能再有内容。没有保存。",
                    en: "The record \(record) is closed or deleted; \(field) holds nothing any more. Nothing was saved."
                ),
                hint: Localized(
                    zh: "请把它留空；是冲突的，用 ruhu conflict resolve 编号 --value \"\" 解决。",
                    en: "Leave it empty; a conflict is decided with `ruhu conflict resolve ID --value \"\"`."))
        case .draftGone(let id):
            Failure(
                code: "draft_gone", status: .data,
                message: Localized(
                    zh: "入户 \(id) 的草稿已不在：在别处放弃或提交了。没有保存。",
                    en: "The draft of the visit \(id) is gone: discarded or submitted elsewhere. Nothing was saved."
                ),
                hint: Localized(
                    zh: "提交了的，用 ruhu visit show \(id) 查看，用 ruhu visit set 修改。",
                    en: "If it was submitted, `ruhu visit show \(id)` shows it and `ruhu visit set` amends it."))
        case .draftChanged(let id):
            Failure(
                code: "draft_changed", status: .data,
                message: Localized(
                    zh: "入户 \(id) 的草稿在别处有了改动。这里的没有保存。",
                    en: "The draft of the visit \(id) was changed elsewhere. What was said here was not saved."),
                hint: Localized(
                    zh: "另一份在磁盘上：在这里按 Ctrl-C 离开，用 ruhu visit resume \(id) 继续它，再补上这里的答案。",
                    en: "The other version is on the disk: leave here with Ctrl-C, go on with it by "
                        + "`ruhu visit resume \(id)`, and add what was said here."))
        }
    }
}
