using System.IO.Enumeration;

namespace AwsHardening.Sandbox.Faults;

/// <summary>One rule of a <see cref="FaultPlan"/>: what goes wrong, with which calls.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Service">The service's model name, or a pattern with <c>*</c> and <c>?</c>.</param>
/// <param name="Operation">The operation, or a pattern with <c>*</c> and <c>?</c>.</param>
public sealed record FaultRule(FaultKind Kind, string Service = "*", string Operation = "*")
{
    /// <summary>Which of the matching calls are struck; every one unless told otherwise.</summary>
    public FaultOccurrence When { get; init; } = FaultOccurrence.Every;

    /// <summary>How long a <see cref="FaultKind.Latency"/> lasts, on the account's clock.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    internal bool Matches(string service, string operation) =>
        FileSystemName.MatchesSimpleExpression(Service, service, ignoreCase: false)
        && FileSystemName.MatchesSimpleExpression(Operation, operation, ignoreCase: false);
}
