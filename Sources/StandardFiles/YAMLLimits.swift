/// Bounds of a YAML file: a person writes it, and a server reads it from anybody who may publish.
enum YAMLLimits {
    /// Bytes of a file. The published document has a smaller limit; comments and spaces are free.
    static let bytesMax = 1 << 20
    /// Levels of lists and mappings. Standards have ten.
    static let depthMax = 64
    /// Uses of aliases. Each can repeat everything that stands before it, so that a few dozen fill any memory.
    static let aliasesMax = 16
    /// Values, all that aliases repeat included.
    static let nodesMax = 200_000
    /// Keys written twice that are told at once; each costs a reading of the file.
    static let repeatedKeysMax = 20
}
