using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sns;

/// <summary>Topics, their attributes and tags.</summary>
internal sealed class TopicOperations(Regional<SnsState> regions)
{
    private const int PageSize = 100;
    private const int MaxTags = 50;
    private const int MaxDisplayName = 100;

    // Those that standard topics have (Amazon SNS API Reference: SetTopicAttributes).
    private static readonly HashSet<string> s_attributes = new(StringComparer.Ordinal)
        { "DeliveryPolicy", "DisplayName", "KmsMasterKeyId", "Policy", "SignatureVersion", "TracingConfig" };

    public void Register(OperationSet set)
    {
        set.Add("CreateTopic", Create);
        // A topic that is not there counts as deleted.
        set.Add("DeleteTopic", call =>
        {
            TopicArn.Parts(call.Required("TopicArn"), "TopicArn", call.Region);
            if (State(call).Find(call.Required("TopicArn")) is { } topic)
            {
                State(call).Topics.Remove(topic.Name);
            }
        });
        set.Add("GetTopicAttributes", call => Json.Of(("Attributes", State(call).Topic(call).Shape())));
        set.Add("SetTopicAttributes", call => Set(State(call).Topic(call), call.Required("AttributeName"), call.Text("AttributeValue") ?? ""));
        set.Add("ListTopics", call => Page(call, "Topics", State(call).Topics.Values.Select(topic => Json.Of(("TopicArn", topic.Arn)))));
        set.Add("TagResource", call => AddTags(Tagged(call), call.Items("Tags")));
        set.Add("UntagResource", call => Tagged(call).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListTagsForResource", call => Json.Of(("Tags", Tagged(call).Tags.List())));
    }

    /// <summary>A page of a list.</summary>
    public static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonNode?> items)
    {
        var (page, next) = PageToken.Cut(call.Operation, [.. items], PageSize, call.Text("NextToken"), () => SnsErrors.Invalid("NextToken"));
        return Json.Of((list, Json.List(page)), ("NextToken", next));
    }

    private SnsState State(ServiceCall call) => regions[call.Region];

    private Topic Tagged(ServiceCall call) => State(call).Find(call.Required("ResourceArn")) ?? throw SnsErrors.NoResource();

    private JsonObject Create(ServiceCall call)
    {
        var (state, name) = (State(call), TopicArn.CheckName(call.Required("Name")));
        var topic = new Topic(name, state.ArnOf(name), state.Account.AccountId);
        foreach (var (attribute, value) in call.Input["Attributes"] as JsonObject ?? [])
        {
            Set(topic, attribute, (string?)value ?? "");
        }

        AddTags(topic, call.Items("Tags"));
        if (!state.Topics.TryAdd(name, topic))
        {
            CheckSame(state.Topics[name], topic, call);
        }

        return Json.Of(("TopicArn", topic.Arn));
    }

    // To create what is there answers its ARN, unless it would have become another one.
    private static void CheckSame(Topic present, Topic asked, ServiceCall call)
    {
        foreach (var (attribute, _) in call.Input["Attributes"] as JsonObject ?? [])
        {
            if (present.Attributes.GetValueOrDefault(attribute) != asked.Attributes.GetValueOrDefault(attribute))
            {
                throw SnsErrors.Invalid("Attributes Reason: Topic already exists with different attributes");
            }
        }

        if (call.Items("Tags").Count > 0 && !present.Tags.All.SequenceEqual(asked.Tags.All))
        {
            throw SnsErrors.Invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    private static void Set(Topic topic, string attribute, string value)
    {
        if (!s_attributes.Contains(attribute))
        {
            throw SnsErrors.Invalid("AttributeName");
        }

        if (attribute == "DisplayName" && value.Length > MaxDisplayName)
        {
            throw SnsErrors.Invalid("DisplayName");
        }

        if (value.Length == 0 && attribute is not ("DisplayName" or "Policy"))
        {
            topic.Attributes.Remove(attribute);
            return;
        }

        // A key is looked for when it is needed: SNS takes any name of one.
        topic.Attributes[attribute] = attribute == "Policy" ? TopicPolicy.Check(value) : value;
    }

    private static void AddTags(Topic topic, IReadOnlyList<JsonObject> tags)
    {
        topic.Tags.Add(tags);
        if (topic.Tags.All.Count > MaxTags)
        {
            topic.Tags.Remove(tags.Select(tag => tag.Text("Key") ?? ""));
            throw new AwsErrorException("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        }
    }
}
