import BuiltInContent
import StandardFiles
import Standards
import Testing
import Values

@Test func each_built_in_file_reads_without_fault() throws {
    for file in BuiltInFiles.standards {
        switch StandardFile.read(bytes: Array(file.bytes), name: file.name) {
        case .success(let read): #expect(file.name.hasPrefix(read.standard.id))
        case .failure(let faults):
            for fault in faults.faults {
                Issue.record(
                    "\(fault.file):\(fault.position.line):\(fault.position.column) \(fault.code) \(fault.path): \(fault.message.en)"
                )
            }
        }
    }
}
