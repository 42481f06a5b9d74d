enum ActivateBench { static func run(_ words: [String]) throws {} }
enum PackBench { static func run(_ words: [String]) throws {} }
enum StartupBench { static func run(_ words: [String]) throws {} }
enum MillionBench { static func run(_ words: [String]) throws {} }
enum KillBench { static func run(_ words: [String]) throws {} }
