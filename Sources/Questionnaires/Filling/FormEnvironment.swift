/// What a form learns from the device and the moment; everything that is not in the form or in the answers.
public struct FormEnvironment {
    /// The local time, asked anew at each use.
    public var now: () -> Moment
    public var utcOffsetMinutes: Int
    /// The identity of a new instance, such as `uuid:...`.
    public var instanceID: String
    /// Values for fields that the form fills from the device, such as `deviceid` or `username`. A field whose value is
    /// not here stays empty.
    public var properties: [String: String]
    /// For `uuid()`.
    public var uuid: () -> String
    /// For `random()` and shuffled choices: from 0 to less than 1.
    public var random: () -> Double

    /// - Parameters:
    ///   - now: See the property.
    ///   - utcOffsetMinutes: See the property.
    ///   - instanceID: See the property.
    ///   - properties: See the property.
    ///   - uuid: See the property.
    ///   - random: See the property.
    public init(
        now: @escaping () -> Moment, utcOffsetMinutes: Int, instanceID: String, properties: [String: String] = [:],
        uuid: @escaping () -> String, random: @escaping () -> Double
    ) {
        self.now = now
        self.utcOffsetMinutes = utcOffsetMinutes
        self.instanceID = instanceID
        self.properties = properties
        self.uuid = uuid
        self.random = random
    }
}
