using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>
/// The objects of a shared journal. Besides <see cref="CallRunner"/> the only thing that writes to AWS, and it writes nothing
/// but the journal: every write has a condition, so that none can overwrite what it has not seen.
/// </summary>
internal sealed class SharedObjects(AwsSession session, SharedPlace place)
{
    private const int MaxAttempts = 5;

    private readonly AwsSession _session = session.In(place.Region);

    /// <summary>An object's text and ETag; null where there is none.</summary>
    /// <exception cref="OperationException">It could not be read.</exception>
    public async Task<SharedObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _session.S3.GetObjectAsync(
                new GetObjectRequest { BucketName = place.Bucket, Key = key, ExpectedBucketOwner = place.ExpectedBucketOwner },
                cancellationToken);
            using var reader = new StreamReader(answer.ResponseStream);
            return new SharedObject(key, answer.ETag, await reader.ReadToEndAsync(cancellationToken));
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(SharedJournalErrors.NotRead(Url(key), "s3:GetObject", e));
        }
    }

    /// <summary>The keys and ETags of all objects whose keys begin so, in order.</summary>
    /// <exception cref="OperationException">They could not be listed.</exception>
    public async Task<IReadOnlyList<(string Key, string ETag)>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        List<(string, string)> all = [];
        var request = new ListObjectsV2Request { BucketName = place.Bucket, Prefix = prefix, ExpectedBucketOwner = place.ExpectedBucketOwner };
        try
        {
            ListObjectsV2Response page;
            do
            {
                page = await _session.S3.ListObjectsV2Async(request, cancellationToken);
                all.AddRange((page.S3Objects ?? []).Select(one => (one.Key, one.ETag)));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (page.IsTruncated == true);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(SharedJournalErrors.NotRead(Url(prefix), "s3:ListBucket", e));
        }

        return all;
    }

    /// <summary>Writes an object where there is none.</summary>
    /// <returns>Its ETag; null where another's object is there.</returns>
    /// <exception cref="OperationException">It could not be written; what was lost on the way may still arrive.</exception>
    public Task<string?> PutNewAsync(string key, string text) => PutAsync(key, text, request => request.IfNoneMatch = "*");

    /// <summary>Writes an object in the place of one that was seen.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="text">What it is to say.</param>
    /// <param name="seen">The ETag of what it replaces.</param>
    /// <returns>Its ETag; null where there is something else now.</returns>
    /// <exception cref="OperationException">It could not be written; what was lost on the way may still arrive.</exception>
    public Task<string?> ReplaceAsync(string key, string text, string seen) => PutAsync(key, text, request => request.IfMatch = seen);

    private async Task<string?> PutAsync(string key, string text, Action<PutObjectRequest> condition)
    {
        var doubtful = false;
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                return await PutOnceAsync(key, text, condition);
            }
            catch (CredentialsUnavailableException e)
            {
                failure = e;
            }
            catch (Exception e)
            {
                // "Not as you say" may be about our own earlier attempt, whose answer was lost: compare what is there.
                if (e is AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed })
                {
                    return await LookAsync(key, text);
                }

                failure = e;
                doubtful |= AwsErrors.IsAmbiguous(e);
                if (attempt < MaxAttempts && IsWorthRepeating(e))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt)), _session.Settings.Time);
                    continue;
                }
            }

            return (doubtful ? await LookAsync(key, text) : null)
                ?? throw new OperationException(SharedJournalErrors.NotWritten(Url(key), failure));
        }
    }

    // No token: once it is on its way, stopping would only mean not knowing.
    private async Task<string?> PutOnceAsync(string key, string text, Action<PutObjectRequest> condition)
    {
        await _session.CheckCredentialsAsync();
        var request = new PutObjectRequest
        {
            BucketName = place.Bucket,
            Key = key,
            ContentBody = text,
            ContentType = "application/json",
            ExpectedBucketOwner = place.ExpectedBucketOwner,
        };
        condition(request);
        return (await _session.JournalWriter.PutObjectAsync(request, CancellationToken.None)).ETag;
    }

    /// <summary>The ETag where the object says what was to be written; null where it does not, or there is none.</summary>
    private async Task<string?> LookAsync(string key, string text) =>
        await GetAsync(key, CancellationToken.None) is { } found && found.Text == text ? found.ETag : null;

    // 409: another conditional write of the same object was under way (Amazon S3 User Guide: conditional writes).
    private static bool IsWorthRepeating(Exception e) =>
        AwsErrors.IsThrottle(e) || AwsErrors.IsAmbiguous(e) || e is AmazonServiceException { StatusCode: HttpStatusCode.Conflict };

    private string Url(string key) => $"s3://{place.Bucket}/{key}";
}

/// <summary>An object of a shared journal.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ETag">S3's mark of this content.</param>
/// <param name="Text">Its content.</param>
internal sealed record SharedObject(string Key, string ETag, string Text);
