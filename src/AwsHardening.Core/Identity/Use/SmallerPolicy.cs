using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Identity.Use;

/// <summary>
/// Drafts a policy that keeps what was used. Each statement is one that there is, with fewer actions: so the draft never allows what
/// was not allowed, on whichever resource.
/// </summary>
internal sealed class SmallerPolicy(IReadOnlyList<PolicyStatement> statements, IReadOnlyList<ServiceUse> services)
{
    // Data events: neither action data nor event history tell of them.
    private static readonly string[] s_untold =
    [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem",
        "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem", "lambda:InvokeFunction", "s3:AbortMultipartUpload",
        "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutObject",
        "sns:Publish", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage",
    ];

    private const string PassRole = "iam:PassRole";

    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Warnings => _warnings;

    public JsonObject Draft()
    {
        JsonObject[] kept = [.. statements.Select(Smaller).OfType<JsonObject>()];
        if (!kept.Any(statement => (string?)statement["Effect"] == "Allow"))
        {
            _warnings.Add("Nothing that is granted was used: the draft allows nothing, so there is nothing to attach.");
        }

        var policy = PolicyText.Document(kept.DistinctBy(statement => statement.ToJsonString()));
        var length = policy.ToJsonString().Length;
        if (length > PolicyText.ManagedLimit)
        {
            _warnings.Add($"The draft has {length} characters, and a managed policy takes {PolicyText.ManagedLimit}: spread its statements over several policies.");
        }

        return policy;
    }

    private JsonObject? Smaller(PolicyStatement statement)
    {
        var json = (JsonObject)JsonNode.Parse(statement.Json)!;
        if (!statement.Allows)
        {
            return json;
        }

        var used = services.Where(service => service.Used).ToArray();
        var unclear = used.Where(service => !service.HasActionData && service.UsedActions.Count == 0).ToArray();
        if (statement.AllActionsBut && unclear.Length > 0)
        {
            Warn($"Statement {statement.Name} allows all actions but some, and AWS does not tell which actions of {Names(unclear)} were used: it is kept as it is.");
            return json;
        }

        string[] actions =
        [
            .. used.SelectMany(service => Known(service, statement))
                .Concat(unclear.SelectMany(service => statement.Actions.Select(pattern => Narrow(pattern, service.Namespace)).OfType<string>()))
                .Concat(Passed(statement)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
        ];
        if (unclear.Length > 0 && actions.Length > 0)
        {
            Warn($"AWS does not tell which actions of {Names(unclear)} were used: they are kept as they are granted.");
        }

        if (actions.Length == 0)
        {
            return null;
        }

        foreach (var name in json.Select(pair => pair.Key).Where(name => name.ToUpperInvariant() is "ACTION" or "NOTACTION").ToArray())
        {
            json.Remove(name);
        }

        json["Action"] = PolicyText.Array(actions);
        return json;
    }

    private IEnumerable<string> Known(ServiceUse service, PolicyStatement statement)
    {
        if (service.UsedActions.Count == 0 && !service.HasActionData)
        {
            return [];
        }

        string[] untold = [.. s_untold.Where(action => action.StartsWith(service.Namespace + ":", StringComparison.Ordinal) && statement.IsAbout(action))];
        if (untold.Length > 0)
        {
            Warn($"AWS does not tell of the use of {string.Join(", ", untold)}: they are kept where they are granted. Data events of a trail tell more: Get-TrailEvent -Bucket … and -TrailEvent.");
        }

        return service.UsedActions.Where(statement.IsAbout).Concat(untold);
    }

    // Nothing tells of its use. Who names it means it; who grants everything gets none of it.
    private IEnumerable<string> Passed(PolicyStatement statement)
    {
        if (!statement.IsAbout(PassRole))
        {
            return [];
        }

        var named = !statement.AllActionsBut && statement.Actions.Any(action => action.StartsWith("iam:Pass", StringComparison.OrdinalIgnoreCase));
        Warn(named ? $"Nothing tells of the use of {PassRole}: it is kept where a statement names it."
            : $"Nothing tells of the use of {PassRole}, and it is granted by a wildcard alone: it is left out. Add it for the roles that are handed to services.");
        return named ? [PassRole] : [];
    }

    private void Warn(string warning)
    {
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>The part of an action's pattern that is of a service; null for none.</summary>
    internal static string? Narrow(string pattern, string service) => pattern.Split(':', 2) switch
    {
        [var prefix, var action] when PolicyText.Matches(prefix, service, ignoreCase: true) => $"{service}:{action}",
        [var one] when PolicyText.Matches(one, service + ":", ignoreCase: true) => $"{service}:*",
        _ => null,
    };

    private static string Names(IEnumerable<ServiceUse> services) => string.Join(", ", services.Select(service => service.Namespace).Order(StringComparer.Ordinal));
}
