using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>Buckets and objects, with the bucket's policy.</summary>
internal static class S3Targets
{
    // Whoever shuts everybody out by a policy can take it back as the root user (Amazon S3 User Guide: Bucket policies).
    private static readonly string[] s_rootMay = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        var prefix = $"arn:{call.Account.Partition.Name}:s3:::";
        if (call.Input.Text("Bucket") is not { } name)
        {
            return [new CallTarget(call.Action, prefix + "*")];
        }

        var policy = call.Account.FindService<S3Service>()?.State.Buckets.GetValueOrDefault(name)?.Policy;
        policy = call.Caller.IsRoot && call.Caller.AccountId == call.Account.AccountId && s_rootMay.Contains(call.Action) ? null : policy;
        CallTarget Target(string action, string resource) => new(action, resource) { Policy = policy };
        if (call.Operation == "DeleteObjects")
        {
            return ((call.Input["Delete"] as System.Text.Json.Nodes.JsonObject)?.Items("Objects") ?? []).Select(one => Target(
                one.Text("VersionId") is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", $"{prefix}{name}/{one.Text("Key")}"));
        }

        if (call.Input.Text("Key") is not { } key)
        {
            return [Target(call.Action, prefix + name)];
        }

        var action = call.Input.Text("VersionId") is not null && call.Action is ("s3:GetObject" or "s3:DeleteObject")
            ? call.Action + "Version" : call.Action;
        List<CallTarget> targets = [Target(action, $"{prefix}{name}/{key}")];
        if (call.Input.Text("CopySource") is { } source)
        {
            targets.Add(new CallTarget("s3:GetObject", prefix + Uri.UnescapeDataString(source.Split('?')[0]).TrimStart('/')));
        }

        return targets;
    }
}
