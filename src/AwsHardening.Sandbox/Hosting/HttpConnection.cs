using System.Globalization;
using System.Text;
using AwsHardening.Sandbox.Faults;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>One connection of a client: its requests, one after the other, until it closes.</summary>
internal sealed class HttpConnection(Stream stream, WireDispatcher dispatcher, Action<Exception> report)
{
    private readonly HttpReader _reader = new(stream);

    public async Task ServeAsync(CancellationToken token)
    {
        try
        {
            while (await ReadHeadAsync(token) is var (method, target, headers))
            {
                bool last = headers.GetValueOrDefault("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
                if (headers.GetValueOrDefault("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
                {
                    await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), token);
                }

                byte[] body = await _reader.ReadBodyAsync(headers, token);
                WireResponse response = await AnswerAsync(method, target, headers, body, token);
                await WriteAsync(response, withBody: method != "HEAD", last, token);
                if (last)
                {
                    return;
                }
            }
        }
        catch (HttpFormatException problem)
        {
            await WriteAsync(new WireResponse { Status = 400, Body = Encoding.UTF8.GetBytes(problem.Message) }, true, true, token);
        }
    }

    private async Task<WireResponse> AnswerAsync(
        string method, string target, Dictionary<string, string> headers, byte[] body, CancellationToken token)
    {
        try
        {
            return await dispatcher.AnswerAsync(new WireRequest(method, target, headers, body), token);
        }
        catch (InvalidDataException problem)
        {
            throw new HttpFormatException(problem.Message);
        }
        catch (Exception problem) when (problem is not (BrokenConnectionException or OperationCanceledException))
        {
            // A defect of the sandbox, or a hook that ends the process: the client sees a connection that broke.
            report(problem);
            throw new BrokenConnectionException(FaultKind.DropResponse);
        }
    }

    private async Task<(string Method, string Target, Dictionary<string, string> Headers)?> ReadHeadAsync(CancellationToken token)
    {
        string? line = await _reader.ReadLineAsync(token);
        if (line is null)
        {
            return null;
        }

        if (line.Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new HttpFormatException("The request line is not one of HTTP/1.1.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await _reader.ReadLineAsync(token) is { Length: > 0 } header)
        {
            if (header.Split(':', 2) is not [{ Length: > 0 } name, var value])
            {
                throw new HttpFormatException("A header has no name.");
            }

            string text = value.Trim();
            headers[name] = headers.TryGetValue(name, out string? earlier) ? $"{earlier}, {text}" : text;
        }

        return (method, target, headers);
    }

    private async Task WriteAsync(WireResponse response, bool withBody, bool last, CancellationToken token)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {(System.Net.HttpStatusCode)response.Status}\r\n");
        foreach ((string name, string value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        // The answer to HEAD has the length that GET's would have.
        if (!response.Headers.ContainsKey("Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {response.Body.Length}\r\n");
        }

        head.Append(last ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] start = Encoding.UTF8.GetBytes(head.ToString());
        await stream.WriteAsync(withBody ? [.. start, .. response.Body] : start, token);
    }
}
