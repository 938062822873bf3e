import Synchronization

extension Engine {
    package func thresholds() -> [String: Threshold] { thresholdDefinitions.withLock { $0 } }

    package func threshold(_ name: String) -> Threshold? { thresholdDefinitions.withLock { $0[name] } }

    /// Adds a threshold, or replaces that of the same name; an equal one goes on.
    package func setThreshold(_ name: String, _ threshold: Threshold) throws(TooManyThresholds) {
        try thresholdDefinitions.withLock { thresholds throws(TooManyThresholds) in
            guard thresholds[name] != threshold else { return }
            guard thresholds[name] != nil || thresholds.count < configuration.maximumThresholds else {
                throw TooManyThresholds(limit: configuration.maximumThresholds)
            }
            thresholds[name] = threshold
            forEachShard { $0.set(name, threshold) }
        }
    }

    /// False when there is none of that name.
    package func removeThreshold(_ name: String) -> Bool {
        thresholdDefinitions.withLock { thresholds in
            guard thresholds.removeValue(forKey: name) != nil else { return false }
            forEachShard { $0.removeThreshold(name) }
            return true
        }
    }
}
