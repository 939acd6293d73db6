namespace AwsHardening.Network;

/// <summary>Rules of one Region that a command was given: as records, or by id.</summary>
/// <param name="Region">The Region; null for the session's own.</param>
/// <param name="Rules">The rules; null when given by id.</param>
/// <param name="RuleIds">The ids; null when given as records.</param>
internal sealed record SgRuleInput(string? Region, IReadOnlyList<SgRule>? Rules, IReadOnlyList<string>? RuleIds);
