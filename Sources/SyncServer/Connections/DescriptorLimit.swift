internal import Glibc

/// How many files and connections the process may have open at a time (RLIMIT_NOFILE, getrlimit(2)).
enum DescriptorLimit {
    /// Raises the limit to what is wanted, as far as the system lets it.
    ///
    /// - Returns: The limit that holds.
    static func raise(to wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        if limit.rlim_cur < rlim_t(wanted) {
            var raised = limit
            raised.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return limit.rlim_cur > rlim_t(Int.max) ? .max : Int(limit.rlim_cur)
    }
}
