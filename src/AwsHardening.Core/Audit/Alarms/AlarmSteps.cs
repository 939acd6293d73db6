using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>One resource of security alarms after the other: what becomes of it, and what the user is told.</summary>
internal sealed class AlarmSteps(ChangeRunner runner, IOperationHost host)
{
    public bool IsPlanning => runner.IsPlanning;

    public IOperationHost Host => host;

    /// <summary>The beginning of a change.</summary>
    public ResourceChange Header(string type, string id, string name, string why, string region) =>
        runner.Header(type, id, name, why, region) with { PartOf = AlarmScene.PartOf };

    /// <summary>Makes a change; says that there was nothing to change where there is none.</summary>
    public async Task<SecurityAlarmItem> MakeAsync(
        string? alarm, ResourceChange header, ResourceChange? change, bool existed, string? detail, CancellationToken cancellationToken)
    {
        if (change is null)
        {
            return Item(alarm, header, "Unchanged", detail);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await runner.RunAsync(change, change.Why.TrimEnd('.'), settle: null, known: null, cancellationToken);
        return result.Error is { } error ? await FailedAsync(alarm, header, error, cancellationToken)
            : result.IsApplied ? Item(alarm, header, existed ? "Raised" : "Created", detail, change.Id)
            : Item(alarm, header, host.IsWhatIf ? "WhatIf" : "Skipped", detail);
    }

    /// <summary>Reads a resource and makes its change; an error where it cannot be read.</summary>
    public async Task<SecurityAlarmItem> OneAsync(
        string? alarm, ResourceChange header, Func<Task<(ResourceChange? Change, bool Existed)>> plan, string? detail, CancellationToken cancellationToken)
    {
        try
        {
            var (change, existed) = await plan();
            return await MakeAsync(alarm, header, change, existed, detail, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            return await FailedAsync(alarm, header, AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, header.ResourceId), cancellationToken);
        }
    }

    public async Task<SecurityAlarmItem> FailedAsync(string? alarm, ResourceChange header, OperationError error, CancellationToken cancellationToken)
    {
        await host.WriteErrorAsync(error, cancellationToken);
        return Item(alarm, header, "Failed", error.Message);
    }

    public static SecurityAlarmItem Item(string? alarm, ResourceChange header, string status, string? detail, string? changeId = null) => new()
    {
        AccountId = header.AccountId,
        Region = header.Region,
        Name = alarm,
        ResourceType = header.ResourceType,
        ResourceId = header.ResourceId,
        Status = status,
        Detail = detail,
        ChangeId = changeId,
    };
}
