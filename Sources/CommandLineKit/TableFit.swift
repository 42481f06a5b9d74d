/// How the columns of a table are made to fit a terminal.
///
/// Numbers are never cut, nor is anything up to the width of a time or an identifier. What is not enough after that is
/// mended by taking columns out of the rows, those of sentences first, then the widest of the others.
struct TableFit {
    /// The columns that stand beside each other, by their places.
    private(set) var shown: [Int]
    /// The columns that stand below the rows, by their places.
    private(set) var below: [Int] = []
    /// The width of each column.
    private(set) var widths: [Int]
    /// How far each column may be cut.
    private let least: [Int]
    private let isText: [Bool]

    /// A time with its seconds, an identifier, a status: up to here nothing is cut.
    private static let widthOfWord = 20
    /// A column that is wider holds sentences; so much of them is left.
    private static let widthOfSentence = 40
    private static let gap = 2

    /// Takes the columns as wide as they would be.
    init(_ widths: [Int], titles: [Int], _ alignments: [Column.Alignment]) {
        self.widths = widths
        shown = Array(widths.indices)
        isText = alignments.map { $0 == .left }
        least = widths.indices.map { place in
            guard alignments[place] == .left else { return widths[place] }
            let kept = widths[place] > Self.widthOfSentence ? Self.widthOfSentence : Self.widthOfWord
            return max(min(widths[place], kept), titles[place])
        }
    }

    /// Makes the columns fit so many columns of a terminal, as far as they can.
    mutating func narrow(to terminal: Int) {
        let whole = widths
        while total(whole) > terminal {
            if total(least) <= terminal { return shrink(from: whole, to: terminal) }
            let texts = shown.dropFirst().filter { isText[$0] }
            // Words as short as a status stay in their row as long as anything else can go.
            let widest = texts.reversed().max { whole[$0] < whole[$1] }
            guard let place = texts.last(where: { whole[$0] > Self.widthOfSentence }) ?? widest else {
                // Nothing else can go: what is left is as narrow as it gets.
                for place in shown { widths[place] = least[place] }
                return
            }
            shown.removeAll { $0 == place }
            below = (below + [place]).sorted()
        }
    }

    private func total(_ widths: [Int]) -> Int {
        shown.reduce(-Self.gap) { $0 + widths[$1] + Self.gap }
    }

    /// Takes from the widest column that can be cut, one at a time, so that those that give way end as equals.
    private mutating func shrink(from whole: [Int], to terminal: Int) {
        widths = whole.map { min($0, terminal) }
        while total(widths) > terminal {
            let open = shown.filter { widths[$0] > least[$0] }
            guard let place = open.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[place] -= 1
        }
    }
}
