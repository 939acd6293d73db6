using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>A role that belongs to an AWS service. The account has it once, whatever the Region.</summary>
internal sealed class ServiceRoleKind : ContentKind
{
    public const string Type = "AWS::IAM::ServiceLinkedRole";
    public const string ConfigRole = "AWSServiceRoleForConfig";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:GetRole", "iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    /// <summary>The role of that name.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            await AuditReads.ReadAsync(session, "iam", "GetRole", new() { ["RoleName"] = name }, cancellationToken);
            return new() { [Exists] = true };
        }
        catch (UnreadFactException e) when (e.InnerException is AmazonServiceException && AwsErrors.Code(e.InnerException) is "NoSuchEntity" or "NoSuchEntityException")
        {
            return Absent();
        }
    }

    public override Task<int> CountAsync(AccountView view) => Task.FromResult(1);

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "CreateServiceLinkedRole" => new() { [Exists] = true },
        "DeleteServiceLinkedRole" => Absent(),
        _ => null,
    };
}
