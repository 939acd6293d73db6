namespace AwsHardening.Sandbox.Elb;

/// <summary>The errors of Elastic Load Balancing. AWS page: "Elastic Load Balancing API Reference (version 2015-12-01)".</summary>
internal static class ElbErrors
{
    public static AwsErrorException NoLoadBalancer(string names) => new(
        "LoadBalancerNotFound", names.StartsWith("arn:", StringComparison.Ordinal)
            ? "One or more load balancers not found" : $"Load balancers '[{names}]' not found");

    public static AwsErrorException NoTargetGroup() => new("TargetGroupNotFound", "One or more target groups not found");

    public static AwsErrorException NoListener() => new("ListenerNotFound", "One or more listeners not found");

    public static AwsErrorException Invalid(string message) => new("ValidationError", message);
}
