using System.Net;
using Amazon.Runtime;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>Reads of one thing, which may not be there.</summary>
internal static class Ask
{
    private static readonly HashSet<string> s_absent = new(StringComparer.Ordinal)
    {
        "NoSuchEntity", "InvalidDocument", "NotFoundException", "ResourceNotFoundException",
    };

    /// <summary>The answer, or null where AWS says that there is no such thing.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public static async Task<T?> OrNull<T>(Func<Task<T>> read, string what, string iamAction)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException e) when (IsAbsent(e))
        {
            return null;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new UnreadFactException(e) { What = what, IamAction = iamAction };
        }
    }

    /// <summary>The answer, or the reason why it could not be had.</summary>
    public static async Task<Fact<T?>> Fact<T>(Func<Task<T>> read, string what, string iamAction)
        where T : class
    {
        try
        {
            return Reading.Fact.Known(await OrNull(read, what, iamAction));
        }
        catch (UnreadFactException e)
        {
            return Reading.Fact.Unknown<T?>(e);
        }
    }

    private static bool IsAbsent(AmazonServiceException e) =>
        AwsErrors.Code(e) is { } code ? s_absent.Contains(code) : e.StatusCode == HttpStatusCode.NotFound;
}
