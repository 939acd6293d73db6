using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Passwords;

/// <summary>Raises what an account asks of its users' passwords.</summary>
public static class PasswordPolicyOperation
{
    /// <summary>Raises the policy; a setting that is stricter already stays, unless weaker ones are allowed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="host">Asked before the change; takes errors.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    /// <returns>The policy as it is then; none where the change was declined or failed.</returns>
    public static IAsyncEnumerable<AccountPasswordPolicy> SetAsync(
        HardeningSession session, PasswordPolicyOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        SetAsync(session, options, host, book: null, cancellationToken);

    /// <summary>Works the change out without making it.</summary>
    /// <inheritdoc cref="SetAsync(HardeningSession, PasswordPolicyOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, PasswordPolicyOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => SetAsync(session, options, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<AccountPasswordPolicy> SetAsync(
        HardeningSession session, PasswordPolicyOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        JsonObject? before;
        try
        {
            before = await PasswordPolicyKind.ReadAsync(AwsSession.Of(session), cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, runner.Caller.AccountId), cancellationToken);
            yield break;
        }

        var (settings, refusals) = PasswordRaise.Of(before, options);
        foreach (var refusal in refusals)
        {
            await host.WriteErrorAsync(refusal, cancellationToken);
        }

        var after = settings.ToUpdate();
        var account = runner.Caller.AccountId;
        if (before is null ? settings == PasswordSettings.Usual : JsonNode.DeepEquals(before, after))
        {
            yield return Record(account, settings, "Unchanged", null);
            yield break;
        }

        var change = PasswordPolicyKind.Write(before, after).Build(runner.Header(
            PasswordPolicyKind.Type, account, "password policy", "Asks more of the passwords that users sign in with."));
        var result = await runner.RunAsync(change, $"Set {PasswordRaise.Text(before, after)}", settle: null, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }
        else if (result.IsApplied || host.IsWhatIf)
        {
            yield return Record(account, settings, result.IsApplied ? "Applied" : "WhatIf", result.IsApplied ? change.Id : null);
        }
    }

    private static AccountPasswordPolicy Record(string account, PasswordSettings settings, string status, string? changeId) => new()
    {
        AccountId = account,
        MinimumPasswordLength = settings.MinimumPasswordLength ?? 0,
        RequireUppercaseCharacters = settings.RequireUppercaseCharacters == true,
        RequireLowercaseCharacters = settings.RequireLowercaseCharacters == true,
        RequireNumbers = settings.RequireNumbers == true,
        RequireSymbols = settings.RequireSymbols == true,
        AllowUsersToChangePassword = settings.AllowUsersToChangePassword == true,
        MaxPasswordAge = settings.MaxPasswordAge is > 0 and { } age ? age : null,
        PasswordReusePrevention = settings.PasswordReusePrevention is > 0 and { } reuse ? reuse : null,
        HardExpiry = settings.HardExpiry == true,
        Status = status,
        ChangeId = changeId,
    };
}
