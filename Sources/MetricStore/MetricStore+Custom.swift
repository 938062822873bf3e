import Budget
import SFlow
import XDR

/// Texts of a `rtmetric` sample that are not what they were.
package enum TextNews: Comparable, Sendable {
    case none
    /// Only under names that applications chose.
    case custom
    /// One under a name that is kept for good.
    case reserved
}

extension MetricStore {
    /// Takes the metrics of a `rtmetric` sample. Those that are late are left aside; those without a name or beyond the
    /// bounds are refused and counted.
    ///
    /// `noting` is told of each that has a name which is kept for good, by that name's number. Returns which texts are new.
    @_lifetime(reader: copy reader)
    @discardableResult
    package mutating func update(
        source number: Int,
        _ reader: inout RealTimeMetricsReader,
        at moment: ReportMoment,
        noting: (Int, RealTimeMetricsReader.Value) -> Void
    ) -> TextNews {
        var place = 0, news = TextNews.none
        // Taken out, so that there is one owner while they change.
        var metrics = sources[number]!.custom
        sources[number]!.custom = []
        while let reading = reader.next() {
            guard let found = find(reading.name, reader.bytes, of: number, in: &metrics, from: place, moment) else {
                refusedMetrics += 1
                continue
            }
            let (index, isNew) = found
            place = index + 1
            let name = Int(metrics[index].name)
            if name < names.reservedCount { noting(name, reading.value) }
            guard isNew || !metrics[index].isLate(moment) else { continue }
            names.touch(name, now: moment.now)
            let isNewText = take(reading.value, reader.bytes, into: &metrics[index], isNew: isNew, moment)
            if isNewText { news = max(news, name < names.reservedCount ? .reserved : .custom) }
        }
        sources[number]!.custom = metrics
        return news
    }

    /// The place of a metric among those of a source, and whether it was made now. Metrics mostly come in the order in
    /// which they came before: the one at `place` is likely.
    private mutating func find(
        _ range: ByteRange,
        _ bytes: RawSpan,
        of source: Int,
        in metrics: inout [CustomMetric],
        from place: Int,
        _ moment: ReportMoment
    ) -> (index: Int, isNew: Bool)? {
        if place < metrics.count, names.matches(metrics[place].name, bytes, range) { return (place, false) }
        let text = shownName(bytes.text(range))
        guard !text.isEmpty, let name = names.add(text) else { return nil }
        if let index = metrics.firstIndex(where: { $0.name == name }) { return (index, false) }
        guard metrics.count < limits.metricsPerSource, customCount < limits.metrics,
            allowance.take(CustomMetric.bytes)
        else {
            names.release(name)
            return nil
        }
        metrics.append(CustomMetric(name: UInt32(name), at: moment))
        customCount += 1
        names.insert(source, at: name)
        if name < names.reservedCount { sources[source]!.reserved |= 1 << UInt64(name) }
        sources[source]!.customExpiry = min(sources[source]!.customExpiry, moment.now + 1)
        return (metrics.count - 1, true)
    }

    /// Metrics are asked for as `<data source>.<name>`, which is split at the last dot.
    private func shownName(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: ".")) ? text.replacing(".", with: "_") : text
    }

    private mutating func take(
        _ value: RealTimeMetricsReader.Value,
        _ bytes: RawSpan,
        into metric: inout CustomMetric,
        isNew: Bool,
        _ moment: ReportMoment
    ) -> Bool {
        let before = metric.textBytes
        defer { textBytes += metric.textBytes - before }
        switch value {
        case .counter(let value, let width): metric.take(counter: value, width: width, isNew: isNew, at: moment)
        case .gauge(let value): metric.take(gauge: value, isNew: isNew, at: moment)
        case .text(let range): return take(text: range, bytes, into: &metric, isNew: isNew, moment)
        }
        return false
    }

    /// False where it is the text that it was.
    private mutating func take(
        text range: ByteRange,
        _ bytes: RawSpan,
        into metric: inout CustomMetric,
        isNew: Bool,
        _ moment: ReportMoment
    ) -> Bool {
        metric.note(moment, isNew: isNew)
        if case .text(let known)? = metric.value, bytes.holds(known, at: range) { return false }
        guard textBytes - metric.textBytes + Int(range.count) <= limits.textBytes else {
            refusedMetrics += 1
            metric.value = nil
            return false
        }
        metric.value = range.isEmpty ? nil : .text(bytes.text(range))
        return !range.isEmpty
    }

    /// Sets the words that were derived from what a source reported, in place of those before; they go with its
    /// `host_descr`.
    package mutating func setLabels(of number: Int, _ labels: [(name: Int, text: String)]) {
        let before = sources[number]!.labels
        sources[number]!.labels = labels.map { DerivedLabel(name: UInt32($0.name), text: $0.text) }
        for label in before { unindex(number, Int(label.name)) }
        for label in labels {
            names.insert(number, at: label.name)
            names.touch(label.name, now: sources[number]!.lastSeen)
        }
    }

    /// Takes the source from a name's index if it has nothing of that name any more.
    private mutating func unindex(_ number: Int, _ name: Int) {
        let source = sources[number]!
        guard !source.custom.contains(where: { $0.name == name }), !source.labels.contains(where: { $0.name == name })
        else { return }
        names.remove(number, at: name)
    }

    /// Removes the custom metrics that are too old.
    mutating func expireCustom(of number: Int, now: Int64, floor: Int64) {
        guard now >= sources[number]!.customExpiry else { return }
        var left: [CustomMetric] = [], next = Int64.max
        let all = sources[number]!.custom
        for metric in all where now <= metric.expiry(floor: floor) {
            left.append(metric)
            next = min(next, metric.updated + floor)
        }
        sources[number]!.customExpiry = next
        guard left.count < all.count else { return }
        sources[number]!.custom = left
        for metric in all where now > metric.expiry(floor: floor) { forget(metric, of: number) }
    }

    /// Forgets all metrics under names of applications, and the labels.
    mutating func removeCustom(of number: Int) {
        let metrics = sources[number]!.custom
        setLabels(of: number, [])
        sources[number]!.custom = []
        for metric in metrics { forget(metric, of: number) }
    }

    /// Lets go of what a metric that was taken from its source held.
    private mutating func forget(_ metric: CustomMetric, of number: Int) {
        customCount -= 1
        allowance.giveBack(CustomMetric.bytes)
        textBytes -= metric.textBytes
        if metric.name < names.reservedCount { sources[number]!.reserved &= ~(1 << UInt64(metric.name)) }
        unindex(number, Int(metric.name))
    }
}
