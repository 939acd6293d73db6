using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.EventBridge;
using AwsHardening.Sandbox.Sns;

namespace AwsHardening.Sandbox;

/// <content>What happens in the account without a call of a client: events for its alarms, and people who answer their mail.</content>
public sealed partial class SandboxAccount
{
    /// <summary>Has CloudTrail see an event, as if somebody had done what it tells of: trails that want it deliver it.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="record">The event, in the member names of log files; it gets an id and a time of this account.</param>
    public void BringTrailEvent(string region, JsonObject record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Exclusively(() =>
        {
            Service<CloudTrailService>().Bring(region, record);
            return true;
        });
    }

    /// <summary>Puts an event of an AWS service on the default event bus of a Region; nobody but the service itself could.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="source">The service, such as <c>aws.guardduty</c>.</param>
    /// <param name="detailType">What kind of event it is.</param>
    /// <param name="detail">What the service says.</param>
    public void BringBusEvent(string region, string source, string detailType, JsonObject detail) => Exclusively(
        () => Service<EventBridgeService>().Buses[region].Put(source, detailType, detail, [], Clock.GetUtcNow()));

    /// <summary>Has an endpoint say yes to all that it was asked and has not answered.</summary>
    /// <param name="endpoint">The endpoint, such as an address.</param>
    /// <returns>How many subscriptions it confirmed.</returns>
    public int ConfirmSubscriptions(string endpoint)
    {
        // Asked again, the endpoint has a new token; what is confirmed, gone or no longer waited for takes no answer.
        var asked = Deliveries.Where(mail => mail.Kind == SnsDeliveryKind.SubscriptionConfirmation && mail.Endpoint == endpoint)
            .GroupBy(mail => (mail.TopicArn, mail.Protocol)).Select(mails => mails.Last()).ToArray();
        return asked.Count(mail => Exclusively(() => Confirm(mail)));
    }

    private bool Confirm(SnsDelivery mail)
    {
        if (Service<SnsService>().Regions[mail.TopicArn.Split(':')[3]].Find(mail.TopicArn)?.Subscriptions
            .Find(one => one.Token == mail.Token && !one.IsConfirmed) is not { } waiting)
        {
            return false;
        }

        return waiting.IsConfirmed = true;
    }
}
