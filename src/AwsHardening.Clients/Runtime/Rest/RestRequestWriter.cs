using System.Collections;
using System.Text;
using Amazon.Runtime.Internal;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Rest;

/// <summary>Writes a rest request: members into path, query string, headers and body.</summary>
internal sealed class RestRequestWriter(Operation operation, IRequest request)
{
    private readonly RestBody _form = RestBody.Of(operation.Service.Protocol);

    private readonly HashSet<string> _queryNames = [.. operation.Input.Members
        .Where(m => m.Location == MemberLocation.QueryString && m.Shape is not MapShape)
        .Select(m => m.LocationName ?? m.Name)];

    public void Write(object input)
    {
        var (path, fixedQuery) = Split(operation.RequestUri);
        request.ResourcePath = path;
        foreach (var (name, value) in fixedQuery)
        {
            request.AddSubResource(name, value);
        }

        var hasBody = false;
        foreach (var member in operation.Input.Members)
        {
            hasBody |= member.Location == MemberLocation.Body;
            var value = member.Get(input) ?? (member.IdempotencyToken ? IdempotencyTokens.Next() : null);
            switch (member.Location)
            {
                case MemberLocation.Uri:
                    WritePath(member, value);
                    break;
                case MemberLocation.QueryString when value is not null:
                    WriteQuery(member, value);
                    break;
                case MemberLocation.Header when value is not null:
                    request.Headers[member.LocationName ?? member.Name] = HeaderText.Write(member, value);
                    break;
                case MemberLocation.Headers when value is not null:
                    foreach (DictionaryEntry entry in (IDictionary)value)
                    {
                        request.Headers[member.LocationName + entry.Key] = (string?)entry.Value;
                    }

                    break;
            }
        }

        request.UseQueryString = request.ParameterCollection.Count > 0;
        if (operation.Input.Find(operation.Input.Payload) is { } payload)
        {
            WritePayload(payload, payload.Get(input));
        }
        else if (hasBody)
        {
            request.Content = _form.Write(operation, input);
            request.Headers["Content-Type"] = _form.ContentType;
        }

        request.Headers["x-amz-api-version"] = operation.Service.ApiVersion;
        if (operation.Service.VersionHeader is { } header)
        {
            request.Headers[header] = operation.Service.ApiVersion;
        }
    }

    private void WritePath(Member member, object? value)
    {
        var name = member.LocationName ?? member.Name;
        var text = value is null
            ? null
            : Scalars.Write(member.Shape, value, Scalars.Format(member.Format, member.Shape, TimestampFormat.Iso8601));
        if (string.IsNullOrEmpty(text))
        {
            throw MissingField(member);
        }

        var greedy = operation.RequestUri.Contains($"{{{name}+}}", StringComparison.Ordinal);
        request.AddPathResource(greedy ? $"{{{name}+}}" : $"{{{name}}}", greedy ? text.TrimStart('/') : text);
    }

    private void WriteQuery(Member member, object value)
    {
        var parameters = request.ParameterCollection;
        switch (member.Shape)
        {
            case ListShape list:
                AddQuery(member.LocationName ?? member.Name, list, (IList)value);
                break;
            case MapShape map:
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    // A parameter that has a member of its own is that member's.
                    var name = (string)entry.Key;
                    if (_queryNames.Contains(name) || entry.Value is null)
                    {
                        continue;
                    }

                    if (map.Value is ListShape values)
                    {
                        AddQuery(name, values, (IList)entry.Value);
                    }
                    else
                    {
                        parameters.Add(name, Text(map.Value, entry.Value));
                    }
                }

                break;
            default:
                parameters.Add(
                    member.LocationName ?? member.Name,
                    Scalars.Write(member.Shape, value, Scalars.Format(member.Format, member.Shape, TimestampFormat.Iso8601)));
                break;
        }
    }

    private void AddQuery(string name, ListShape list, IList values)
    {
        if (values.Count > 0)
        {
            request.ParameterCollection.Add(name, [.. values.Cast<object>().Select(v => Text(list.Element, v))]);
        }
    }

    private static string Text(Shape shape, object value) =>
        Scalars.Write(shape, value, Scalars.Format(TimestampFormat.Default, shape, TimestampFormat.Iso8601));

    private void WritePayload(Member payload, object? value)
    {
        switch (payload.Shape.Type)
        {
            case ShapeType.Structure or ShapeType.Document:
                if (_form.WritePayload(payload, value) is { } whole)
                {
                    request.Content = whole;
                    SetContentType(_form.ContentType);
                }

                break;
            case ShapeType.Blob when value is Stream stream:
                request.ContentStream = stream;
                SetContentType("application/octet-stream");
                break;
            case ShapeType.String when value is not null:
                request.Content = Encoding.UTF8.GetBytes((string)value);
                SetContentType("text/plain");
                break;
        }
    }

    private void SetContentType(string type)
    {
        // A member may be bound to this header, and what the caller said stands.
        if (!request.Headers.ContainsKey("Content-Type"))
        {
            request.Headers["Content-Type"] = type;
        }
    }

    private Exception MissingField(Member member) => operation.Service.CreateException(
        new ErrorResponse { Message = $"Request object does not have required field {member.Name} set" });

    private static (string Path, List<(string Name, string? Value)> Query) Split(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
        {
            return (uri, []);
        }

        var query = uri[(mark + 1)..].Split('&').Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], pair.Length > 1 ? pair[1] : null)).ToList();
        return (uri[..mark], query);
    }
}
