using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>Keys: without their policy's leave nobody gets at them (AWS KMS Developer Guide: Key policies in AWS KMS; Grants in AWS KMS).</summary>
internal static class KmsTargets
{
    private static readonly string[] s_members = ["KeyId", "TargetKeyId", "SourceKeyId", "DestinationKeyId"];

    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        if (call.Account.FindService<KmsService>()?.State is not { } kms)
        {
            return [new CallTarget(call.Action, "*")];
        }

        List<CallTarget> targets = [];
        foreach (var member in s_members)
        {
            if (call.Input.Text(member) is { } name && kms.Find(name, call.Region) is { } key)
            {
                targets.Add(Target(call, member == "DestinationKeyId" ? "kms:ReEncryptTo" : call.Action, key));
            }
        }

        if (call.Input.Text("CiphertextBlob") is { } blob && targets.TrueForAll(target => target.Action == "kms:ReEncryptTo") && KeyOf(call, kms, blob) is { } sealing)
        {
            targets.Add(Target(call, call.Action, sealing));
        }

        if (call.Input.Text("AliasName") is { } alias)
        {
            targets.Add(new CallTarget(call.Action, kms.Arn(call.Region, alias)));
        }

        return targets.Count > 0 ? targets : [new CallTarget(call.Action, "*")];
    }

    private static CallTarget Target(AskedCall call, string action, KmsKey key) => new(action, key.Arn)
    {
        Policy = key.Policy,
        PolicyDecides = true,
        Granted = key.Grants.Exists(grant => (grant.Grantee == call.Caller.IdentityArn || grant.Grantee == call.Caller.Arn)
            && grant.Operations.Contains(call.Operation)),
    };

    private static KmsKey? KeyOf(AskedCall call, KmsState kms, string blob)
    {
        try
        {
            return KmsBlob.KeyOf(new KmsCall(kms, call.Input, call.Region), Convert.FromBase64String(blob));
        }
        catch (Exception error) when (error is AwsErrorException or FormatException)
        {
            // Not a blob of this account's: the service says so.
            return null;
        }
    }
}
