internal import Standards

/// Versions of standards that follow one another.
extension CommunityFacts {
    /// What an inspection says under a later version of its standard.
    ///
    /// - Parameters:
    ///   - inspection: As it was recorded.
    ///   - standard: What it is to be judged under.
    /// - Returns: `nil` when the standard is another one, the version that it was made under, or an earlier one.
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    func carried(_ inspection: Inspection, to standard: Standard) throws -> CarriedInspection? {
        guard inspection.standard == standard.id, inspection.version < standard.version,
            let succession = try succession(of: standard, from: inspection.version)
        else { return nil }
        return CarriedInspection(inspection, succession, to: standard)
    }

    /// The code of a standard that stands for one which an earlier version may have had; itself when none does.
    ///
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    func code(_ code: String, in standard: Standard) throws -> String {
        if standard.allCodes.contains(code) { return code }
        let earlier = try publishedStandards().headings.filter { $0.id == standard.id && $0.version < standard.version }
        for heading in earlier.reversed() {
            if case .carried(let later)? = try succession(of: standard, from: heading.version)?.fate(of: code) {
                return later
            }
        }
        return code
    }

    private func succession(of standard: Standard, from version: Int) throws -> CodeSuccession? {
        try kept(\.successions, "\(standard.id) \(version) \(standard.version)") {
            let standards = try publishedStandards()
            let between = standards.headings.filter {
                $0.id == standard.id && (version..<standard.version).contains($0.version)
            }
            guard between.first?.version == version else { return nil }
            return CodeSuccession(try between.map { try standards.standard($0) } + [standard])
        }
    }

    private func publishedStandards() throws -> PublishedStandards {
        if let known = knownStandards { return known }
        let standards = try PublishedStandards(replica)
        knownStandards = standards
        return standards
    }
}
