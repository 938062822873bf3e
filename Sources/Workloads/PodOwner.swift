/// What made a pod, as far as its labels and its name tell, as kind/name: `deployment/web`, `statefulset/db`, `daemonset/proxy`,
/// `job/import`, `cronjob/backup`. Empty: they do not.
///
/// The labels are those that Kubernetes' own controllers give ("Well-Known Labels, Annotations and Taints"), and the names are
/// what they make for their pods, so that the API server need not be asked.
package func podOwner(labels: [String: String], pod: String) -> String {
    if let hash = labels["pod-template-hash"] { return owner("deployment", deployment(of: pod, hash)) }
    if labels["statefulset.kubernetes.io/pod-name"] != nil { return owner("statefulset", withoutOrdinal(pod)) }
    if labels["controller-revision-hash"] != nil { return owner("daemonset", withoutRandomEnd(pod)) }
    guard let job = labels["batch.kubernetes.io/job-name"] ?? labels["job-name"], !job.isEmpty else { return "" }
    if let cronJob = cronJob(of: job) { return owner("cronjob", cronJob) }
    return owner("job", job[...])
}

private func owner(_ kind: String, _ name: Substring?) -> String {
    guard let name, !name.isEmpty else { return "" }
    return "\(kind)/\(name)"
}

/// How many characters the API server makes up for the end of a name, and how long the name is at most before that.
private let randomEnd = 5, longestStart = 58

/// `web-7c5ddbdf54-x2kfq`: the deployment's name, the hash of its replica set and a random end. The end of a long name is
/// cut off before the random end; then it is known only if some of the hash is left.
private func deployment(of pod: String, _ hash: String) -> Substring? {
    guard !hash.isEmpty else { return nil }
    let start = pod.dropLast(randomEnd), middle = "-\(hash)-"
    if start.hasSuffix(middle) { return start.dropLast(middle.count) }
    guard start.utf8.count == longestStart else { return nil }
    let left = (3..<middle.count).last { start.hasSuffix(middle.prefix($0)) }
    return left.map { start.dropLast($0) }
}

/// `db-0`
private func withoutOrdinal(_ pod: String) -> Substring? {
    let name = pod.reversed().drop(while: \.isASCIIDigit)
    guard name.count < pod.count, name.first == "-" else { return nil }
    return pod.prefix(name.count - 1)
}

/// `proxy-x2kfq`
private func withoutRandomEnd(_ pod: String) -> Substring? {
    let start = pod.dropLast(randomEnd)
    return start.last == "-" ? start.dropLast() : nil
}

/// `backup-29123456`: the minute that the job was due, since 1970; before Kubernetes 1.21 the second. A date in digits, which
/// people put there as well, is no such time.
private func cronJob(of job: String) -> Substring? {
    guard let dash = job.lastIndex(of: "-") else { return nil }
    let digits = job[job.index(after: dash)...]
    guard digits.allSatisfy(\.isASCIIDigit), let time = UInt64(digits) else { return nil }
    let minutes: ClosedRange<UInt64> = 26_000_000...99_999_999,
        seconds: ClosedRange<UInt64> = 1_400_000_000...1_999_999_999
    return minutes.contains(time) || seconds.contains(time) ? job[..<dash] : nil
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
