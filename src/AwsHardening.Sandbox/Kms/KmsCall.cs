using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>One call as a handler sees it.</summary>
internal sealed class KmsCall(KmsState state, JsonObject input, string region)
{
    private const string AliasPrefix = "alias/";

    public KmsState State { get; } = state;

    public JsonObject Input { get; } = input;

    public string Region { get; } = region;

    public string? Text(string member) => (string?)Input[member];

    public int? Number(string member) => (int?)Input[member];

    public bool Flag(string member) => (bool?)Input[member] == true;

    public byte[] Blob(string member) => Convert.FromBase64String(Text(member)!);

    /// <summary>The context of a call: names and values.</summary>
    public SortedDictionary<string, string> Context(string member) => new(
        (Input[member] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!), StringComparer.Ordinal);

    /// <summary>The key that a member names: by id, ARN, alias or alias ARN.</summary>
    public KmsKey Key(string member = "KeyId")
    {
        State.Sweep();
        var (said, resource) = (Text(member) ?? "", Resource(Text(member) ?? ""));
        if (resource.StartsWith(AliasPrefix, StringComparison.Ordinal))
        {
            return ByAlias(resource);
        }

        var id = resource.StartsWith("key/", StringComparison.Ordinal) ? resource[4..] : resource;
        return State.Keys.GetValueOrDefault((Region, id)) ?? throw KmsErrors.NoKey(
            said.StartsWith("arn:", StringComparison.Ordinal) ? said : State.Arn(Region, $"key/{id}"));
    }

    /// <summary>A key that its owner manages.</summary>
    public KmsKey OwnKey()
    {
        if (Resource(Text("KeyId") ?? "").StartsWith(AliasPrefix, StringComparison.Ordinal))
        {
            throw KmsErrors.BadArn(Text("KeyId")!);
        }

        var key = Key();
        return key.Manager == "CUSTOMER" ? key : throw KmsErrors.AwsManaged(key);
    }

    /// <summary>A key that can encrypt and decrypt now.</summary>
    public KmsKey UsableKey(string member = "KeyId") => Usable(Key(member));

    public static KmsKey Usable(KmsKey key) => key.State switch
    {
        KmsKey.Enabled => key,
        KmsKey.Disabled => throw KmsErrors.Disabled(key),
        _ => throw KmsErrors.State(key),
    };

    private KmsKey ByAlias(string alias)
    {
        // An alias of AWS's stands before its key does.
        if (State.Aliases.TryGetValue((Region, alias), out var found) && State.Keys.TryGetValue((Region, found.KeyId), out var key))
        {
            return key;
        }

        // AWS makes the keys of its services when they are first asked for.
        return alias.StartsWith("alias/aws/", StringComparison.Ordinal)
            ? KeyOperations.MakeAwsManaged(this, alias) : throw KmsErrors.NoAlias(State.Arn(Region, alias));
    }

    private string Resource(string said)
    {
        if (!said.StartsWith("arn:", StringComparison.Ordinal))
        {
            return said;
        }

        var parts = said.Split(':', 6);
        if (parts.Length < 6 || parts[2] != "kms" || parts[3] != Region)
        {
            throw KmsErrors.BadArn(said);
        }

        return parts[4] == State.Options.AccountId ? parts[5] : throw new AwsErrorException(
            "AccessDeniedException", $"The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access: {said}");
    }
}
