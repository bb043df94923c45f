import AdminProtocol
import Values

@testable import AdminClient

/// What `ruhu-admin` makes of a file and of a refusal. Its names are those of the server's, so it stands by itself.
enum AdministratorsSide {
    static func rows(of path: String) throws -> [HouseholdRow] {
        try HouseholdSheet(path: path).rows.map(\.row)
    }

    static func words(_ fault: AdminProblem.RowFault) -> Localized { fault.words }
}
