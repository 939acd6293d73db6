using System.Net;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Response bytes to answer with.</summary>
public sealed record CannedResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A successful answer.</summary>
    public static CannedResponse Ok(string body, string type = "text/xml") =>
        new(200, new Dictionary<string, string> { ["Content-Type"] = type }, System.Text.Encoding.UTF8.GetBytes(body));

    /// <summary>An error as EC2 writes it.</summary>
    public static CannedResponse Ec2Error(int status, string code) => new(
        status, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(
            $"<Response><Errors><Error><Code>{code}</Code><Message>went wrong</Message></Error></Errors><RequestID>r-1</RequestID></Response>"));

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
