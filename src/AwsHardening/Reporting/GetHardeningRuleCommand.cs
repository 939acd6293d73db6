using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Reporting;
using AwsHardening.Pipeline;

namespace AwsHardening.Reporting;

/// <summary>Lists the rules of the audit: what each asks for, why, how it is repaired, and what reading it needs.</summary>
[Cmdlet(VerbsCommon.Get, "HardeningRule")]
[OutputType(typeof(HardeningRuleInfo))]
public sealed class GetHardeningRuleCommand : AsyncCmdlet
{
    /// <summary>These rules.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of rules, such as ec2-instance-imdsv2; wildcards allowed. All rules unless some are said. Findings may be piped in.")]
    [Alias("RuleId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditRuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = ["*"];

    /// <summary>Rules of these severities.</summary>
    [Parameter(HelpMessage = "Severities: only rules that are as bad as one of these.")]
    [ValidateNotNullOrEmpty]
    public FindingSeverity[] Severity { get; set; } = Enum.GetValues<FindingSeverity>();

    /// <summary>Rules of these services.</summary>
    [Parameter(HelpMessage = "Services, such as ec2 or iam; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Service { get; set; } = ["*"];

    /// <summary>Rules of these benchmarks.</summary>
    [Parameter(HelpMessage = "Benchmarks or controls of them, such as CIS-7.0 or FSBP/EC2.8; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AuditComplianceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Compliance { get; set; }

    /// <summary>A folder of rules.</summary>
    [Parameter(HelpMessage = "A folder of your own rules, one JSON file each, to list beside the module's.")]
    [ValidateNotNullOrEmpty]
    public string? RulePath { get; set; }

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override void ProcessRecord() => Run(async (host, stop) =>
    {
        var options = new AuditOptions
        {
            Rule = Rule,
            Severity = Severity,
            Service = Service,
            Compliance = Compliance ?? [],
            RulePath = RulePath is null ? null : SnapshotPath.Resolve(SessionState, RulePath) ?? RulePath,
        };
        // Many findings are of one rule, which is told of once.
        foreach (var rule in RuleListing.List(options).Where(rule => _written.Add(rule.RuleId)))
        {
            await host.WriteObjectAsync(rule, stop);
        }
    });
}
