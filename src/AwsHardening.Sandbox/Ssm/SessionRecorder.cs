using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>
/// What the agent does with a session's output: it writes with the instance's role and over the instance's network, or not at
/// all (AWS Systems Manager User Guide: Logging session activity).
/// </summary>
internal static class SessionRecorder
{
    /// <summary>Why a session cannot start with its logging; null where it can.</summary>
    public static string? Refusal(SsmRegion region, SsmSession session)
    {
        var (logging, agent) = (session.Logging, session.Agent);
        if (logging is { Bucket.Length: > 0, BucketMustBeEncrypted: true }
            && !(agent.May("s3:GetEncryptionConfiguration", $"arn:{region.Partition}:s3:::{logging.Bucket}")
                && Connectivity.ReachesService(agent.Interface!, "s3") && region.Around.S3.Buckets.ContainsKey(logging.Bucket)))
        {
            return "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. "
                + $"Error: the bucket {logging.Bucket} could not be asked.";
        }

        if (logging is { LogGroup.Length: > 0, LogGroupMustBeEncrypted: true })
        {
            var reached = agent.May("logs:DescribeLogGroups") && Connectivity.ReachesService(agent.Interface!, "logs");
            var group = region.Around.Logs(region.Name).Groups.GetValueOrDefault(logging.LogGroup);
            return !reached ? "Couldn't start the session because we are unable to validate encryption on CloudWatch Logs log group. "
                    + $"Error: the log group {logging.LogGroup} could not be asked."
                : group?.KmsKeyArn is null ? "Couldn't start the session because encryption is not set up on the selected CloudWatch Logs "
                    + "log group. Either encrypt the log group or choose an option to enable logging without encryption."
                : null;
        }

        return null;
    }

    /// <summary>Writes what the terminal showed; what the role or the network forbids is not written, and nobody is told.</summary>
    public static void Write(SsmRegion region, SsmSession session)
    {
        var text = session.Transcript.ToString();
        if (MayWriteToS3(region, session))
        {
            region.Account.Invoke("s3", "PutObject", Json.Of(
                ("Bucket", session.Logging.Bucket), ("Key", session.Logging.KeyOf(session)),
                ("Body", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))), region.Name);
        }

        if (MayWriteToLogs(region, session))
        {
            JsonObject Stream() => Json.Of(("logGroupName", session.Logging.LogGroup), ("logStreamName", session.Id));
            region.Account.Invoke("logs", "CreateLogStream", Stream(), region.Name);
            var events = Stream();
            events["logEvents"] = Json.List(Events(region, session, text));
            region.Account.Invoke("logs", "PutLogEvents", events, region.Name);
        }
    }

    private static bool MayWriteToS3(SsmRegion region, SsmSession session)
    {
        var (bucket, agent) = (session.Logging.Bucket, session.Agent);
        if (bucket.Length == 0 || region.Around.S3.Buckets.GetValueOrDefault(bucket) is not { } found
            || !agent.May("s3:PutObject", $"arn:{region.Partition}:s3:::{bucket}/{session.Logging.KeyOf(session)}")
            || !Connectivity.ReachesService(agent.Interface!, "s3"))
        {
            return false;
        }

        // With a key of the account's own the writer needs the key as well; AWS's own aws/s3 serves every writer of the account.
        var named = (string?)found.Encryption?["Rules"]?[0]?["ApplyServerSideEncryptionByDefault"]?["KMSMasterKeyID"];
        if (named is null || named.Contains("alias/aws/", StringComparison.Ordinal))
        {
            return true;
        }

        var keys = region.Around.Keys;
        return keys.Find(named, region.Name) is { State: "Enabled" } key && agent.May(
            "kms:GenerateDataKey", key.Arn,
            keys.AliasesOf(key).Take(1).ToDictionary(_ => "kms:ResourceAliases", alias => alias));
    }

    private static bool MayWriteToLogs(SsmRegion region, SsmSession session)
    {
        var (group, agent) = (session.Logging.LogGroup, session.Agent);
        var arn = $"arn:{region.Partition}:logs:{region.Name}:{region.AccountId}:log-group:{group}";
        return group.Length > 0 && region.Around.Logs(region.Name).Groups.ContainsKey(group)
            && agent.May("logs:CreateLogStream", arn + ":log-stream:" + session.Id)
            && agent.May("logs:PutLogEvents", arn + ":log-stream:" + session.Id)
            && agent.May("logs:DescribeLogGroups") && agent.May("logs:DescribeLogStreams", arn + ":log-stream:")
            && Connectivity.ReachesService(agent.Interface!, "logs");
    }

    private static IEnumerable<JsonObject> Events(SsmRegion region, SsmSession session, string text)
    {
        var time = region.Now.ToUnixTimeMilliseconds();
        var lines = text.TrimEnd('\n').Split('\n');
        if (!session.Logging.Streams)
        {
            return lines.Select(line => Json.Of(("timestamp", time), ("message", line.Length == 0 ? " " : line)));
        }

        var message = Json.Of(
            ("eventVersion", "1.0"), ("eventTime", Json.Time(region.Now)), ("awsRegion", region.Name),
            ("target", Json.Of(("id", session.Target))), ("userIdentity", Json.Of(("arn", session.Owner))), ("runAsUser", "ssm-user"),
            ("sessionId", session.Id), ("sessionData", Json.Texts(lines)));
        return [Json.Of(("timestamp", time), ("message", message.ToJsonString()))];
    }
}
