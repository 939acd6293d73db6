using AwsHardening.Core.Changes;

namespace AwsHardening.Help;

/// <summary>
/// The cmdlet needs what it takes to read, make and take back changes, of whichever kind of resource they are. The kinds themselves say
/// what that is; the cmdlet's help page names it, and a test holds the two together.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresIamActionsOfChangesAttribute : Attribute
{
    /// <summary>The actions, by the CloudFormation type of the resource.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByResourceType => ChangeActions.ByResourceType;
}
