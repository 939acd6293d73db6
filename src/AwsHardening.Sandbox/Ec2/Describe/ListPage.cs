using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Pages a list that is made for the call and not kept in a table.</summary>
internal static class ListPage
{
    public static JsonObject Answer(Ec2Call call, string list, IReadOnlyList<JsonNode> items, int minimum, int maximum)
    {
        var request = PageRequest.Read(call, minimum, maximum);
        call.StopIfDryRun();
        var end = Math.Min(items.Count, request.After + request.Size);
        return Json.Of(
            (list, Json.List(items.Skip((int)request.After).Take(request.Size))),
            ("NextToken", end < items.Count ? PageRequest.Token(call, end) : null));
    }
}
