using System.Text.Json.Nodes;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>What was made by templates.</content>
internal static partial class FactTypes
{
    /// <summary>The stacks, without the values of their parameters and outputs: of those it is kept alone which are secrets that anybody reads.</summary>
    public static readonly FactType Stacks = CloudFormation.List("Stacks", "DescribeStacks", "Stacks", "Stack", "StackName", "StackId") with
    {
        Unfold = page => (page["Stacks"] as JsonArray ?? []).OfType<JsonObject>().Select(StackContent.WithoutValues),
    };
}
