namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No function runs on a runtime that AWS deprecated before 2026.</summary>
internal sealed class FunctionRuntime() : ResourceRule(FactTypes.Functions)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "lambda-runtime-deprecated",
        Title = "No function runs on a runtime that AWS deprecated before 2026.",
        Severity = FindingSeverity.Medium,
        Service = "lambda",
        Compliance = ["FSBP/Lambda.2"],
        Rationale = "A deprecated runtime gets no more security patches.",
        Remediation = "Move the function to a newer runtime of its language.",
        ByHand = "whether the code runs on a newer runtime has to be tried.",
    };

    // AWS Lambda Developer Guide: Lambda runtimes, Deprecated runtimes, as of the end of 2025. What AWS has deprecated since is not on it.
    private static readonly HashSet<string> s_deprecated = new(StringComparer.Ordinal)
    {
        "dotnet5.0", "dotnet6", "dotnet7", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "java8", "nodejs", "nodejs4.3", "nodejs4.3-edge",
        "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x", "provided", "python2.7", "python3.6", "python3.7", "python3.8",
        "python3.9", "ruby2.5", "ruby2.7",
    };

    // A container image brings its own runtime.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Runtime"].Text is not { Length: > 0 } runtime ? null : Verdict.When(
        !s_deprecated.Contains(runtime), $"{runtime} was supported at the end of 2025", $"{runtime} is deprecated", ("Runtime", runtime));
}
