using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;

namespace AwsHardening.Network;

/// <summary>A cmdlet that takes rules: records from <c>Get-SgRule</c>, or rule ids.</summary>
public abstract class SgRuleInputCmdlet : SessionCmdlet
{
    /// <summary>Rules from <c>Get-SgRule</c>.</summary>
    [Parameter(ParameterSetName = "Rule", Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Rules, as Get-SgRule gives them. Each is worked on in its own Region.")]
    public SgRule[] Rule { get; set; } = [];

    /// <summary>Ids of rules.</summary>
    [Parameter(ParameterSetName = "RuleId", Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of rules, such as sgr-0123.")]
    [Alias("SecurityGroupRuleId")]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    public string[] RuleId { get; set; } = [];

    /// <summary>The rules bound to the current record, by Region: a rule carries its own, so that it need not be said again.</summary>
    private protected IEnumerable<SgRuleInput> TakeInput() =>
        ParameterSetName == "RuleId"
            ? [new SgRuleInput(Region, null, RuleId)]
            : Rule.GroupBy(rule => rule.Region).Select(rules => new SgRuleInput(rules.Key, [.. rules], null));
}
