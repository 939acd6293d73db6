namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A rule about one attribute of each Application Load Balancer.</summary>
/// <param name="attribute">Its key.</param>
/// <param name="wanted">The values that keep the rule.</param>
internal abstract class BalancerAttributeRule(string attribute, params string[] wanted) : ResourceRule(FactTypes.LoadBalancers)
{
    protected sealed override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["Type"].Text != "application")
        {
            return null;
        }

        var value = resource["Attributes"].Items.FirstOrDefault(one => one["Key"].Text == attribute)["Value"].Text ?? "absent";
        return Verdict.When(wanted.Contains(value), $"{attribute} is {value}", $"{attribute} is {value}", (attribute, value));
    }
}
