using System.Text;

namespace AwsHardening.Sandbox.S3;

/// <summary>Continuation tokens: the last name of a page, in a form that clients do not read.</summary>
internal static class Page
{
    public static string Seal(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    /// <exception cref="AwsErrorException">No token of ours.</exception>
    public static string Open(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect");
        }
    }
}
