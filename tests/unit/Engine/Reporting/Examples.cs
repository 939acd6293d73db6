using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <summary>An account that breaks each rule, and one that keeps it: each built by API calls alone.</summary>
internal static partial class Examples
{
    public static IReadOnlyDictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> All { get; } =
        new[] { Network(), Identity(), Watchers(), Data(), Warehouses(), Alarms(), Edges(), Policies() }.SelectMany(chapter => chapter).ToDictionary(StringComparer.Ordinal);
}
