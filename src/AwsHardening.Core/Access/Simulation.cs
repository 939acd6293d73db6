using Amazon.IdentityManagement.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access;

/// <summary>
/// Asks IAM itself what a role or a user may do (IAM API Reference: SimulatePrincipalPolicy). It judges identity policies, boundaries
/// and the organization's policies; conditions that need a real request are judged as if their keys were not there.
/// </summary>
internal sealed class Simulation(AwsSession session, CancellationToken cancellationToken)
{
    public const string Action = "iam:SimulatePrincipalPolicy";

    private readonly Dictionary<string, Task<Fact<IReadOnlyList<string>?>>> _asked = new(StringComparer.Ordinal);

    /// <summary>The actions that a principal lacks, in the order asked.</summary>
    public Task<Fact<IReadOnlyList<string>?>> MissingAsync(string principalArn, IReadOnlyList<string> actions, params IReadOnlyList<string> resources)
    {
        var key = $"{principalArn} {string.Join(',', actions)} {string.Join(',', resources)}";
        if (!_asked.TryGetValue(key, out var answer))
        {
            _asked.Add(key, answer = Ask.Fact(() => ReadAsync(principalArn, actions, resources), $"what {principalArn} may do", Action));
        }

        return answer;
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string principalArn, IReadOnlyList<string> actions, IReadOnlyList<string> resources)
    {
        List<EvaluationResult> results = [];
        string? marker = null;
        do
        {
            var page = await session.Iam.SimulatePrincipalPolicyAsync(
                new SimulatePrincipalPolicyRequest
                {
                    PolicySourceArn = principalArn,
                    ActionNames = [.. actions],
                    ResourceArns = resources.Count == 0 ? null : [.. resources],
                    Marker = marker,
                },
                cancellationToken);
            results.AddRange(page.EvaluationResults ?? []);
            marker = page.IsTruncated is true ? page.Marker : null;
        }
        while (marker is not null);
        return [.. actions.Where(action => !results.Exists(result => result.EvalActionName == action) || results.Exists(
            result => result.EvalActionName == action && result.EvalDecision?.Value != "allowed"))];
    }
}
