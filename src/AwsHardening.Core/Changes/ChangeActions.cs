namespace AwsHardening.Core.Changes;

/// <summary>The IAM actions that it takes to make, complete and take back changes, as the kinds of resources know them.</summary>
public static class ChangeActions
{
    /// <summary>The actions, by the CloudFormation type of the resource.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByResourceType { get; } = new SortedDictionary<string, IReadOnlyList<string>>(
        ResourceKinds.All.ToDictionary(
            kind => kind.ResourceType, kind => (IReadOnlyList<string>)[.. kind.RequiredActions.Distinct().Order(StringComparer.Ordinal)]), StringComparer.Ordinal);
}
