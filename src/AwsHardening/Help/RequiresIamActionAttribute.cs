namespace AwsHardening.Help;

/// <summary>An IAM action that a cmdlet needs. The cmdlet's help page names the same ones; a test holds the two together.</summary>
/// <param name="action">The action, such as <c>ec2:DescribeSecurityGroupRules</c> (Service Authorization Reference).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequiresIamActionAttribute(string action) : Attribute
{
    /// <summary>The action.</summary>
    public string Action { get; } = action;

    /// <summary>When it is needed; null for always.</summary>
    public string? When { get; init; }
}
