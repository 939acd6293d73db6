using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>Where, and in which ways, a job can go wrong.</summary>
internal static class FaultPoints
{
    /// <summary>Every way in which a call can go wrong.</summary>
    public static readonly FaultKind[] Kinds =
    [
        FaultKind.Throttle, FaultKind.ServerError, FaultKind.AccessDenied, FaultKind.ExpiredToken,
        FaultKind.TimeoutBeforeEffect, FaultKind.TimeoutAfterEffect, FaultKind.DropResponse,
    ];

    /// <summary>Every call in every way, once and from then on.</summary>
    /// <param name="calls">How many calls there are.</param>
    public static IEnumerable<(FaultKind Kind, FaultOccurrence When, string Name)> Of(int calls) =>
        from call in Enumerable.Range(1, calls)
        from kind in Kinds
        from fault in new[] { (kind, FaultOccurrence.Nth(call), $"{kind} at call {call}"), (kind, FaultOccurrence.After(call - 1), $"{kind} from call {call} on") }
        select fault;

    /// <summary>The writes that an account has taken, each with its number among those of its operation.</summary>
    public static IReadOnlyList<(string Service, string Operation, int Nth)> Writes(SandboxAccount account) =>
    [
        .. account.Calls.Where(call => call.Mutating).GroupBy(call => (call.Service, call.Operation))
            .SelectMany(group => Enumerable.Range(1, group.Count()).Select(nth => (group.Key.Service, group.Key.Operation, nth))),
    ];

    /// <exception cref="Xunit.Sdk.XunitException">A change was made twice.</exception>
    public static void AssertMadeOnce(SandboxAccount account, string name)
    {
        var twice = account.Calls.Where(call => call.Mutating).Select(call => $"{call.Region} {call.Operation} {call.Parameters.ToJsonString()}")
            .GroupBy(call => call).Where(calls => calls.Count() > 1).Select(calls => calls.Key).ToArray();
        Xunit.Assert.True(twice.Length == 0, $"{name}: a change was made twice: {string.Join("; ", twice)}");
    }
}
