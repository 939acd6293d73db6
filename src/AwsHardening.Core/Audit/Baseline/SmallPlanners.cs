using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>Turns on the encryption of new EBS volumes.</summary>
internal static class EbsEncryptionPlanner
{
    public static ResourceChange? Plan(ResourceChange header, JsonObject present) => (bool?)present[EbsEncryptionKind.Default] == true ? null : header with
    {
        Before = new() { [ContentKind.Exists] = true, [EbsEncryptionKind.Default] = false },
        After = new() { [ContentKind.Exists] = true, [EbsEncryptionKind.Default] = true },
        Calls = [new ApiCall("enable", "ec2", "EnableEbsEncryptionByDefault", [], "disable", [])],
        Inverse = [new ApiCall("disable", "ec2", "DisableEbsEncryptionByDefault", [], "enable", [])],
    };
}

/// <summary>Makes an analyzer of external access where there is none.</summary>
internal static class AnalyzerPlanner
{
    public static ResourceChange? Plan(ResourceChange header, JsonObject present) => ContentKind.IsThere(present) ? null : header with
    {
        Before = ContentKind.Absent(),
        After = new() { [ContentKind.Exists] = true, ["type"] = "ACCOUNT" },
        Calls = [new ApiCall("create", "accessanalyzer", "CreateAnalyzer", new() { ["analyzerName"] = header.ResourceId, ["type"] = "ACCOUNT" }, "delete", [])],
        Inverse = [new ApiCall("delete", "accessanalyzer", "DeleteAnalyzer", new() { ["analyzerName"] = header.ResourceId }, "create", [])],
    };
}

/// <summary>Makes a flow log of all traffic of a VPC, to a bucket.</summary>
internal static class FlowLogPlanner
{
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, string destinationArn)
    {
        if (ContentKind.IsThere(present))
        {
            return null;
        }

        var name = $"flow-log-{header.Id}";
        var parameters = new JsonObject
        {
            ["ResourceIds"] = new JsonArray(header.ResourceId),
            ["ResourceType"] = "VPC",
            ["TrafficType"] = "ALL",
            ["LogDestinationType"] = "s3",
            ["LogDestination"] = destinationArn,
        };
        return header with
        {
            Before = ContentKind.Absent(),
            After = new() { [ContentKind.Exists] = true, [ContentKind.Id] = name, ["LogDestination"] = destinationArn },
            Calls = [new ApiCall("create", "ec2", "CreateFlowLogs", parameters, "delete", [new CreatedId(name, "FlowLogIds", [], "")])],
            Inverse = [new ApiCall("delete", "ec2", "DeleteFlowLogs", new() { ["FlowLogIds"] = new JsonArray(IdMap.Reference(name)) }, "create", [])],
        };
    }
}

/// <summary>Makes a service-linked role where there is none.</summary>
internal static class ServiceRolePlanner
{
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, string service) => ContentKind.IsThere(present) ? null : header with
    {
        Before = ContentKind.Absent(),
        After = new() { [ContentKind.Exists] = true },
        Calls = [new ApiCall("create", "iam", "CreateServiceLinkedRole", new() { ["AWSServiceName"] = service }, "delete", [])],
        Inverse = [new ApiCall("delete", "iam", "DeleteServiceLinkedRole", new() { ["RoleName"] = header.ResourceId }, "create", [])],
    };
}
