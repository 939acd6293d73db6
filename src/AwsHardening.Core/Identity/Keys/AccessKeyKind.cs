using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Keys;

/// <summary>
/// The access keys of a user: the status of each by its id. A key that is there, was not there before a change and was never used is the
/// one that the change made and whose answer was lost.
/// </summary>
internal sealed class AccessKeyKind : IResourceKind
{
    public const string Type = "AWS::IAM::AccessKey";

    // No access key id begins so.
    private const string Made = "made";

    private static readonly Dictionary<string, string> s_noIds = [];

    public string ResourceType => Type;

    public IReadOnlyList<string> RequiredActions { get; } =
    [
        "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed", "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey",
    ];

    // The keys of every user: more calls than a count is worth.
    public Task<int> CountAsync(AccountView view) => throw new UnreadFactException(
        new NotSupportedException("IAM counts no access keys.")) { What = "the access keys of all users", IamAction = "iam:ListAccessKeys" };

    public async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var keys = await UserKeys.ReadAsync(session, UserOf(change), cancellationToken);
        var content = Content(keys);
        if (!change.Calls.Concat(change.Inverse).Any(IsCreation))
        {
            return content;
        }

        List<string> made = [];
        foreach (var key in keys.Where(key => !change.Before.ContainsKey(key.Id)))
        {
            if (!await UserKeys.WasUsedAsync(session, key.Id, cancellationToken))
            {
                made.Add(key.Id);
            }
        }

        // Of two, which one is the change's cannot be told; and neither may be touched then.
        content[Made] = made.Count > 1
            ? throw new UnreadFactException(new InvalidDataException($"{string.Join(" and ", made)} were both made meanwhile."))
            {
                What = $"which access key of user {UserOf(change)} the change made", IamAction = "iam:ListAccessKeys",
            }
            : made.Count == 1 ? made[0] : null;
        return content;
    }

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids)
    {
        if (IsCreation(call))
        {
            return (string?)present[Made] is { } made
                ? new CallEffect(true, call.Creates.ToDictionary(created => created.Id, _ => made)) : CallEffect.None;
        }

        var (id, status) = Written(call, ids);
        return (string?)present[id] == status ? new CallEffect(true, s_noIds) : CallEffect.None;
    }

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => Differences(change, change.Before, change.After, present);

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => Differences(change, change.After, change.Before, present);

    public ResourceChange? Standing(ResourceChange change, JsonObject present) => Drift(change, present).Count == 0 ? change : null;

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present) => s_noIds;

    // Once another key was put out of use, the new one is all that the user has.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids) =>
        change.Calls.Any(IsCreation) && later.Calls.Any(call => call.Operation == "UpdateAccessKey");

    public static JsonObject Content(IEnumerable<UserKey> keys) => new(keys.Select(key => KeyValuePair.Create(key.Id, (JsonNode?)key.Status)));

    public static bool IsCreation(ApiCall call) => call.Operation == "CreateAccessKey";

    public static string UserOf(ResourceChange change) => change.ResourceId;

    // What the change leaves otherwise; of what it only counts nothing is said.
    private static string[] Differences(ResourceChange change, JsonObject other, JsonObject expected, JsonObject present) =>
    [
        .. expected.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)).Where(id => id != AccessKeyChanges.NewKey)
            .Where(id => (string?)expected[id] != (string?)other[id] && (string?)expected[id] != (string?)present[id])
            .Select(id => $"access key {id} of user {UserOf(change)} is {(string?)present[id] ?? "not there"}, not {(string?)expected[id] ?? "gone"}"),
    ];

    private static (string Id, string? Status) Written(ApiCall call, IdMap ids)
    {
        var parameters = (JsonObject)ids.Resolve(call.Parameters)!;
        return ((string)parameters["AccessKeyId"]!, (string?)parameters["Status"]);
    }
}
