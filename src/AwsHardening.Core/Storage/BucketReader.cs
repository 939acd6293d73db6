using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Storage;

/// <summary>Reads a bucket and its settings.</summary>
internal static class BucketReader
{
    public const string Region = "Region";

    /// <summary>The bucket as it is now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="accountId">Whose it must be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnreadFactException">It is somebody else's, or a setting could not be read.</exception>
    public static async Task<JsonObject> ReadAsync(
        AwsSession session, string bucket, string accountId, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["Bucket"] = bucket, ["ExpectedBucketOwner"] = accountId };
        JsonObject head;
        try
        {
            head = await ApiInvoker.ReadAsync(session, "s3", "HeadBucket", parameters, cancellationToken);
        }
        catch (AmazonServiceException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return BucketContent.Absent();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unread(e, "HeadBucket", bucket);
        }

        // Asked for another Region's bucket, the SDK may go there by itself: what was read says where it is.
        var content = new JsonObject
        {
            [BucketContent.Exists] = true,
            [Region] = head["BucketRegion"]?.GetValue<string>() ?? session.Region,
        };
        foreach (var setting in BucketSetting.All)
        {
            content[setting.Name] = await ReadAsync(session, setting, bucket, parameters, cancellationToken);
        }

        // Only root changes it, with a device in hand: no change of this module's writes it, and none may take it away.
        (content[BucketSetting.Versioning.Name] as JsonObject)?.Remove("MFADelete");

        return content;
    }

    /// <summary>One setting of a bucket that is there; null where it is not set.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public static Task<JsonNode?> ReadAsync(
        AwsSession session, BucketSetting setting, string bucket, string accountId, CancellationToken cancellationToken) => ReadAsync(
            session, setting, bucket, new JsonObject { ["Bucket"] = bucket, ["ExpectedBucketOwner"] = accountId }, cancellationToken);

    private static async Task<JsonNode?> ReadAsync(
        AwsSession session, BucketSetting setting, string bucket, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            return setting.Read(await ApiInvoker.ReadAsync(session, "s3", setting.Get, parameters, cancellationToken));
        }
        // The bucket is there: what is not found is the setting, even where the SDK drops its code.
        catch (AmazonServiceException e) when (setting.NotSet is not null && (e.ErrorCode == setting.NotSet || e.ErrorCode == "NotFound"))
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unread(e, setting.Get, bucket);
        }
    }

    private static UnreadFactException Unread(Exception reason, string operation, string bucket) => new(reason)
    {
        What = $"{operation} of bucket {bucket}",
        IamAction = IamActions.Of("s3", operation),
    };
}
