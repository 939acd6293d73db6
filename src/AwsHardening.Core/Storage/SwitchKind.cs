using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Storage;

/// <summary>A resource of which one setting is turned on or off.</summary>
/// <param name="setting">The setting.</param>
internal sealed class SwitchKind(Switch setting) : ContentKind
{
    public override string ResourceType => setting.ResourceType;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        .. new[] { setting.Read.Operation, setting.Write.Operation, setting.List.Operation }.Distinct().Select(operation => IamActions.Of(setting.Service, operation)),
    ];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AuditReads.ReadAsync(session, setting.Service, setting.Read.Operation, setting.Read.Ask(change.ResourceId), cancellationToken);
            return setting.Read.Value(answer) is { } on ? new() { [Exists] = true, [setting.Member] = on } : Absent();
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e) == setting.NotThere)
        {
            return Absent();
        }
    }

    public override Task<int> CountAsync(AccountView view) =>
        view.CountAsync(setting.Service, setting.List.Operation, setting.List.Items, setting.List.Token, setting.List.Parameters);

    /// <summary>Turns the setting on or off; nothing where it is so, or the resource is not there.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="header">The change's ids, resource and reason.</param>
    /// <param name="present">The resource as it is now.</param>
    /// <param name="on">What it is to be.</param>
    public static ResourceChange? Turn(Switch setting, ResourceChange header, JsonObject present, bool on)
    {
        const string Set = "set", Restore = "restore";
        return !IsThere(present) || ((bool?)present[setting.Member] ?? false) == on ? null : header with
        {
            Before = Content(!on),
            After = Content(on),
            Calls = [new ApiCall(Set, setting.Service, setting.Write.Operation, setting.Set(header.ResourceId, on), Restore, [])],
            Inverse = [new ApiCall(Restore, setting.Service, setting.Write.Operation, setting.Set(header.ResourceId, !on), Set, [])],
        };

        JsonObject Content(bool value) => new() { [Exists] = true, [setting.Member] = value };
    }

    protected override JsonObject? Leaves(ApiCall call)
    {
        if (call.Operation != setting.Write.Operation || (string?)call.Parameters[setting.IdMember] is not { } id)
        {
            return null;
        }

        return new() { [Exists] = true, [setting.Member] = JsonNode.DeepEquals(call.Parameters, setting.Set(id, true)) };
    }
}
