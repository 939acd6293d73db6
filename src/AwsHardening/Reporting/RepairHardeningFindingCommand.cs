using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Reporting;
using AwsHardening.Help;

namespace AwsHardening.Reporting;

/// <summary>Repairs what an audit found: one plan of all findings, made or written.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "HardeningFinding", DefaultParameterSetName = FindingSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange), typeof(HardeningPlan))]
[RequiresIamActionsOfChanges]
[RequiresIamAction("iam:GenerateCredentialReport", When = "a rule is judged again that needs it")]
[RequiresIamAction("iam:GetAccountAuthorizationDetails", When = "a rule is judged again that needs it, or a user is to lose direct permissions")]
[RequiresIamAction("iam:GetCredentialReport", When = "a rule is judged again that needs it")]
[RequiresIamAction("s3:GetBucketAcl", When = "a rule is judged again that needs it, or public access is to be blocked")]
[RequiresIamAction("s3:GetBucketPolicyStatus", When = "a rule is judged again that needs it, or public access is to be blocked")]
[RequiresIamAction("s3:GetBucketLocation", When = "the endpoint lists buckets without their Regions")]
[RequiresIamAction("ecr:BatchGetRepositoryScanningConfiguration", When = "a rule is judged again that needs it")]
[RequiresIamAction("ecr:GetRepositoryPolicy", When = "a rule is judged again that needs it")]
[RequiresIamAction("ecr:GetRegistryScanningConfiguration", When = "a rule is judged again that needs it")]
[RequiresIamAction("ec2:DescribeRegions")]
[RequiresIamAction("cloudtrail:ListTrails", When = "the account lacks a trail of all Regions, or of data events")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces", When = "a security group is to be changed")]
[RequiresIamAction("ec2:DescribeRouteTables", When = "a security group is to be changed")]
[RequiresIamAction("ec2:DescribeNatGateways", When = "a security group is to be changed")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections", When = "a security group is to be changed")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "a rule of a security group names a prefix list")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule of a security group names a prefix list")]
[RequiresIamAction("iam:SimulatePrincipalPolicy", When = "admin ports are to be closed")]
[RequiresIamAction("ssm:GetConnectionStatus", When = "admin ports are to be closed")]
[RequiresIamAction("iam:GetLoginProfile", When = "a user is to lose direct permissions")]
[RequiresIamAction("iam:ListMFADevices", When = "a user is to lose direct permissions")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class RepairHardeningFindingCommand : PlacedCmdlet
{
    private const string FindingSet = "Finding";
    private const string RuleSet = "Rule";

    // Of findings, what is in no Region.
    private const string Everywhere = "global";

    private readonly List<FindingKey> _keys = [];
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private string? _saidRegion;

    /// <summary>The findings.</summary>
    [Parameter(ParameterSetName = FindingSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Findings, as Invoke-HardeningAudit gives them. Each is repaired in its own Region.")]
    public HardeningFinding[] Finding { get; set; } = [];

    /// <summary>The rule of a finding.</summary>
    [Parameter(ParameterSetName = RuleSet, Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The rule that a finding is of, such as ec2-instance-imdsv2.")]
    [NotASession]
    [ArgumentCompleter(typeof(RepairableRuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string RuleId { get; set; } = "";

    /// <summary>The resource of a finding.</summary>
    [Parameter(ParameterSetName = RuleSet, Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The resource that a finding is about, as the finding names it.")]
    [NotASession]
    [ValidateNotNullOrEmpty]
    public string ResourceId { get; set; } = "";

    /// <summary>The account of a finding.</summary>
    [Parameter(ParameterSetName = RuleSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The account that a finding is of; another one than the session's is refused.")]
    [NotASession]
    [AllowEmptyString]
    public string? AccountId { get; set; }

    /// <summary>What the audit said.</summary>
    [Parameter(ParameterSetName = RuleSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What the audit said of it; what does not fail is left alone.")]
    public FindingStatus Status { get; set; }

    /// <summary>The Region.</summary>
    [Parameter(ParameterSetName = FindingSet, HelpMessage = "The AWS Region to connect to, such as us-east-1; each finding is repaired in its own.")]
    [Parameter(ParameterSetName = RuleSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Region of the finding, such as us-east-1, or global; left out, the session's.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Make changes that may cut somebody off, or cost money, without asking again. Never skips -WhatIf or a refusal.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed.")]
    public SwitchParameter PlanOnly { get; set; }

    // What a record says is its own Region, not the one to connect to.
    private protected override string? SaidRegion => _saidRegion;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _saidRegion = Region is null or "" or Everywhere ? null : Region;
        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (SessionIsPiped && Session?.AccountId is { } account)
        {
            _accounts.Add(account);
        }

        if (TakeRecord())
        {
            _keys.AddRange(ParameterSetName == RuleSet
                ? [new FindingKey(RuleId, ResourceId) { Region = string.IsNullOrEmpty(Region) ? null : Region, AccountId = AccountId, Status = Status }]
                : Finding.Select(FindingKey.Of));
        }
    }

    /// <summary>Works at the end: what several findings ask for is one plan.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        if (_keys.Count == 0)
        {
            return;
        }

        var options = new RepairOptions { Force = Force, RevertAfter = RevertAfter, OtherAccounts = _accounts };
        if (PlanOnly)
        {
            EmitOne((host, stop) => RepairOperation.PlanAsync(OpenSession(), _keys, options, host, stop));
        }
        else
        {
            Emit((host, stop) => RepairOperation.RepairAsync(OpenSession(), _keys, options, host, stop));
        }
    }
}
