/// A part of the form's body, in the order in which it is asked.
indirect enum BodyPart: Sendable {
    /// A place in ``FormDefinition/questions``.
    case question(Int)
    case group(Group)
    case `repeat`(Repeat)

    struct Group: Sendable {
        /// `nil` for groups that only arrange.
        let node: Int?
        let label: FormText
        let parts: [BodyPart]
    }

    struct Repeat: Sendable {
        let node: Int
        let label: FormText
        let parts: [BodyPart]
        /// A place in ``FormDefinition/expressions``.
        let count: Int?
        /// Whether entries may be added and removed by hand.
        let isFixed: Bool
        /// Set the fields of a new entry.
        let actions: [FormAction]
    }
}
