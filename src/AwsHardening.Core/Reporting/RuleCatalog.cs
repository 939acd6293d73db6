using System.IO.Enumeration;

namespace AwsHardening.Core.Reporting;

/// <summary>The rules of the module: every class of them, in the order of their ids.</summary>
internal static class RuleCatalog
{
    public static IReadOnlyList<HardeningRule> All { get; } =
    [
        .. typeof(RuleCatalog).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(HardeningRule))
                && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (HardeningRule)Activator.CreateInstance(type)!).OrderBy(rule => rule.Info.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rule of an id, or null.</summary>
    public static HardeningRule? Find(string id) => All.FirstOrDefault(rule => string.Equals(rule.Info.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rules that are asked for.</summary>
    public static IReadOnlyList<HardeningRule> Choose(IEnumerable<HardeningRule> rules, AuditOptions options) =>
    [
        .. rules.Where(rule => Any(options.Rule, rule.Info.Id) && (options.Severity.Count == 0 || options.Severity.Contains(rule.Info.Severity))
            && Any(options.Service, rule.Info.Service)
            && (options.Compliance.Count == 0 || rule.Info.Compliance.Any(id => options.Compliance.Any(asked => Meets(asked, id))))),
    ];

    private static bool Meets(string asked, string id) =>
        FileSystemName.MatchesSimpleExpression(asked, id) || id.StartsWith($"{asked}/", StringComparison.OrdinalIgnoreCase);

    private static bool Any(IReadOnlyList<string> patterns, string text) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text));
}
