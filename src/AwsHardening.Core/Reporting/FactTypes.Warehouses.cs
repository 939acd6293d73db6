using System.Text.Json.Nodes;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Warehouses, and the snapshots of databases.</content>
internal static partial class FactTypes
{
    // Automatic snapshots are never shared.
    private const string ByHand = "manual";

    public static readonly FactType Warehouses = Redshift.List("Warehouses", "DescribeClusters", "Clusters", "Cluster", "ClusterIdentifier", "ClusterNamespaceArn") with
    {
        Parts =
        [
            FactPart.Of("Logging", "DescribeLoggingStatus", "ClusterIdentifier"),
            // A group has a few dozen parameters: they come on one page.
            new("Parameters", "DescribeClusterParameters", cluster => cluster["ClusterParameterGroups"]?[0]?["ParameterGroupName"] is { } group ? new() { ["ParameterGroupName"] = group.DeepClone() } : null)
            {
                Member = "Parameters",
            },
        ],
    };

    public static readonly FactType DatabaseSnapshots =
        Rds.List("DatabaseSnapshots", "DescribeDBSnapshots", "DBSnapshots", "DBSnapshot", "DBSnapshotIdentifier", "DBSnapshotArn") with
        {
            Parameters = new() { ["SnapshotType"] = ByHand },
            Parts = [FactPart.Of("Sharing", "DescribeDBSnapshotAttributes", "DBSnapshotIdentifier") with { Member = "DBSnapshotAttributesResult" }],
        };

    public static readonly FactType ClusterSnapshots =
        Rds.List("ClusterSnapshots", "DescribeDBClusterSnapshots", "DBClusterSnapshots", "DBClusterSnapshot", "DBClusterSnapshotIdentifier", "DBClusterSnapshotArn") with
        {
            Parameters = new() { ["SnapshotType"] = ByHand },
            Parts = [FactPart.Of("Sharing", "DescribeDBClusterSnapshotAttributes", "DBClusterSnapshotIdentifier") with { Member = "DBClusterSnapshotAttributesResult" }],
        };
}
