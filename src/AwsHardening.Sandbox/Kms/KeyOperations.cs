using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Keys: made, described, listed, replicated.</summary>
internal static class KeyOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["CreateKey"] = Create;
        operations["DescribeKey"] = call => new JsonObject { ["KeyMetadata"] = Metadata(call.State, call.Key()) };
        operations["ListKeys"] = List;
        operations["ReplicateKey"] = Replicate;
        operations["UpdateKeyDescription"] = UpdateDescription;
    }

    /// <summary>The key of one of AWS's services, such as <c>alias/aws/s3</c>.</summary>
    public static KmsKey MakeAwsManaged(KmsCall call, string alias)
    {
        var key = Make(call, multiRegion: false, origin: "AWS_KMS", manager: "AWS");
        key.Description = $"Default key that protects my {alias[10..]} data when no other key is defined";
        key.RotationEnabled = true;
        call.State.Aliases[(call.Region, alias)] = new KmsAlias(key.Id, call.State.Now, call.State.Now);
        return key;
    }

    public static JsonObject Metadata(KmsState state, KmsKey key)
    {
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = state.Options.AccountId,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = KmsState.Time(key.Created),
            ["Enabled"] = key.State == KmsKey.Enabled,
            ["Description"] = key.Description,
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = key.State,
            ["Origin"] = key.Origin,
            ["KeyManager"] = key.Manager,
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["MultiRegion"] = key.MultiRegion,
        };
        if (key.DeletionDate is { } deletion)
        {
            metadata["DeletionDate"] = KmsState.Time(deletion);
        }

        if (key.MultiRegion)
        {
            metadata["MultiRegionConfiguration"] = MultiRegion(state, key);
        }

        return Ec2.SnapshotOverlay.Show(metadata, key.Overlay);
    }

    private static JsonObject MultiRegion(KmsState state, KmsKey key)
    {
        static JsonObject One(KmsKey one) => new() { ["Arn"] = one.Arn, ["Region"] = one.Region };
        var family = state.Keys.Values.Where(other => other.Id == key.Id).ToArray();
        return new JsonObject
        {
            ["MultiRegionKeyType"] = key.Region == key.PrimaryRegion ? "PRIMARY" : "REPLICA",
            ["PrimaryKey"] = family.Where(one => one.Region == key.PrimaryRegion).Select(One).FirstOrDefault(),
            ["ReplicaKeys"] = new JsonArray([.. family.Where(one => one.Region != key.PrimaryRegion).Select(One)]),
        };
    }

    private static JsonObject Create(KmsCall call)
    {
        if ((call.Text("KeySpec") ?? call.Text("CustomerMasterKeySpec")) is { } spec and not "SYMMETRIC_DEFAULT")
        {
            throw new AwsErrorException("UnsupportedOperationException", $"The sandbox makes symmetric keys only, not {spec}.");
        }

        var origin = call.Text("Origin") ?? "AWS_KMS";
        var key = Make(call, call.Flag("MultiRegion"), origin, "CUSTOMER");
        key.Description = call.Text("Description") ?? "";
        key.Policy = call.Text("Policy") ?? key.Policy;
        TagOperations.Put(key, call.Input["Tags"] as JsonArray);
        return new JsonObject { ["KeyMetadata"] = Metadata(call.State, key) };
    }

    private static KmsKey Make(KmsCall call, bool multiRegion, string origin, string manager)
    {
        var ids = call.State.Options.Ids;
        var id = multiRegion ? $"mrk-{ids.NextHex("kms-mrk", 32)}" : ids.NextUuid("kms-key");
        var key = new KmsKey
        {
            Id = id,
            Region = call.Region,
            Arn = call.State.Arn(call.Region, $"key/{id}"),
            Created = call.State.Now,
            State = origin == "EXTERNAL" ? KmsKey.PendingImport : KmsKey.Enabled,
            Origin = origin,
            Manager = manager,
            MultiRegion = multiRegion,
            PrimaryRegion = call.Region,
            Material = [new KmsMaterial(call.State.Random("kms-material", 32), call.State.Now, null)],
            Policy = PolicyOperations.Default(call),
        };
        call.State.Keys[(call.Region, id)] = key;
        return key;
    }

    private static JsonObject List(KmsCall call)
    {
        call.State.Sweep();
        var keys = call.State.Keys.Values.Where(key => key.Region == call.Region).ToArray();
        return Pages.Cut(call, "Keys", keys, key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn });
    }

    private static JsonObject Replicate(KmsCall call)
    {
        var (primary, region) = (KmsCall.Usable(call.OwnKey()), call.Text("ReplicaRegion")!);
        if (!primary.MultiRegion || primary.Region != primary.PrimaryRegion)
        {
            throw new AwsErrorException("UnsupportedOperationException", $"{primary.Arn} is not a multi-Region primary key.");
        }

        if (call.State.Keys.ContainsKey((region, primary.Id)))
        {
            throw new AwsErrorException("AlreadyExistsException", $"A replica of {primary.Arn} exists in {region} already.");
        }

        var replica = new KmsKey
        {
            Id = primary.Id,
            Region = region,
            Arn = call.State.Arn(region, $"key/{primary.Id}"),
            Created = call.State.Now,
            MultiRegion = true,
            PrimaryRegion = primary.PrimaryRegion,
            Material = primary.Material,
            Policy = call.Text("Policy") ?? primary.Policy,
        };
        replica.Description = call.Text("Description") ?? "";
        TagOperations.Put(replica, call.Input["Tags"] as JsonArray);
        call.State.Keys[(region, primary.Id)] = replica;
        return new JsonObject
        {
            ["ReplicaKeyMetadata"] = Metadata(call.State, replica),
            ["ReplicaPolicy"] = replica.Policy,
            ["ReplicaTags"] = TagOperations.Of(replica),
        };
    }

    private static JsonObject UpdateDescription(KmsCall call)
    {
        var key = call.OwnKey();
        if (key.State == KmsKey.PendingDeletion)
        {
            throw KmsErrors.State(key);
        }

        key.Description = call.Text("Description") ?? "";
        return [];
    }
}
