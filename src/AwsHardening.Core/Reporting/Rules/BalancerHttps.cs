namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Application Load Balancers send HTTP on to HTTPS.</summary>
internal sealed class BalancerHttps() : ResourceRule(FactTypes.LoadBalancers)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "elb-http-redirect",
        Title = "Application Load Balancers send HTTP on to HTTPS.",
        Severity = FindingSeverity.Medium,
        Service = "elb",
        Compliance = ["FSBP/ELB.1"],
        Rationale = "What goes over HTTP is read and changed by whoever is on the way.",
        Remediation = "Let each HTTP listener redirect to HTTPS.",
        ByHand = "a redirect leads nowhere without an HTTPS listener and its certificate.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["Type"].Text != "application")
        {
            return null;
        }

        var plain = resource["Listeners"].Items.Where(one => one["Protocol"].Text == "HTTP"
            && !one["DefaultActions"].Items.Any(action => action["Type"].Text == "redirect" && action["RedirectConfig.Protocol"].Text == "HTTPS")).ToArray();
        return Verdict.When(plain.Length == 0, "every HTTP listener redirects, or there is none", $"{plain.Length} HTTP listeners do not redirect",
            [.. plain.Select(one => (one["ListenerArn"].ToString(), (object?)$"HTTP {one["Port"]}"))]);
    }
}
