using System.Text.Json.Nodes;
using Amazon.S3.Model;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The filter of a lifecycle rule as the SDK reads it: predicates, where AWS has members. Written, the SDK takes AWS's members.
/// </summary>
internal static class LifecycleFilterJson
{
    public static JsonObject From(LifecycleFilter filter)
    {
        var json = new JsonObject();
        switch (filter.LifecycleFilterPredicate)
        {
            case null:
                break;
            case LifecycleAndOperator and:
                var all = new JsonObject();
                and.Operands.ForEach(operand => Add(all, operand, inList: true));
                json["And"] = all;
                break;
            case { } one:
                Add(json, one, inList: false);
                break;
        }

        return json;
    }

    private static void Add(JsonObject json, LifecycleFilterPredicate predicate, bool inList)
    {
        switch (predicate)
        {
            case LifecyclePrefixPredicate prefix:
                json["Prefix"] = prefix.Prefix ?? "";
                break;
            case LifecycleTagPredicate tag when inList:
                if (json["Tags"] is not JsonArray tags)
                {
                    json["Tags"] = tags = [];
                }

                tags.Add(Tag(tag.Tag));
                break;
            case LifecycleTagPredicate tag:
                json["Tag"] = Tag(tag.Tag);
                break;
            case LifecycleObjectSizeGreaterThanPredicate size:
                json["ObjectSizeGreaterThan"] = size.ObjectSizeGreaterThan;
                break;
            case LifecycleObjectSizeLessThanPredicate size:
                json["ObjectSizeLessThan"] = size.ObjectSizeLessThan;
                break;
            default:
                // Read and not understood, it would be lost when the rules are written again.
                throw new NotSupportedException($"This version does not know lifecycle filters of type {predicate.GetType().Name}.");
        }
    }

    private static JsonObject Tag(Tag tag) => new() { ["Key"] = tag.Key, ["Value"] = tag.Value ?? "" };
}
