using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Identity;

/// <summary>An embedded account with users to act as.</summary>
internal sealed class IdentityBench(SandboxAccount account)
{
    public const string Anything = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    public IdentityBench()
        : this(SandboxAccount.Create())
    {
    }

    public SandboxAccount Account => account;

    public string Id => account.AccountId;

    public IamService Iam => account.Service<IamService>();

    public SteppingClock Clock => (SteppingClock)account.Clock;

    public JsonObject Call(string service, string operation, object? parameters = null) =>
        account.Invoke(service, operation, Json(parameters));

    public JsonObject As(string key, string service, string operation, object? parameters = null) =>
        account.InvokeAs(key, service, operation, Json(parameters));

    public AwsErrorException Refused(string key, string service, string operation, object? parameters = null) =>
        Assert.Throws<AwsErrorException>(() => As(key, service, operation, parameters));

    /// <summary>Makes a user with an inline policy, or without one.</summary>
    /// <returns>The id of its access key.</returns>
    public string User(string name, string? policy = null)
    {
        Call("iam", "CreateUser", new { UserName = name });
        if (policy is not null)
        {
            Call("iam", "PutUserPolicy", new { UserName = name, PolicyName = "p", PolicyDocument = policy });
        }

        return (string)Call("iam", "CreateAccessKey", new { UserName = name })["AccessKey"]!["AccessKeyId"]!;
    }

    /// <summary>Makes a role.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="principal">The Principal of its trust policy, in JSON.</param>
    /// <param name="condition">The Condition, in JSON.</param>
    /// <param name="policy">An inline policy; null for none.</param>
    /// <param name="actions">What the trust allows, in JSON.</param>
    /// <returns>Its ARN.</returns>
    public string Role(string name, string principal, string condition = "{}", string? policy = null, string actions = "\"sts:AssumeRole\"")
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":{{actions}},"Condition":{{condition}}}]}""";
        var role = Call("iam", "CreateRole", new { RoleName = name, AssumeRolePolicyDocument = trust });
        if (policy is not null)
        {
            Call("iam", "PutRolePolicy", new { RoleName = name, PolicyName = "p", PolicyDocument = policy });
        }

        return (string)role["Role"]!["Arn"]!;
    }

    /// <summary>Assumes a role.</summary>
    /// <returns>The access key id of the session.</returns>
    public string Assume(string key, string role, string session = "test") =>
        Key(As(key, "sts", "AssumeRole", new { RoleArn = role, RoleSessionName = session }));

    /// <summary>The secret that the account gave out with an access key; of a key that nobody knows the secret of, any will do.</summary>
    public string Secret(string key) => account.Principals.Secret(key) ?? "any";

    public static string Key(JsonObject answer) => (string)answer["Credentials"]!["AccessKeyId"]!;

    /// <summary>Gives a user a virtual device, by the two codes that it shows.</summary>
    /// <returns>Its serial number.</returns>
    public string Device(string user)
    {
        var serial = (string)Call("iam", "CreateVirtualMFADevice", new { VirtualMFADeviceName = user })["VirtualMFADevice"]!["SerialNumber"]!;
        var step = TimeBasedCode.Step(Clock.GetUtcNow());
        var seed = Iam.State.VirtualDevices[serial].Seed;
        Call("iam", "EnableMFADevice", new
        {
            UserName = user, SerialNumber = serial,
            AuthenticationCode1 = TimeBasedCode.Of(seed, step - 1), AuthenticationCode2 = TimeBasedCode.Of(seed, step),
        });
        return serial;
    }

    public static string Allow(string actions, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{actions}}","Resource":"{{resource}}"}]}""";

    private static JsonObject Json(object? parameters) => (JsonObject)JsonSerializer.SerializeToNode(parameters ?? new { })!;
}
