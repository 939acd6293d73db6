using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sns;

/// <summary>Messages to a topic: of callers, and of AWS's services, whom the topic's policy and its key's must let.</summary>
internal sealed class PublishOperation(SandboxAccount account, Regional<SnsState> regions, Outbox outbox)
{
    private const int MaxMessage = 256 * 1024;
    private const int MaxSubject = 100;

    public void Register(OperationSet set) => set.Add("Publish", Publish);

    /// <summary>A message that an AWS service publishes of its own accord.</summary>
    /// <param name="service">The service principal.</param>
    /// <param name="sourceArn">What of the service's publishes: an alarm, a rule.</param>
    /// <param name="topicArn">The topic.</param>
    /// <param name="subject">The subject; null for none.</param>
    /// <param name="message">The message.</param>
    /// <param name="time">When.</param>
    /// <returns>Why not; null where the message went out.</returns>
    public string? PublishFrom(ServicePublisher service, string sourceArn, string topicArn, string? subject, string message, DateTimeOffset time)
    {
        if (topicArn.Split(':') is not [_, _, _, var region, _, _] || regions[region].Find(topicArn) is not { } topic)
        {
            return "Topic does not exist";
        }

        var keys = service.Keys(sourceArn, account.AccountId);
        if (!PolicyJudge.AllowsService(topic.Policy, service.Principal, "sns:Publish", topic.Arn, keys))
        {
            return $"{service.Principal} is not authorized to perform: SNS:Publish on resource: {topic.Arn} because no resource-based policy allows the SNS:Publish action";
        }

        if (topic.KeyId is { } keyId && RefusalOf(keyId, region, service, sourceArn, topic) is { } refusal)
        {
            return refusal;
        }

        outbox.Send(topic, subject, _ => message, time);
        return null;
    }

    // SNS asks for both (Amazon SNS Developer Guide: Managing Amazon SNS encryption keys and costs). The policy of the key behind
    // alias/aws/sns names no service, and nobody can change it.
    private string? RefusalOf(string keyId, string region, ServicePublisher service, string sourceArn, Topic topic)
    {
        var key = account.Service<KmsService>().State.Find(keyId, region);
        if (key is null)
        {
            return $"KMS key {keyId} does not exist";
        }

        if (key.State != KmsKey.Enabled)
        {
            return $"{key.Arn} is {key.State}";
        }

        var keys = service.KeysForEncryption(sourceArn, account.AccountId);
        keys.Set("kms:EncryptionContext:aws:sns:topicArn", topic.Arn);
        return new[] { "kms:GenerateDataKey", "kms:Decrypt" }.FirstOrDefault(action =>
            key.Manager != "CUSTOMER" || !PolicyJudge.AllowsService(key.Policy, service.Principal, action, key.Arn, keys)) is { } missing
            ? $"{service.Principal} is not authorized to perform: {missing} on resource: {key.Arn} because no resource-based policy allows the {missing} action"
            : null;
    }

    private JsonObject Publish(ServiceCall call)
    {
        var state = regions[call.Region];
        var member = call.Text("TopicArn") is null ? "TargetArn" : "TopicArn";
        if (call.Text(member) is null)
        {
            throw SnsErrors.Invalid("TopicArn or TargetArn Reason: no value for required parameter");
        }

        var (topic, message, subject) = (state.Topic(call, member), call.Required("Message"), call.Text("Subject"));
        if (message.Length == 0)
        {
            throw SnsErrors.Invalid("Empty message");
        }

        if (Encoding.UTF8.GetByteCount(message) > MaxMessage)
        {
            throw SnsErrors.Invalid("Message too long");
        }

        if (subject is { Length: 0 or > MaxSubject } || subject?.Any(char.IsControl) is true)
        {
            throw SnsErrors.Invalid("Subject");
        }

        CheckKey(topic, call.Region);
        var structured = call.Text("MessageStructure") == "json" ? Structured(message) : null;
        return Json.Of(("MessageId", outbox.Send(
            topic, subject, protocol => structured is null ? message : (string)(structured[protocol] ?? structured["default"])!, state.Now)));
    }

    private void CheckKey(Topic topic, string region)
    {
        if (topic.KeyId is not { } keyId)
        {
            return;
        }

        var key = account.Service<KmsService>().State.Find(keyId, region);
        if (key?.State != KmsKey.Enabled)
        {
            throw key is null ? new AwsErrorException("KMSNotFound", $"Key '{keyId}' does not exist")
                : key.State == KmsKey.Disabled ? new AwsErrorException("KMSDisabled", $"{key.Arn} is disabled.")
                : new AwsErrorException("KMSInvalidState", $"{key.Arn} is {key.State}.");
        }
    }

    private static JsonObject Structured(string message)
    {
        try
        {
            if (JsonNode.Parse(message) is JsonObject structured)
            {
                return structured["default"] is JsonValue ? structured : throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
            }
        }
        catch (JsonException)
        {
            // As below.
        }

        throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
    }
}
