using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What the internet reaches is a web site.</summary>
internal sealed class InternetReachable() : ResourceRule(FactTypes.PublicThings)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-internet-reachable",
        Title = "What the internet reaches is a web site.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Rationale = "Groups, network ACLs and routes together decide who gets through: this is what truly is open.",
        Remediation = "Close what is not meant for everybody.",
        ByHand = "what the internet reaches may be what the machine is for.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["Reachable"].Flag is null)
        {
            throw new UnreadFactException(new InvalidOperationException(resource["Reason"].ToString()))
            {
                What = $"what the internet reaches of {resource["ResourceId"]}",
                // Of all that it is worked out of, the one thing that may be missing.
                IamAction = "ec2:GetManagedPrefixListEntries",
            };
        }

        var open = resource["Open"].Items.Select(one => one.ToString()).ToArray();
        var others = resource["OpenPorts"].Items.Where(ports => ports.ToString() is not ("tcp 80" or "tcp 443")).ToArray();
        return Verdict.When(others.Length == 0, resource["Reason"].ToString(), $"the internet reaches {string.Join(", ", others)}",
            [.. open.Select(line => ("Open", (object?)line)), ("Name", resource["Name"]), ("PublicAddress", resource["PublicAddress"])]);
    }
}
