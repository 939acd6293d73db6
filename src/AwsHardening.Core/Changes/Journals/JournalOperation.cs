using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Shows, chooses and frees the journal of an account.</summary>
public static class JournalOperation
{
    /// <summary>True when any account shares its journal, as far as this machine knows. Calls nothing.</summary>
    /// <param name="session">The session; null for the user's own state folder.</param>
    public static bool IsAnyShared(HardeningSession? session) =>
        JournalSettings.Of(session is null ? null : AwsSession.Of(session)).IsAnyShared;

    /// <summary>The journal in force, read anew from its first entry to its last.</summary>
    /// <param name="session">The session whose journal is meant; null for the user's own local one.</param>
    /// <param name="host">Takes the error where it cannot be read; it is shown all the same.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The journal; null where an error says that it is not known which it is.</returns>
    public static async Task<HardeningJournal?> GetAsync(HardeningSession? session, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = session is null ? null : AwsSession.Of(session);
        if (aws is null || !JournalSettings.Of(aws).IsAnyShared)
        {
            var path = JournalFile.PathFor(aws);
            return JournalRecord.Local(session?.AccountId, path, JournalView.Read(path));
        }

        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session!, cancellationToken);
            return await ShowAsync(aws, caller.AccountId, host, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }
    }

    /// <summary>Chooses where the account's journal is kept from now on, for every shell and task of the user on this machine.</summary>
    /// <param name="session">The session.</param>
    /// <param name="choice">Where.</param>
    /// <param name="host">Asked first; takes the error.</param>
    /// <param name="cancellationToken">Stops before the choice is made.</param>
    /// <returns>The journal; null where the choice was declined or refused.</returns>
    public static async Task<HardeningJournal?> SetAsync(
        HardeningSession session, JournalChoice choice, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        try
        {
            if (choice.Refusal() is { } refusal)
            {
                throw new OperationException(refusal);
            }

            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var place = choice.Bucket is null ? null : await PlaceAsync(session, caller.AccountId, choice, cancellationToken);
            return await MoveAsync(aws, caller.AccountId, place, host, cancellationToken)
                ? await ShowAsync(aws, caller.AccountId, host, cancellationToken) : null;
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }
    }

    /// <summary>Ends the hold of a writer that died on another machine; refused where it has written since it was looked at.</summary>
    /// <param name="session">The session.</param>
    /// <param name="host">Asked first; takes the error.</param>
    /// <param name="cancellationToken">Stops before the hold is ended.</param>
    /// <returns>The journal; null where the hold was not ended.</returns>
    public static async Task<HardeningJournal?> UnlockAsync(HardeningSession session, IOperationHost host, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            if (JournalInForce.Of(aws, caller.AccountId) is not SharedJournal journal)
            {
                throw new OperationException(SharedJournalErrors.NoHoldOfLocal(JournalFile.PathFor(aws)));
            }

            var seen = await journal.LoadAsync(cancellationToken);
            if (seen.View.Hold is not { } hold)
            {
                throw new OperationException(SharedJournalErrors.NotHeld(journal.Place));
            }

            if (!await host.ShouldProcessAsync(
                journal.Place, $"End the hold of {hold.CallerArn} ({hold.Writer}) since {hold.Time:u}, whose process is dead", cancellationToken))
            {
                return null;
            }

            await journal.UnlockAsync(seen, caller.Arn, cancellationToken);
            return await ShowAsync(aws, caller.AccountId, host, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return null;
        }
    }

    private static async Task<HardeningJournal> ShowAsync(
        AwsSession aws, string accountId, IOperationHost host, CancellationToken cancellationToken)
    {
        if (JournalSettings.Of(aws).Read(accountId) is not { } place)
        {
            var path = JournalFile.PathFor(aws);
            return JournalRecord.Local(accountId, path, JournalView.Read(path));
        }

        try
        {
            return JournalRecord.Shared(accountId, place, await new SharedJournal(aws, accountId, place).ReadAnewAsync(cancellationToken));
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
            return JournalRecord.Shared(accountId, place, view: null);
        }
    }

    private static async Task<SharedPlace> PlaceAsync(
        HardeningSession session, string accountId, JournalChoice choice, CancellationToken cancellationToken)
    {
        var (bucket, owner) = (choice.Bucket!, choice.ExpectedBucketOwner ?? accountId);
        var aws = AwsSession.Of(session);
        aws = aws.In(choice.BucketRegion ?? aws.Region);
        JsonObject present;
        try
        {
            present = await BucketReader.ReadAsync(aws, bucket, owner, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            throw new OperationException(e.InnerException is AmazonServiceException { StatusCode: HttpStatusCode.MovedPermanently }
                ? SharedJournalErrors.BucketElsewhere(bucket, aws.Region) : StateBucketOperation.Describe(session, bucket, e));
        }

        if (!BucketContent.IsThere(present))
        {
            throw new OperationException(SharedJournalErrors.BucketMissing(bucket));
        }

        return HardenedBucket.Lacks(present, session.Partition, bucket) is { Count: > 0 } lacks
            ? throw new OperationException(SharedJournalErrors.BucketNotFit(bucket, lacks))
            : new SharedPlace
            {
                Bucket = bucket,
                KeyPrefix = choice.NormalPrefix,
                Region = present[BucketReader.Region]!.GetValue<string>(),
                ExpectedBucketOwner = owner,
            };
    }

    /// <returns>False where the user said no.</returns>
    private static async Task<bool> MoveAsync(
        AwsSession aws, string accountId, SharedPlace? to, IOperationHost host, CancellationToken cancellationToken)
    {
        var settings = JournalSettings.Of(aws);
        // A setting that cannot be read is what this replaces.
        var from = TryOr(() => JournalInForce.Of(aws, accountId));
        if (from?.Place == (to is null ? new LocalJournal(aws).Place : to.UrlOf(accountId)) && (to is null || settings.Read(accountId) == to))
        {
            return true;
        }

        var standing = from is null ? 0 : await LeaveAsync(aws, from, accountId, host, cancellationToken);
        if (!await host.ShouldProcessAsync(
            $"account {accountId}", $"Keep the journal in {to?.UrlOf(accountId) ?? new LocalJournal(aws).Place}", cancellationToken))
        {
            return false;
        }

        if (to is null)
        {
            settings.Remove(accountId);
        }
        else
        {
            var shared = new SharedJournal(aws, accountId, to);
            if (!await shared.KeepsConditionsAsync())
            {
                throw new OperationException(SharedJournalErrors.NoConditions(to.Bucket));
            }

            // What cannot be read would stop every change from now on: better to hear it now.
            await shared.ReadAsync(cancellationToken);
            settings.Write(accountId, to);
        }

        if (standing > 0)
        {
            host.WriteWarning($"{standing} changes of account {accountId} that stand are in the journal {from!.Place} and stay there: "
                + "they can be listed and taken back when that journal is in force again.");
        }

        return true;
    }

    /// <summary>Looks whether a journal may be left behind.</summary>
    /// <returns>How many of the account's changes stand in it.</returns>
    private static async Task<int> LeaveAsync(
        AwsSession aws, IJournal from, string accountId, IOperationHost host, CancellationToken cancellationToken)
    {
        string[] pending = [.. RevertFolder.Of(aws).All().Where(entry => entry.AccountId == accountId).Select(entry => entry.Id)];
        if (pending.Length > 0)
        {
            throw new OperationException(SharedJournalErrors.RevertsPending(from.Place, pending));
        }

        JournalView view;
        try
        {
            view = await from.ReadAsync(cancellationToken);
        }
        catch (OperationException e)
        {
            // The way out of a bucket that is gone must stay open.
            host.WriteWarning($"{e.Error.Message} Whether changes in it were interrupted is not known.");
            return 0;
        }

        var own = view.Changes.Where(change => change.Change.AccountId == accountId).ToArray();
        string[] open = [.. own.Where(change => change.Status == HardeningChangeStatus.Interrupted).Select(change => change.Change.Id)];
        return open.Length > 0
            ? throw new OperationException(SharedJournalErrors.StillOpen(from.Place, open))
            : own.Count(change => change.Status is HardeningChangeStatus.Applied or HardeningChangeStatus.Failed && change.Change.Undoes is null);
    }

    private static IJournal? TryOr(Func<IJournal> find)
    {
        try
        {
            return find();
        }
        catch (OperationException)
        {
            return null;
        }
    }
}
