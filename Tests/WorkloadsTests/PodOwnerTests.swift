import Testing

@testable import Workloads

@Suite struct PodOwnerTests {
    /// 47 characters: with the hash and two dashes one more than the API server leaves before a random end.
    private static let long = "kube-prometheus-stack-prometheus-node-exporters"

    @Test(
        arguments: [
            (["pod-template-hash": "7c5ddbdf54"], "web-7c5ddbdf54-x2kfq", "deployment/web"),
            (["pod-template-hash": "6d4"], "a-6d4-b-6d4-x2kfq", "deployment/a-6d4-b"),
            (["pod-template-hash": "7c5ddbdf54"], "\(long)-7c5ddbdf54x2kfq", "deployment/\(long)"),
            (["pod-template-hash": "7c5ddbdf54"], "\(long)-five-7c5ddx2kfq", "deployment/\(long)-five"),
            // The name of the deployment itself is cut off, or something else made the pod.
            (["pod-template-hash": "7c5ddbdf54"], "\(long)-five-sevex2kfq", ""),
            (["pod-template-hash": "7c5ddbdf54"], "web-x2kfq", ""),
            (["pod-template-hash": "7c5ddbdf54"], "-7c5ddbdf54-x2kfq", ""),
            (["pod-template-hash": "7c5ddbdf54"], "", ""),
            (["pod-template-hash": ""], "web--x2kfq", ""),
            (
                ["statefulset.kubernetes.io/pod-name": "db-0", "controller-revision-hash": "db-6f9bd5c4f7"],
                "db-0", "statefulset/db"
            ),
            (["statefulset.kubernetes.io/pod-name": "db-2-11"], "db-2-11", "statefulset/db-2"),
            (["statefulset.kubernetes.io/pod-name": "db"], "db", ""),
            (["statefulset.kubernetes.io/pod-name": "db-"], "db-", ""),
            (["statefulset.kubernetes.io/pod-name": "17"], "17", ""),
            (["controller-revision-hash": "58f7b"], "kube-proxy-x2kfq", "daemonset/kube-proxy"),
            (["controller-revision-hash": "58f7b"], "kube-proxyx2kfq", ""),
            (["controller-revision-hash": "58f7b"], "-x2kfq", ""),
            (["batch.kubernetes.io/job-name": "import"], "import-x2kfq", "job/import"),
            (["job-name": "import-3"], "import-3-x2kfq", "job/import-3"),
            (["job-name": "backup-29123456"], "backup-29123456-x2kfq", "cronjob/backup"),
            (["job-name": "backup-1606780800"], "backup-1606780800-x2kfq", "cronjob/backup"),
            (["job-name": "backup-manual-29123456"], "backup-manual-29123456-x2kfq", "cronjob/backup-manual"),
            // Dates, and numbers that are not of this time.
            (["job-name": "import-20260131"], "import-20260131-x2kfq", "job/import-20260131"),
            (["job-name": "import-2026013100"], "import-2026013100-x2kfq", "job/import-2026013100"),
            (["job-name": "import-٢٩١٢٣٤٥٦"], "import", "job/import-٢٩١٢٣٤٥٦"),
            (["job-name": "-29123456"], "-29123456-x2kfq", ""),
            (["job-name": ""], "import-x2kfq", ""),
            (["app": "web"], "web-7c5ddbdf54-x2kfq", ""),
            ([:], "", ""),
        ] as [([String: String], String, String)]
    )
    func owners(labels: [String: String], pod: String, expected: String) {
        #expect(podOwner(labels: labels, pod: pod) == expected)
    }
}
