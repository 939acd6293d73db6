using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>How a change ended.</summary>
/// <param name="Status">Null when it was declined: -WhatIf, or the user said no.</param>
/// <param name="Ids">The ids it made known.</param>
/// <param name="Error">The failure, or null.</param>
internal sealed record ChangeResult(
    HardeningChangeStatus? Status, IReadOnlyDictionary<string, string> Ids, OperationError? Error)
{
    public static ChangeResult Declined { get; } = new(null, new Dictionary<string, string>(), null);

    public bool IsApplied => Status == HardeningChangeStatus.Applied;
}
