extension LabDatabase {
    /// How many segments of the trace are stored.
    ///
    /// - Returns: The number.
    /// - Throws: `DatabaseError` when the engine refuses.
    public func traceSegmentCount() throws(DatabaseError) -> Int64 {
        try connection.integer("SELECT count(*) FROM TraceSegments", doing: "counting the trace")
    }
}
