using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Names that stand for a key, and can be made to stand for another.</summary>
internal static partial class AliasOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["CreateAlias"] = Create;
        operations["UpdateAlias"] = Update;
        operations["DeleteAlias"] = Delete;
        operations["ListAliases"] = List;
    }

    private static JsonObject Create(KmsCall call)
    {
        var (id, key) = (Name(call), Target(call));
        if (!call.State.Aliases.TryAdd(id, new KmsAlias(key.Id, call.State.Now, call.State.Now)))
        {
            throw KmsErrors.AliasTaken(call.State.Arn(call.Region, id.Alias));
        }

        return [];
    }

    private static JsonObject Update(KmsCall call)
    {
        var (id, key) = (Name(call), Target(call));
        call.State.Aliases[id] = Find(call, id) with { KeyId = key.Id, Updated = call.State.Now };
        return [];
    }

    private static JsonObject Delete(KmsCall call)
    {
        var id = Name(call);
        Find(call, id);
        call.State.Aliases.Remove(id);
        return [];
    }

    private static JsonObject List(KmsCall call)
    {
        var only = call.Text("KeyId") is null ? null : call.Key().Id;
        var aliases = call.State.Aliases.Where(pair => pair.Key.Region == call.Region && (only is null || pair.Value.KeyId == only)).ToArray();
        return Pages.Cut(call, "Aliases", aliases, pair => new JsonObject
        {
            ["AliasName"] = pair.Key.Alias,
            ["AliasArn"] = call.State.Arn(call.Region, pair.Key.Alias),
            ["TargetKeyId"] = pair.Value.KeyId.Length == 0 ? null : pair.Value.KeyId,
            ["CreationDate"] = pair.Value.Created is { } created ? KmsState.Time(created) : null,
            ["LastUpdatedDate"] = pair.Value.Updated is { } updated ? KmsState.Time(updated) : null,
        });
    }

    private static (string Region, string Alias) Name(KmsCall call)
    {
        var name = call.Text("AliasName")!;
        if (!AliasName().IsMatch(name))
        {
            throw KmsErrors.BadAlias();
        }

        return name.StartsWith("alias/aws/", StringComparison.Ordinal)
            ? throw new AwsErrorException("NotAuthorizedException", "Alias names that begin with alias/aws/ are reserved.")
            : (call.Region, name);
    }

    private static KmsAlias Find(KmsCall call, (string Region, string Alias) id) =>
        call.State.Aliases.GetValueOrDefault(id) ?? throw KmsErrors.NoAlias(call.State.Arn(call.Region, id.Alias));

    private static KmsKey Target(KmsCall call)
    {
        var key = call.Key("TargetKeyId");
        return key.State == KmsKey.PendingDeletion ? throw KmsErrors.State(key) : key;
    }

    [GeneratedRegex(@"\Aalias/[a-zA-Z0-9:/_-]{1,250}\z")]
    private static partial Regex AliasName();
}
