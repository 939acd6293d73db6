using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;

namespace AwsHardening.Sandbox.Kms;

/// <summary>A symmetric key of one Region.</summary>
internal sealed class KmsKey
{
    public const string Enabled = "Enabled";
    public const string Disabled = "Disabled";
    public const string PendingDeletion = "PendingDeletion";
    public const string PendingImport = "PendingImport";

    public required string Id { get; init; }

    public required string Region { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string Description { get; set; } = "";

    public string State { get; set; } = Enabled;

    public string Origin { get; init; } = "AWS_KMS";

    /// <summary><c>CUSTOMER</c>, or <c>AWS</c> for the keys behind <c>alias/aws/…</c>.</summary>
    public string Manager { get; init; } = "CUSTOMER";

    public DateTimeOffset? DeletionDate { get; set; }

    /// <summary>True for keys that may have replicas: their ids begin with <c>mrk-</c>.</summary>
    public bool MultiRegion { get; init; }

    /// <summary>The Region of the primary of a multi-Region key.</summary>
    public string PrimaryRegion { get; init; } = "";

    /// <summary>The material, the current one last; replicas share their primary's.</summary>
    public required List<KmsMaterial> Material { get; init; }

    public bool RotationEnabled { get; set; }

    public int RotationPeriodInDays { get; set; } = 365;

    public required string Policy { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SnapshotOverlay? Overlay { get; set; }

    public List<KmsGrant> Grants { get; } = [];

    /// <summary>Whether the key policy lets an AWS service do something with the key.</summary>
    public bool LetsService(string principal, string action, IReadOnlyDictionary<string, string> context) =>
        PolicyJudge.AllowsService(Policy, principal, action, Arn, ConditionKeys.Of(context));
}

/// <summary>What a key encrypted with from some time on.</summary>
/// <param name="Bytes">32 bytes.</param>
/// <param name="Since">When it became current.</param>
/// <param name="RotationType"><c>AUTOMATIC</c> or <c>ON_DEMAND</c>; null for the first.</param>
internal sealed record KmsMaterial(byte[] Bytes, DateTimeOffset Since, string? RotationType);

/// <summary>Leave to use a key.</summary>
internal sealed record KmsGrant(
    string Id, string Token, string Grantee, string? Retiring, string? Name, IReadOnlyList<string> Operations,
    System.Text.Json.Nodes.JsonNode? Constraints, DateTimeOffset Created);
