import Pipeline
import Testing

@Suite struct FileQueueTests {
    @Test func `it gives what an array gives, whatever is taken and added`() {
        var queue = FileQueue<Int>()
        var array: [Int] = []
        var number: UInt64 = 1
        for step in 0..<20_000 {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let choice = Int(number >> 60)
            if choice < 8 || array.isEmpty {
                queue.append(step)
                array.append(step)
            } else if choice < 14 {
                #expect(queue.remove(at: 0) == array.removeFirst())
            } else if choice < 15 {
                let place = Int(number >> 32) % array.count
                #expect(queue.remove(at: place) == array.remove(at: place))
            } else if step % 50 == 0 {
                queue.removeAll { $0 % 3 == 0 }
                array.removeAll { $0 % 3 == 0 }
            }
            #expect(queue.count == array.count)
            #expect(queue.first == array.first)
        }
        #expect(Array(queue) == array)
    }
}
