using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Account Management: the alternate contacts, of which a new account has none.</summary>
internal sealed class ContactService : SettingsService
{
    private readonly Dictionary<string, JsonObject> _contacts = new(StringComparer.Ordinal);

    public ContactService(SandboxAccount account)
        : base("account", account)
    {
        Operations.Add("GetAlternateContact", call => Json.Of(("AlternateContact", _contacts.GetValueOrDefault(call.Required("AlternateContactType"))?.DeepClone()
            ?? throw new AwsErrorException("ResourceNotFoundException", "No contact of the inputted alternate contact type found.", 404))));
        Operations.Add("PutAlternateContact", call => { _contacts[call.Required("AlternateContactType")] = (JsonObject)call.Input.DeepClone(); });
    }
}
