using AwsHardening.Core.Reporting;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>The alarms that the module knows: the fifteen of the CIS AWS Foundations Benchmark's monitoring chapter, and further ones.</summary>
internal static partial class SecurityAlarmCatalog
{
    private static readonly AlarmDefinition[] s_all = [.. Cis(), .. Further()];

    /// <summary>All of them, those of the benchmark first and in its order.</summary>
    public static IReadOnlyList<AlarmDefinition> All => s_all;

    /// <summary>The one of a name, however it is spelled in capitals; null where there is none.</summary>
    public static AlarmDefinition? Find(string name) =>
        Array.Find(s_all, alarm => string.Equals(alarm.Name, name, StringComparison.OrdinalIgnoreCase));

    // The number within the chapter is the same in all versions; the chapter is the fourth, and since 6.0 the fifth.
    private static IReadOnlyList<string> Control(int number, int? securityHub) =>
    [
        .. RuleInfo.Cis($"4.{number}", $"4.{number}", $"5.{number}", $"5.{number}"),
        .. securityHub is null ? Array.Empty<string>() : [$"SecurityHub/CloudWatch.{securityHub}"],
    ];

    private static string AnyOf(params IEnumerable<string> names) => string.Join(" || ", names.Select(name => $"($.eventName = {name})"));

    private static string From(string source, params IEnumerable<string> names) => $"{{ ($.eventSource = {source}) && ({AnyOf(names)}) }}";

    private static string[] Calls(string source, params IEnumerable<string> names) => [.. names.Select(name => SampleEvent.Call(source, name))];
}
