using System.Globalization;
using System.Text;
using Amazon.Runtime.Internal.Transform;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Rest;

/// <summary>Reads a rest response: status code, headers, and a body that is a structure, text or bytes.</summary>
internal static class RestResponseReader
{
    public static void Read(StructureShape shape, RestBody form, IWebResponseData response, Stream body, object structure)
    {
        ReadHeaders(shape, response, structure);
        var payload = shape.Find(shape.Payload);
        switch (payload?.Shape.Type)
        {
            case ShapeType.Blob when payload.Streaming:
                payload.Set(structure, body);
                break;
            case ShapeType.Blob when StreamBytes.Read(body) is { Length: > 0 } bytes:
                payload.Set(structure, new MemoryStream(bytes));
                break;
            case ShapeType.Blob:
                break;
            case ShapeType.String:
                payload.Set(structure, Encoding.UTF8.GetString(StreamBytes.Read(body)));
                break;
            case null:
                form.Read(StreamBytes.Read(body), shape, structure);
                break;
            default:
                if (StreamBytes.Read(body) is { Length: > 0 } whole)
                {
                    payload.Set(structure, form.ReadPayload(whole, payload));
                }

                break;
        }
    }

    public static void ReadHeaders(StructureShape shape, IWebResponseData response, object structure)
    {
        foreach (var member in shape.Members)
        {
            switch (member.Location)
            {
                case MemberLocation.StatusCode:
                    member.Set(structure, (int)response.StatusCode);
                    break;
                case MemberLocation.Header when response.IsHeaderPresent(member.LocationName ?? member.Name):
                    member.Set(structure, HeaderText.Read(member, response.GetHeaderValue(member.LocationName ?? member.Name)));
                    break;
                case MemberLocation.Headers:
                    ReadHeaderMap(member, response, structure);
                    break;
            }
        }
    }

    private static void ReadHeaderMap(Member member, IWebResponseData response, object structure)
    {
        var prefix = member.LocationName ?? "";
        var values = ((MapShape)member.Shape).Create();
        foreach (var name in response.GetHeaderNames())
        {
            if (name.StartsWith(prefix, true, CultureInfo.InvariantCulture))
            {
                values[name[prefix.Length..]] = response.GetHeaderValue(name);
            }
        }

        if (values.Count > 0)
        {
            member.Set(structure, values);
        }
    }
}
