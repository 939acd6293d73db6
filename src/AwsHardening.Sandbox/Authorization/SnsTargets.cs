using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Sns;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>Topics, with the topic's policy.</summary>
internal static class SnsTargets
{
    private static readonly string[] s_members = ["TopicArn", "TargetArn", "ResourceArn"];

    public static IEnumerable<CallTarget> Of(AskedCall call)
    {
        if (call.Input.Text("SubscriptionArn")?.Split(':') is [_, _, _, _, _, var topic, _])
        {
            // A subscription is asked for by its topic.
            return [Target(call, call.Arn("sns", topic))];
        }

        return s_members.Select(member => call.Input.Text(member)).FirstOrDefault(arn => arn is not null) is { } named ? [Target(call, named)]
            : call.Operation == "CreateTopic" ? [Target(call, call.Arn("sns", call.Input.Text("Name") ?? ""))] : [new CallTarget(call.Action, "*")];
    }

    private static CallTarget Target(AskedCall call, string arn) => new(call.Action, arn)
    {
        Policy = call.Account.FindService<SnsService>()?.Regions[call.Region].Find(arn)?.Policy,
    };
}
