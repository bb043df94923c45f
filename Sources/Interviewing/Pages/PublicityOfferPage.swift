internal import TerminalKit

/// Whether to record the publicity of the visit too.
struct PublicityOfferPage: Page {
    var window = PageWindow()

    func title(_ visit: OngoingVisit) -> String { visit.t("宣传记录", "Publicity record") }

    mutating func run(_ command: InterviewCommand, _ argument: String, _ visit: inout OngoingVisit) {
        if command == .back { visit.open(ReviewPage(visit)) } else { visit.run(command, argument) }
    }

    mutating func take(_ key: Key, _ visit: inout OngoingVisit) {
        guard let letter = yesOrNo(key, &visit) else { return }
        switch letter {
        case "y": visit.wish(.openPublicity)
        case "n", "\n": visit.wish(.submit)
        default: runOrRing(letter, &visit)
        }
    }

    func show(_ layout: inout PageLayout, _ visit: OngoingVisit) {
        let t = visit.t
        layout.add(
            t("还要记录这次的宣传吗（人数、资料、讲解内容）？", "Record the publicity of this visit too (people, material, topics)?"), .bold)
        layout.skipLine()
        layout.add(t("记录", "record it"), first: "  1 ")
        layout.add(t("不记录，直接保存", "no: save the visit"), first: "  2 ")
        layout.keys = [t("1 记录", "1 record"), t("回车 保存", "Enter saves"), t("b 返回", "b back")]
    }
}
