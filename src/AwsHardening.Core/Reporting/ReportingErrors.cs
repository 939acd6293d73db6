using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting;

/// <summary>What can go wrong with an audit before it begins.</summary>
internal static class ReportingErrors
{
    public static OperationException NoRule(AuditOptions options) => new(
        "NoRuleChosen", OperationErrorCategory.ObjectNotFound, "No rule has the id, severity, service and compliance that were asked for.",
        "Leave one of them out; tab completion after -Rule lists the rules.", string.Join(", ", options.Rule));

    public static OperationException BadSuppressions(string path, string why, Exception? cause = null) => new(
        "SuppressionFileInvalid", OperationErrorCategory.InvalidData, $"The suppressions in {path} cannot be used: {why}",
        "Give each a ruleId, a resourceId, a reason, an owner and a day on which it expires, such as 2027-01-31.", path, cause);

    public static OperationException BadRule(string path, string why, Exception? cause = null) => new(
        "RuleFileInvalid", OperationErrorCategory.InvalidData, $"The rule in {path} cannot be used: {why}",
        "Correct the file; about_HardeningRules has the language of conditions.", path, cause);
}
