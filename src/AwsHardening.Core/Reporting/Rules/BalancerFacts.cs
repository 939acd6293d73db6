namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What several rules ask of a load balancer.</summary>
internal static class BalancerFacts
{
    public static bool IsApplication(AuditResource balancer) => balancer["Type"].Text == "application";

    /// <summary>An attribute; null where AWS does not name it.</summary>
    public static string? Attribute(AuditResource balancer, string key) =>
        balancer["Attributes"].Items.FirstOrDefault(one => one["Key"].Text == key)["Value"].Text;
}
