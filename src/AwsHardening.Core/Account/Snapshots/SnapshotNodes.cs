using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Access;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Reads what Systems Manager says of instances, the preferences of sessions, and the default host management role. Neither
/// parameters nor sessions nor commands are read.
/// </summary>
internal sealed class SnapshotNodes(SnapshotParts parts)
{
    private const string HostManagementRole = "/ssm/managed-instance/default-ec2-instance-management-role";

    private static readonly SnapshotList s_nodes = new("ssm", "DescribeInstanceInformation", "InstanceInformationList", "NextToken", "NextToken")
    {
        Size = ("MaxResults", 50),
    };

    private static readonly SnapshotList s_versions = new("ssm", "ListDocumentVersions", "DocumentVersions", "NextToken", "NextToken")
    {
        Size = ("MaxResults", 50),
    };

    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, CancellationToken token) =>
        type == SnapshotTypes.ManagedInstance ? Nodes(token) : type == SnapshotTypes.SessionDocument ? Document(token) : Setting(token);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Nodes([EnumeratorCancellation] CancellationToken token)
    {
        var ofEc2 = new JsonObject
        {
            ["Filters"] = new JsonArray(new JsonObject { ["Key"] = "ResourceType", ["Values"] = new JsonArray("EC2Instance") }),
        };
        await foreach (var page in parts.Pages(s_nodes, ofEc2, token))
        {
            yield return await parts.RecordsAsync(SnapshotTypes.ManagedInstance, page, NodeAsync, token);
        }
    }

    private static async Task NodeAsync(SnapshotPart node)
    {
        node.Drop("AssociationStatus", "LastAssociationExecutionDate", "LastSuccessfulAssociationExecutionDate", "AssociationOverview");
        if ((string?)node.Data["PingStatus"] == "Online")
        {
            // It pings every few minutes.
            node.Drop("LastPingDateTime");
        }

        node.Set("ConnectionStatus", (await node.AskAsync("GetConnectionStatus", ("Target", node.Id)))?["Status"]);
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Document([EnumeratorCancellation] CancellationToken token)
    {
        JsonObject described;
        try
        {
            described = (JsonObject)(await parts.ReadAsync(
                "ssm", "DescribeDocument", new JsonObject { ["Name"] = SessionPreferences.DocumentName }, token))["Document"]!;
        }
        catch (Exception e) when (Errors.AwsErrors.Code(e) == "InvalidDocument")
        {
            // Most accounts have none.
            yield break;
        }

        var data = new JsonObject();
        foreach (var member in new[] { "Name", "Owner", "DocumentType", "DefaultVersion", "Tags" })
        {
            if (described[member] is { } value and not JsonArray { Count: 0 })
            {
                data[member] = value.DeepClone();
            }
        }

        yield return await parts.RecordsAsync(SnapshotTypes.SessionDocument, [data], VersionsAsync, token);
    }

    private static async Task VersionsAsync(SnapshotPart document)
    {
        var versions = new JsonArray();
        foreach (var version in (await document.ListAsync(s_versions, ("Name", document.Id)) ?? []).Reverse())
        {
            var number = (string)version!["DocumentVersion"]!;
            var answer = await document.AskAsync("GetDocument", ("Name", document.Id), ("DocumentVersion", number));
            var content = (string?)answer?["Content"];
            versions.Add((JsonNode)new JsonObject
            {
                ["DocumentVersion"] = number,
                ["CreatedDate"] = version["CreatedDate"]?.DeepClone(),
                ["DocumentFormat"] = version["DocumentFormat"]?.DeepClone(),
                // What a shell's profile sets may hold credentials.
                ["Content"] = content is null ? null : PreferencesMask.Apply(content),
            });
        }

        document.Set("Versions", versions);
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Setting([EnumeratorCancellation] CancellationToken token)
    {
        var answer = await parts.ReadAsync("ssm", "GetServiceSetting", new JsonObject { ["SettingId"] = HostManagementRole }, token);
        var data = (JsonObject)answer["ServiceSetting"]!.DeepClone();
        data.Remove("LastModifiedDate");
        data.Remove("LastModifiedUser");
        yield return [new SnapshotRecord(SnapshotTypes.ServiceSetting.Name) { Data = data }];
    }
}
