using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>The members of REST messages that do not travel in the body.</summary>
internal static class RestBindings
{
    /// <summary>Reads the path, the query and the headers.</summary>
    public static void Read(OperationModel operation, WireRequest request, JsonObject input)
    {
        var template = new UriTemplate(operation.RequestUri);
        Dictionary<string, string> labels = template.Match(request.RawPath) ?? [];
        Shape shape = operation.Input!.Shape;
        foreach (ShapeMember member in shape.Members)
        {
            JsonNode? value = member.Location switch
            {
                MemberLocation.Uri => labels.TryGetValue(member.WireName, out string? label) ? Scalars.Parse(label, member) : null,
                MemberLocation.Header => request.Header(member.WireName) is { } text ? HeaderValues.Parse(text, member) : null,
                MemberLocation.Headers => ReadPrefixed(request, member.WireName),
                MemberLocation.QueryString when member.Shape.Kind == ShapeKind.Map => ReadRest(shape, template, request, member),
                MemberLocation.QueryString => ReadQuery(request, member),
                _ => null,
            };
            if (value is not null)
            {
                input[member.Name] = value;
            }
        }
    }

    /// <summary>Writes the status and the headers.</summary>
    public static void Write(Shape output, JsonObject result, WireResponse response)
    {
        foreach (ShapeMember member in output.Members)
        {
            if (result[member.Name] is not { } value)
            {
                continue;
            }

            switch (member.Location)
            {
                case MemberLocation.Header:
                    response.Headers[member.WireName] = HeaderValues.Write(value, member);
                    break;
                case MemberLocation.Headers:
                    foreach ((string name, JsonNode? header) in value.AsObject())
                    {
                        response.Headers[member.WireName + name] = header!.GetValue<string>();
                    }

                    break;
                case MemberLocation.StatusCode:
                    response.Status = int.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
                    break;
            }
        }
    }

    private static JsonNode? ReadQuery(WireRequest request, ShapeMember member)
    {
        string[] values = [.. request.Query.Where(pair => pair.Key == member.WireName).Select(pair => pair.Value)];
        return values.Length == 0 ? null
            : member.Shape.Kind == ShapeKind.List
                ? new JsonArray([.. values.Select(value => Scalars.Parse(value, member.Shape.Item!))])
                : Scalars.Parse(values[0], member);
    }

    // A map in the query is whatever no other member and no fixed parameter claims.
    private static JsonObject? ReadRest(Shape shape, UriTemplate template, WireRequest request, ShapeMember map)
    {
        HashSet<string> claimed =
        [
            .. shape.Members.Where(member => member.Location == MemberLocation.QueryString && member != map)
                .Select(member => member.WireName),
            .. template.FixedQuery.Select(pair => pair.Key),
        ];
        ShapeMember value = map.Shape.Value!;
        var result = new JsonObject();
        foreach (var group in request.Query.Where(pair => !claimed.Contains(pair.Key)).GroupBy(pair => pair.Key, pair => pair.Value))
        {
            result[group.Key] = value.Shape.Kind == ShapeKind.List
                ? new JsonArray([.. group.Select(text => Scalars.Parse(text, value.Shape.Item!))])
                : Scalars.Parse(group.First(), value);
        }

        return result.Count > 0 ? result : null;
    }

    private static JsonObject? ReadPrefixed(WireRequest request, string prefix)
    {
        var result = new JsonObject();
        foreach ((string name, string value) in request.Headers)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                result[name[prefix.Length..]] = value;
            }
        }

        return result.Count > 0 ? result : null;
    }
}
