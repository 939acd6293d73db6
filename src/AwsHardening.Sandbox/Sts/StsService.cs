using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Sts;

/// <summary>The Security Token Service: who calls, and credentials for a while.</summary>
/// <param name="account">The account whose principals it knows.</param>
public sealed partial class StsService(SandboxAccount account) : IServiceHandler
{
    private const int MaxSessionSeconds = 43_200;
    private const int MaxTokenSeconds = 129_600;

    /// <inheritdoc/>
    public string Service => "sts";

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        return operation switch
        {
            "GetCallerIdentity" => GetCallerIdentity(context),
            "AssumeRole" => AssumeRole(input, context),
            "GetSessionToken" => GetSessionToken(input, context),
            _ => throw new AwsErrorException("InvalidAction", $"The sandbox does not serve sts:{operation}."),
        };
    }

    private JsonObject GetCallerIdentity(CallContext context)
    {
        Principal caller = account.Principals.Find(context.AccessKeyId);
        return new JsonObject { ["UserId"] = caller.UserId, ["Account"] = caller.AccountId, ["Arn"] = caller.Arn };
    }

    private JsonObject AssumeRole(JsonObject input, CallContext context)
    {
        string roleArn = (string?)input["RoleArn"] ?? "";
        string session = (string?)input["RoleSessionName"] ?? "";
        Match role = RoleArn().Match(roleArn);
        if (!role.Success)
        {
            throw Invalid($"{roleArn} is invalid");
        }

        if (!SessionName().IsMatch(session))
        {
            throw Invalid($"Value '{session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy "
                + @"regular expression pattern: [\w+=,.@-]*, with length between 2 and 64");
        }

        int seconds = Duration(input, 3_600, MaxSessionSeconds);
        if (role.Groups["account"].Value != account.AccountId)
        {
            Principal caller = account.Principals.Find(context.AccessKeyId);
            throw new AwsErrorException(
                "AccessDenied", $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}", 403);
        }

        string roleName = role.Groups["path"].Value.Split('/')[^1];
        string userId = $"{account.Ids.NextBase32("AROA", 21)}:{session}";
        string arn = $"arn:{account.Partition.Name}:sts::{account.AccountId}:assumed-role/{roleName}/{session}";
        JsonObject credentials = Issue(arn, userId, seconds);
        return new JsonObject
        {
            ["Credentials"] = credentials,
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = userId, ["Arn"] = arn },
        };
    }

    private JsonObject GetSessionToken(JsonObject input, CallContext context)
    {
        int seconds = Duration(input, MaxSessionSeconds, MaxTokenSeconds);
        Principal caller = account.Principals.Find(context.AccessKeyId);
        return new JsonObject { ["Credentials"] = Issue(caller.Arn, caller.UserId, seconds) };
    }

    private JsonObject Issue(string arn, string userId, int seconds)
    {
        string accessKeyId = account.Ids.NextBase32("ASIA", 20);
        account.Principals.Add(new Principal(accessKeyId, arn, userId, account.AccountId));
        DateTimeOffset expiration = account.Clock.GetUtcNow().AddSeconds(seconds);
        return new JsonObject
        {
            ["AccessKeyId"] = accessKeyId,
            ["SecretAccessKey"] = account.Ids.NextBase64("secret", 40),
            ["SessionToken"] = account.Ids.NextBase64("token", 40),
            ["Expiration"] = expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    private static int Duration(JsonObject input, int fallback, int max)
    {
        int seconds = (int?)input["DurationSeconds"] ?? fallback;
        return seconds is >= 900 && seconds <= max
            ? seconds
            : throw Invalid($"Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value "
                + $"between 900 and {max}");
    }

    private static AwsErrorException Invalid(string problem) =>
        new("ValidationError", problem.StartsWith("Value", StringComparison.Ordinal) ? $"1 validation error detected: {problem}" : problem);

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(?<account>\d{12}):role/(?<path>[\w+=,.@/-]+)$")]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
