using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Aliases of keys.</summary>
internal sealed class AliasOperations(KmsState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateAlias", Create);
        set.Add("DeleteAlias", Delete);
        set.Add("ListAliases", List);
    }

    private void Create(ServiceCall call)
    {
        var name = call.Required("AliasName");
        if (!name.StartsWith("alias/", StringComparison.Ordinal) || name.StartsWith("alias/aws/", StringComparison.Ordinal))
        {
            throw new AwsErrorException("InvalidAliasNameException", "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }

        var key = state.Find(call.Required("TargetKeyId"), call.Region)
            ?? throw KmsErrors.NoKey(state.Arn(call.Region, "key/" + call.Required("TargetKeyId")));
        if (!state.Aliases(call.Region).TryAdd(name, key.Id))
        {
            throw new AwsErrorException("AlreadyExistsException", $"An alias with the name {state.Arn(call.Region, name)} already exists");
        }
    }

    private void Delete(ServiceCall call)
    {
        if (!state.Aliases(call.Region).Remove(call.Required("AliasName")))
        {
            throw KmsErrors.NotFound($"Alias {state.Arn(call.Region, call.Required("AliasName"))} is not found.");
        }
    }

    private JsonObject List(ServiceCall call)
    {
        var wanted = call.Text("KeyId") is { } name
            ? (state.Find(name, call.Region) ?? throw KmsErrors.NoKey(name)).Id
            : null;
        var (page, next) = PageToken.Cut(
            call.Operation, [.. state.Aliases(call.Region).Where(alias => wanted is null || alias.Value == wanted)],
            call.Number("Limit") ?? 50, call.Text("Marker"),
            () => new AwsErrorException("InvalidMarkerException", "The marker is not valid."));
        return Json.Of(
            ("Aliases", Json.List(page.Select(alias => Json.Of(
                ("AliasName", alias.Key), ("AliasArn", state.Arn(call.Region, alias.Key)), ("TargetKeyId", alias.Value.Length == 0 ? null : alias.Value))))),
            ("Truncated", next is not null), ("NextMarker", next));
    }
}
