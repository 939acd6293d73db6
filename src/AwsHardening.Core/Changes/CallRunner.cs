using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes;

/// <summary>How one call went.</summary>
/// <param name="Outcome">Whether it had its effect.</param>
/// <param name="Ids">The ids it made known.</param>
/// <param name="Failure">What went wrong, or null. A call that had its effect and yet failed lost the secret that it answered.</param>
internal sealed record CallRun(CallOutcome Outcome, IReadOnlyDictionary<string, string> Ids, Exception? Failure);

/// <summary>
/// Makes one call until it is certain whether it had its effect. A throttled call had none and is repeated; one whose
/// answer was lost is looked for in the account before anything is repeated.
/// </summary>
internal sealed class CallRunner(AwsSession session, IdMap ids)
{
    private const int MaxAttempts = 5;

    // About a minute: what was made a moment ago is there by then.
    private const int MaxNotYet = 14;

    // About twenty seconds: it may also be that there is nobody of that name.
    private const int MaxUnknownPrincipal = 6;

    private static readonly string[] s_iamNames = ["RoleName", "PolicyName", "UserName", "GroupName", "InstanceProfileName"];

    // What IAM has made for this run, by name: it may say for seconds that there is no such thing.
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    /// <summary>Keeps what calls answer in secret; null where no such call is made.</summary>
    public ISecretKeeper? Secrets { get; init; }

    public async Task<CallRun> RunAsync(ResourceChange change, ApiCall call, JsonObject parameters)
    {
        if (call.IsLook)
        {
            return await VerifyAsync(change, call);
        }

        var (doubtful, notYet) = (false, 0);
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                await session.CheckCredentialsAsync();
                // No token: once the call is on its way, stopping would only mean not knowing.
                var answer = await ApiInvoker.InvokeAsync(session.In(change.Region), call.Service, call.Operation, parameters, CancellationToken.None);
                Remember(call, parameters);
                if (CreatedIds.Find(call, answer) is { } found)
                {
                    return call.AnswersWithSecret
                        ? await SecretAnswers.KeepAsync(Secrets, change, answer, found) : new CallRun(CallOutcome.Succeeded, found, null);
                }

                // AWS said yes: what cannot be found was not refused, and nobody may act as if it had been.
                var looked = await LookAsync(change, call, new InvalidDataException($"{call.Operation} did not answer with what it made."));
                return looked.Outcome == CallOutcome.Refused ? looked with { Outcome = CallOutcome.Unknown } : looked;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (AwsErrors.IsThrottle(failure))
            {
                if (attempt == MaxAttempts)
                {
                    return doubtful ? await LookAsync(change, call, failure) : new CallRun(CallOutcome.Refused, s_none, failure);
                }

                await WaitAsync(attempt);
                continue;
            }

            if ((AwsErrors.IsNotYet(failure, call.Operation) || IsNewToIam(failure, call, parameters))
                && notYet++ < (AwsErrors.IsUnknownPrincipal(failure) ? MaxUnknownPrincipal : MaxNotYet))
            {
                attempt--;
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(notYet, 5)), session.Settings.Time);
                continue;
            }

            // After a lost answer a refusal may mean "you did that already": look as well.
            doubtful |= AwsErrors.IsAmbiguous(failure);
            var run = doubtful
                ? await LookAsync(change, call, failure)
                : new CallRun(CallOutcome.Refused, s_none, failure);
            if (run.Outcome != CallOutcome.Refused || !AwsErrors.IsAmbiguous(failure) || attempt == MaxAttempts)
            {
                return run;
            }

            await WaitAsync(attempt);
        }
    }

    private void Remember(ApiCall call, JsonObject parameters)
    {
        if (call.Service == "iam" && call.Operation.StartsWith("Create", StringComparison.Ordinal))
        {
            foreach (var name in s_iamNames.Select(member => parameters[member]).OfType<JsonValue>())
            {
                _made[name.ToString()] = true;
            }
        }
    }

    private bool IsNewToIam(Exception failure, ApiCall call, JsonObject parameters) =>
        call.Service == "iam" && AwsErrors.Code(failure) == "NoSuchEntity"
        && parameters.Select(pair => pair.Value).OfType<JsonValue>().Select(value => value.ToString())
            .Any(text => _made.ContainsKey(text[(text.LastIndexOf('/') + 1)..]));

    // AWS may show what it has just made a moment later; what cannot be seen in the end was not made, for all that is known.
    private async Task<CallRun> VerifyAsync(ResourceChange change, ApiCall call)
    {
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                var kind = ResourceKinds.Of(change.ResourceType);
                var missing = kind.Missing(change, await kind.ReadAsync(session.In(change.Region), change, CancellationToken.None), ids);
                if (missing.Count == 0)
                {
                    return new CallRun(CallOutcome.Succeeded, s_none, null);
                }

                failure = new InvalidDataException($"Read back, it is not as it was written: {string.Join("; ", missing)}.");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failure = e;
            }

            if (attempt == MaxAttempts)
            {
                // A look changes nothing: that it failed is certain.
                return new CallRun(CallOutcome.Refused, s_none, failure);
            }

            await WaitAsync(attempt);
        }
    }

    /// <summary>Reads the resource and says whether the call has had its effect.</summary>
    public async Task<CallRun> LookAsync(ResourceChange change, ApiCall call, Exception failure)
    {
        try
        {
            var kind = ResourceKinds.Of(change.ResourceType);
            var effect = kind.Effect(call, await kind.ReadAsync(session.In(change.Region), change, CancellationToken.None), ids);
            return effect.Done
                ? call.AnswersWithSecret
                    ? await SecretAnswers.FoundAsync(Secrets, effect.Ids) : new CallRun(CallOutcome.Succeeded, effect.Ids, null)
                : new CallRun(CallOutcome.Refused, s_none, failure);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new CallRun(CallOutcome.Unknown, s_none, failure);
        }
    }

    private Task WaitAsync(int attempt) =>
        Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt)), session.Settings.Time);
}
