using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Remembers what was answered to a client token, so that a retried create makes nothing twice. AWS documentation
/// page: "Ensuring idempotency in Amazon EC2 API requests".
/// </summary>
internal sealed class ClientTokens
{
    private readonly Dictionary<(string Region, string Operation, string Token), (string Parameters, JsonObject Answer)> _answers = [];

    public JsonObject Handle(Ec2Call call, JsonObject parameters, Func<Ec2Call, JsonObject> handler)
    {
        if (call.Input.Text("ClientToken") is not { Length: > 0 } token || call.Input.Flag("DryRun") is true)
        {
            return handler(call);
        }

        var key = (call.Region.Name, call.Operation, token);
        var asked = parameters.ToJsonString();
        if (!_answers.TryGetValue(key, out var known))
        {
            var answer = handler(call);
            _answers.Add(key, (asked, (JsonObject)answer.DeepClone()));
            return answer;
        }

        return known.Parameters == asked
            ? (JsonObject)known.Answer.DeepClone()
            : throw new AwsErrorException(
                "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }
}
