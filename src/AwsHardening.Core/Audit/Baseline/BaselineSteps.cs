using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>One resource of a baseline after the other: what becomes of it, and what the user is told. Used by several Regions at once.</summary>
internal sealed class BaselineSteps(BaselineScene scene, ChangeRunner runner, IOperationHost host)
{
    /// <summary>The id that all changes of the run share.</summary>
    public string SetId => runner.SetId;

    public async Task<AuditBaselineItem> OneAsync(
        string service, ResourceChange header, Fact<JsonObject> fact, Func<JsonObject, ResourceChange?> plan, CancellationToken cancellationToken) => fact.IsKnown
        ? await MakeAsync(service, header, plan(fact.Value), ContentKind.IsThere(fact.Value), null, cancellationToken)
        : await UnreadAsync(service, header, fact.Reason!, cancellationToken);

    public async Task<AuditBaselineItem> MakeAsync(
        string service, ResourceChange header, ResourceChange? change, bool existed, string? detail, CancellationToken cancellationToken,
        Func<CancellationToken, Task<ResourceChange?>>? settle = null)
    {
        if (change is null)
        {
            return Item(header, service, "Unchanged", detail, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await runner.RunAsync(change, change.Why.TrimEnd('.'), settle, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            return await FailedAsync(header, service, error, cancellationToken);
        }

        return result.IsApplied ? Item(header, service, existed ? "Raised" : "Created", detail, change.Id)
            : Item(header, service, host.IsWhatIf ? "WhatIf" : "Skipped", detail, null);
    }

    public Task<AuditBaselineItem> UnreadAsync(string service, ResourceChange header, Exception reason, CancellationToken cancellationToken)
    {
        var unread = reason as UnreadFactException;
        return FailedAsync(header, service, AwsErrors.Describe(
            reason, $"reading {unread?.What ?? header.ResourceId}", unread?.IamAction ?? "", $"{service} in {header.Region}"), cancellationToken);
    }

    public async Task<AuditBaselineItem> FailedAsync(ResourceChange header, string service, OperationError error, CancellationToken cancellationToken)
    {
        await host.WriteErrorAsync(error, cancellationToken);
        return Item(header, service, "Failed", error.Message, null);
    }

    public AuditBaselineItem Item(ResourceChange header, string service, string status, string? detail, string? changeId) => new()
    {
        AccountId = scene.Caller.AccountId,
        Region = header.Region,
        Service = service,
        ResourceType = header.ResourceType,
        ResourceId = header.ResourceId,
        Status = status,
        Detail = detail,
        ChangeId = changeId,
    };
}
