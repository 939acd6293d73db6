using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>Whom a rule tells.</summary>
internal sealed class TargetOperations(Regional<EventBus> buses)
{
    private const int Quota = 5;
    private const int MaxPaths = 100;

    public void Register(OperationSet set)
    {
        set.Add("PutTargets", Put);
        set.Add("RemoveTargets", call =>
        {
            var rule = Rule(call);
            foreach (var id in call.Texts("Ids"))
            {
                rule.Targets.Remove(id);
            }

            return Json.Of(("FailedEntryCount", 0), ("FailedEntries", new JsonArray()));
        });
        set.Add("ListTargetsByRule", call => RuleOperations.Page(call, "Targets", Rule(call).Targets.Values.Select(target => target.DeepClone())));
    }

    private EventRule Rule(ServiceCall call) => buses[call.Region].Rule(call, "Rule");

    private JsonObject Put(ServiceCall call)
    {
        var (rule, targets) = (Rule(call), call.Items("Targets"));
        foreach (var target in targets)
        {
            Check(target, call.Region);
        }

        if (rule.Targets.Keys.Union(targets.Select(target => target.Text("Id")!)).Count() > Quota)
        {
            throw EventBridgeErrors.Limit("The requested resource exceeds the maximum number allowed.");
        }

        foreach (var target in targets)
        {
            rule.Targets[target.Text("Id")!] = (JsonObject)target.DeepClone();
        }

        return Json.Of(("FailedEntryCount", 0), ("FailedEntries", new JsonArray()));
    }

    private static void Check(JsonObject target, string region)
    {
        if (string.IsNullOrEmpty(target.Text("Id")) || target.Text("Arn")?.Split(':') is not ["arn", _, { Length: > 0 } service, var place, _, ..])
        {
            throw EventBridgeErrors.Validation($"Parameter {target.Text("Arn")} is not valid. Reason: Provided Arn is not in correct format.");
        }

        // Buses alone may be elsewhere.
        if (service != "events" && place.Length > 0 && place != region)
        {
            throw EventBridgeErrors.Validation($"Provided target {target.Text("Arn")} is not in the Region of the rule.");
        }

        if (new[] { "Input", "InputPath", "InputTransformer" }.Count(member => target[member] is not null) > 1)
        {
            throw EventBridgeErrors.Validation("Only one of Input, InputPath, or InputTransformer must be provided.");
        }

        CheckInput(target);
    }

    private static void CheckInput(JsonObject target)
    {
        if (target.Text("Input") is { } input)
        {
            CheckJson(input);
        }

        if (target.Text("InputPath") is { } path)
        {
            InputTransformer.CheckPath(path);
        }

        if (target["InputTransformer"] is JsonObject transformer)
        {
            var paths = transformer["InputPathsMap"] as JsonObject ?? [];
            if (paths.Count > MaxPaths || paths.Any(pair => pair.Key.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)))
            {
                throw EventBridgeErrors.Validation("InputPathsMap has more than 100 names, or one that begins with AWS.");
            }

            foreach (var (_, at) in paths)
            {
                InputTransformer.CheckPath((string?)at ?? "");
            }

            if (string.IsNullOrEmpty(transformer.Text("InputTemplate")))
            {
                throw EventBridgeErrors.Validation("InputTemplate must be provided.");
            }
        }
    }

    private static void CheckJson(string text)
    {
        try
        {
            JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw EventBridgeErrors.Validation("JSON syntax error in input for target.");
        }
    }
}
