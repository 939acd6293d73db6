using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Settings;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>The resources of services that name theirs in one member or two, with their policies where they have any.</summary>
internal static class NamedTargets
{
    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        string[] resources = [.. Resources(call).Distinct()];
        var policy = (call.Account.Handler(call.Service) as SettingsService)?.PolicyOf(call.Region, call.Input);
        return (resources.Length == 0 ? ["*"] : resources).Select(resource => new CallTarget(call.Action, resource) { Policy = policy });
    }

    private static IEnumerable<string> Resources(AskedCall call)
    {
        JsonObject input = call.Input;
        string? Named(string member, string prefix) => input[member] is JsonValue && input.Text(member) is { } name
            ? name.StartsWith("arn:", StringComparison.Ordinal) ? name : call.Arn(call.Service, prefix + name) : null;
        return (call.Service switch
        {
            "backup" => [Named("BackupVaultName", "backup-vault:")],
            "cloudfront" => [call.Operation == "CreateDistribution" ? Distribution(call, "*") : input.Text("Id") is { } id ? Distribution(call, id) : null],
            "cloudtrail" => [Named("Name", "trail/") ?? Named("TrailName", "trail/")],
            "cloudwatch" => [Named("AlarmName", "alarm:"), Named("ResourceARN", ""), .. input.Texts("AlarmNames").Select(name => call.Arn("cloudwatch", $"alarm:{name}"))],
            "events" => [Named("ResourceARN", ""), Named("Rule", "rule/"), call.Operation.EndsWith("Rule", StringComparison.Ordinal) ? Named("Name", "rule/") : null],
            "dynamodb" => [Named("TableName", "table/")],
            "ecr" => [Named("repositoryName", "repository/"), .. input.Texts("repositoryNames").Select(name => call.Arn("ecr", $"repository/{name}"))],
            "efs" => [input.Text("FileSystemId") is { } system ? call.Arn("elasticfilesystem", $"file-system/{system}") : null],
            "glacier" => [input.Text("vaultName") is { } vault ? call.Arn("glacier", $"vaults/{vault}") : null],
            "guardduty" => [Named("DetectorId", "detector/")],
            "lambda" => [Named("FunctionName", "function:")],
            "logs" => [LogGroup(call)],
            "opensearch" => [input.Text("DomainName") is { } domain ? call.Arn("es", $"domain/{domain}") : null],
            "secretsmanager" => [Named("SecretId", "secret:"), Named("Name", "secret:")],
            "sqs" => [Named("QueueName", ""), input.Text("QueueUrl")?.Split('/') is [.., var queue] ? call.Arn("sqs", queue) : null],
            "ssm" => Ssm(call),
            _ => Array.Empty<string?>(),
        }).OfType<string>();
    }

    // In no Region.
    private static string Distribution(AskedCall call, string id) => $"arn:{call.Account.Partition.Name}:cloudfront::{call.Account.AccountId}:distribution/{id}";

    private static string? LogGroup(AskedCall call) => call.Input.Text("logGroupName") is { } group
        ? call.Arn("logs", $"log-group:{group}:log-stream:{call.Input.Text("logStreamName")}") : null;

    private static IEnumerable<string?> Ssm(AskedCall call)
    {
        string Instance(string id) => call.Arn(id.StartsWith("mi-", StringComparison.Ordinal) ? "ssm" : "ec2",
            (id.StartsWith("mi-", StringComparison.Ordinal) ? "managed-instance/" : "instance/") + id);
        string? Document(string? name) => name is null ? null : call.Arn("ssm", $"document/{name}") is var arn
            && name.StartsWith("AWS-", StringComparison.Ordinal) ? arn.Replace($":{call.Account.AccountId}:", "::", StringComparison.Ordinal) : arn;
        return
        [
            .. call.Input.Texts("InstanceIds").Select(Instance),
            call.Operation == "StartSession" && call.Input.Text("Target") is { } target ? Instance(target) : null,
            Document(call.Input.Text("DocumentName")),
            call.Operation.EndsWith("Document", StringComparison.Ordinal) ? Document(call.Input.Text("Name")) : null,
            call.Input.Text("SessionId") is { } session ? call.Arn("ssm", $"session/{session}") : null,
        ];
    }
}
