namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about one attribute of load balancers: of each Application Load Balancer, unless the rule is about others too.</summary>
/// <param name="attribute">Its key.</param>
/// <param name="wanted">The values that keep the rule.</param>
internal abstract class BalancerAttributeRule(string attribute, params string[] wanted) : ResourceRule(FactTypes.LoadBalancers)
{
    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (!IsAbout(resource))
        {
            return null;
        }

        var value = resource["Attributes"].Items.FirstOrDefault(one => one["Key"].Text == attribute)["Value"].Text ?? "absent";
        return Verdict.When(wanted.Contains(value), $"{attribute} is {value}", $"{attribute} is {value}", (attribute, value));
    }

    /// <summary>True for the load balancers that the rule is about.</summary>
    protected virtual bool IsAbout(AuditResource balancer) => balancer["Type"].Text == "application";
}
