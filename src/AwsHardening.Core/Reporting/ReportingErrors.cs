using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting;

/// <summary>What can go wrong with an audit before it begins, and with a report.</summary>
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

    public static OperationError FailOn(FindingSeverity severity, int failed, int unknown, string tally) => new(
        "HardeningReportFailOn", OperationErrorCategory.InvalidResult,
        $"{failed} findings of severity {severity} or worse fail" + (unknown > 0 ? $", and {unknown} are Unknown, which is not clean" : "") + $". In all: {tally}.",
        "Fix them with the commands that the report names, or have somebody answer for them in a file of suppressions (Invoke-HardeningAudit -SuppressionPath)."
            + (unknown > 0 ? " Let the caller read what is Unknown; -AllowUnknown takes it for no failure." : ""), severity);

    public static OperationError NothingAudited() => new(
        "HardeningReportFailOn", OperationErrorCategory.InvalidResult, "No finding came, not even one that passes. What was not audited is not clean.",
        "See why the audit found nothing, and pipe what passes too; -AllowUnknown takes it for no failure.", null);

    public static OperationException NoReport(string path) => new(
        "HardeningReportNotFound", OperationErrorCategory.ObjectNotFound, $"There is no report at {path}.",
        "Name a page that Export-HardeningReport has written, or pipe findings in.", path);
}
