using System.Globalization;
using System.Text;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The paging parameters of a call, checked.</summary>
/// <param name="Size">The most items to answer; <see cref="int.MaxValue"/> where the caller set no limit.</param>
/// <param name="After">Where the page before ended: 0 for the first page.</param>
internal sealed record PageRequest(int Size, long After)
{
    public static PageRequest Read(Ec2Call call, int minimum, int maximum)
    {
        var size = call.Input.Number("MaxResults");
        if (size < minimum)
        {
            throw Ec2Errors.InvalidValue(
                $"Value ( {size} ) for parameter maxResults is invalid. Expecting a value greater than or equal to {minimum}.");
        }

        if (size > maximum)
        {
            throw Ec2Errors.InvalidValue(
                $"Value ( {size} ) for parameter maxResults is invalid. Expecting a value less than or equal to {maximum}.");
        }

        return new PageRequest(size ?? int.MaxValue, Position(call));
    }

    /// <summary>The token of the page that follows a position; it is good for the same operation only.</summary>
    public static string Token(Ec2Call call, long after) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{call.Operation}/{call.Region.Name}/{after}"));

    private static long Position(Ec2Call call)
    {
        if (call.Input.Text("NextToken") is not { Length: > 0 } token)
        {
            return 0;
        }

        var buffer = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, buffer, out var length)
            ? Encoding.UTF8.GetString(buffer, 0, length).Split('/')
            : [];
        return parts.Length == 3 && parts[0] == call.Operation && parts[1] == call.Region.Name
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw new AwsErrorException("InvalidNextToken", $"The token '{token}' is invalid");
    }
}
