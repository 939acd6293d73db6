using System.Globalization;
using System.Text;

namespace AwsHardening.Sandbox.Services;

/// <summary>
/// Pages over lists in a fixed order. A token holds the place where the page before ended, and is good for the same operation
/// only, as AWS's are.
/// </summary>
internal static class PageToken
{
    /// <summary>The page that follows a token, and the token of the next.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="items">All items.</param>
    /// <param name="size">The most items of a page.</param>
    /// <param name="token">The caller's token, or null for the first page.</param>
    /// <param name="invalid">AWS's error for a token that it did not issue.</param>
    public static (List<T> Page, string? Next) Cut<T>(
        string operation, IReadOnlyList<T> items, int size, string? token, Func<AwsErrorException> invalid)
    {
        var start = string.IsNullOrEmpty(token) ? 0 : Open(operation, token) ?? throw invalid();
        var page = items.Skip(start).Take(size).ToList();
        return (page, start + page.Count < items.Count ? Seal(operation, start + page.Count) : null);
    }

    private static string Seal(string operation, int position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{operation}/{position}")));

    private static int? Open(string operation, string token)
    {
        var buffer = new byte[token.Length];
        return Convert.TryFromBase64String(token, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split('/') is [var name, var number] && name == operation
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
    }
}
