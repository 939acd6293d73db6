using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Sandbox.Signing;

/// <summary>Keys for signatures, derived from secrets and kept: one does for a day, a Region and a service.</summary>
internal sealed class SigningKeys
{
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<(string Secret, string Scope), byte[]> _keys = new();

    /// <summary>The signature of a text.</summary>
    public string Sign(string secret, string scope, string text)
    {
        if (_keys.Count > MostKept)
        {
            _keys.Clear();
        }

        var key = _keys.GetOrAdd((secret, scope), static pair => pair.Scope.Split('/')
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + pair.Secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part))));
        return CanonicalRequest.Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
