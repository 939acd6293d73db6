using System.Net;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Response bytes to answer with.</summary>
public sealed record CannedResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public HttpResponseMessage ToMessage()
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
