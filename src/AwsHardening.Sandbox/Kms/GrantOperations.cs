using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Grants, kept as they are made.</summary>
internal static class GrantOperations
{
    public static void Register(Dictionary<string, Func<KmsCall, JsonObject>> operations)
    {
        operations["CreateGrant"] = Create;
        operations["ListGrants"] = List;
        operations["RevokeGrant"] = call => Remove(call, grant => grant.Id == call.Text("GrantId"));
        operations["RetireGrant"] = Retire;
    }

    private static JsonObject Create(KmsCall call)
    {
        var key = KmsCall.Usable(call.Key());
        var operations = (call.Input["Operations"] as JsonArray ?? []).Select(item => (string)item!).ToArray();
        var ids = call.State.Options.Ids;
        // The same grant under the same name is made once.
        var grant = key.Grants.FirstOrDefault(one => one.Name is not null && one.Name == call.Text("Name")
            && one.Grantee == call.Text("GranteePrincipal") && one.Operations.SequenceEqual(operations));
        if (grant is null)
        {
            grant = new KmsGrant(
                ids.NextHex("kms-grant", 64), ids.NextBase64("kms-grant-token", 40), call.Text("GranteePrincipal")!,
                call.Text("RetiringPrincipal"), call.Text("Name"), operations, call.Input["Constraints"]?.DeepClone(), call.State.Now);
            key.Grants.Add(grant);
        }

        return new JsonObject { ["GrantId"] = grant.Id, ["GrantToken"] = grant.Token };
    }

    private static JsonObject List(KmsCall call)
    {
        var key = call.Key();
        var grants = key.Grants.Where(grant => call.Text("GranteePrincipal") is not { } grantee || grantee == grant.Grantee).ToArray();
        return Pages.Cut(call, "Grants", grants, grant =>
        {
            var json = new JsonObject
            {
                ["KeyId"] = key.Arn,
                ["GrantId"] = grant.Id,
                ["CreationDate"] = KmsState.Time(grant.Created),
                ["GranteePrincipal"] = grant.Grantee,
                ["IssuingAccount"] = $"arn:{AwsPartition.OfRegion(key.Region).Name}:iam::{call.State.Options.AccountId}:root",
                ["Operations"] = new JsonArray([.. grant.Operations.Select(name => JsonValue.Create(name))]),
            };
            json["Name"] = grant.Name;
            json["RetiringPrincipal"] = grant.Retiring;
            json["Constraints"] = grant.Constraints?.DeepClone();
            return json;
        });
    }

    private static JsonObject Retire(KmsCall call)
    {
        if (call.Text("GrantToken") is not { } token)
        {
            return Remove(call, grant => grant.Id == call.Text("GrantId"));
        }

        foreach (var key in call.State.Keys.Values.Where(key => key.Region == call.Region))
        {
            if (key.Grants.RemoveAll(grant => grant.Token == token) > 0)
            {
                return [];
            }
        }

        throw new AwsErrorException("InvalidGrantTokenException", "The grant token is invalid.");
    }

    private static JsonObject Remove(KmsCall call, Predicate<KmsGrant> which) =>
        call.Key().Grants.RemoveAll(which) > 0 ? [] : throw new AwsErrorException("NotFoundException", "Grant ID not found");
}
