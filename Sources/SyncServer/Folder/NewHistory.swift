internal import CommunityModel
internal import Logging
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Begins a new history of a server whose disk went back to an earlier state, was copied, or was restored.
enum NewHistory {
    /// Devices may hold schemas that this server has forgotten, and two that count alike must mean the same: its schema
    /// counts on beyond all that can have been published since the copy was made, and devices take it over.
    ///
    /// The schema first: should the process end in between, the history is begun again, which costs another count.
    /// - Throws: `StoreError`.
    static func begin(in records: ReplicaStore) throws {
        try records.updateSchema { current in
            let (version, overflow) = current.version.addingReportingOverflow(ServerLimits.schemaVersionsSkipped)
            return overflow ? nil : Array(JSONValue(Schema(version: version, types: current.types)).text.utf8)
        }
        try records.beginNewHistory()
    }

    /// Says in the log what happened, and what only a person can see to.
    static func tell(of proof: String, _ logger: Logger) {
        logger.warning(
            "the data was put back or copied; a new history begins, and devices hand in again all that they hold",
            metadata: ["proof": "\(proof)"])
        logger.warning(
            """
            devices let in since the copy was made need a new code (ruhu init --renew); devices and users shut out, and \
            record types imported since, must be shut out and imported again
            """)
    }
}
