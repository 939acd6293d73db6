using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>Takes what AWS gives out once, such as the secret of a new access key, to where it is kept. It never passes a journal.</summary>
internal interface ISecretKeeper
{
    /// <summary>Keeps the secret of an answer.</summary>
    /// <param name="change">The change.</param>
    /// <param name="answer">The answer, with the secret.</param>
    Task KeepAsync(ResourceChange change, JsonObject answer);

    /// <summary>True where the secret of what a call has made is kept.</summary>
    /// <param name="ids">The ids that the call made known.</param>
    Task<bool> KeepsAsync(IReadOnlyDictionary<string, string> ids);
}

/// <summary>Calls whose answer holds a secret.</summary>
internal static class SecretAnswers
{
    public static bool Has(string service, string operation) => (service, operation) is ("iam", "CreateAccessKey");

    /// <summary>What was made is worth nothing unless its secret was kept: then it failed, though it had its effect.</summary>
    public static async Task<CallRun> KeepAsync(
        ISecretKeeper? keeper, ResourceChange change, JsonObject answer, IReadOnlyDictionary<string, string> ids)
    {
        try
        {
            await (keeper ?? throw new InvalidOperationException("No such call is made without a keeper.")).KeepAsync(change, answer);
            return new CallRun(CallOutcome.Succeeded, ids, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new CallRun(CallOutcome.Succeeded, ids, e);
        }
    }

    /// <summary>What was made, though no answer came: whether its secret was kept before.</summary>
    public static async Task<CallRun> FoundAsync(ISecretKeeper? keeper, IReadOnlyDictionary<string, string> ids) =>
        new(CallOutcome.Succeeded, ids, keeper is not null && await keeper.KeepsAsync(ids) ? null : new SecretLostException());
}

/// <summary>Something was made whose secret nobody has.</summary>
internal sealed class SecretLostException() : Exception("AWS gives a secret out once, and its answer was lost.");
