using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Iam;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Adds random groups and users, with policies, keys, devices and passwords.</summary>
internal sealed class RandomUsers(SandboxAccount account, Random random, IReadOnlyList<string> policies)
{
    // What is null was not said.
    private static readonly JsonSerializerOptions s_said = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private const string Reads = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}""";

    public void Fill()
    {
        var groups = random.Next(4);
        for (var i = 0; i < groups; i++)
        {
            Call("CreateGroup", new { GroupName = $"group-{i}", Path = Chance(70) ? "/" : "/team/" });
            Policies("Group", $"group-{i}");
        }

        var users = random.Next(4);
        for (var i = 0; i < users; i++)
        {
            User($"user-{i}", groups);
        }

        if (Chance(50))
        {
            Call("UpdateAccountPasswordPolicy", new { MinimumPasswordLength = 8 + random.Next(20), RequireSymbols = Chance(50) });
        }
    }

    private void User(string name, int groups)
    {
        Call("CreateUser", new
        {
            UserName = name, Path = Chance(70) ? "/" : "/people/", PermissionsBoundary = Chance(20) ? policies[^1] : null,
            Tags = Chance(50) ? new[] { new { Key = "Owner", Value = "Ünïcode <&>" } } : null,
        });
        Policies("User", name);
        for (var i = 0; i < groups; i++)
        {
            if (Chance(50))
            {
                Call("AddUserToGroup", new { GroupName = $"group-{i}", UserName = name });
            }
        }

        if (Chance(50))
        {
            Call("CreateLoginProfile", new { UserName = name, Password = "Correct-horse-battery-1", PasswordResetRequired = Chance(50) });
        }

        var keys = random.Next(3);
        for (var i = 0; i < keys; i++)
        {
            var key = (string)Call("CreateAccessKey", new { UserName = name })["AccessKey"]!["AccessKeyId"]!;
            if (Chance(50))
            {
                account.InvokeAs(key, "sts", "GetCallerIdentity", []);
            }

            if (Chance(30))
            {
                Call("UpdateAccessKey", new { UserName = name, AccessKeyId = key, Status = "Inactive" });
            }
        }

        if (Chance(50))
        {
            var serial = Chance(50) ? $"GAHT{random.Next(10_000_000)}" : $"arn:aws:iam::{account.AccountId}:u2f/user/{name}/key-1";
            account.Service<IamService>().AddDevice(name, serial);
        }
    }

    private void Policies(string kind, string name)
    {
        var holder = new JsonObject { [$"{kind}Name"] = name };
        if (Chance(50))
        {
            Call($"Put{kind}Policy", With(holder, ("PolicyName", "inline"), ("PolicyDocument", Reads)));
        }

        foreach (var arn in policies.Where(_ => Chance(30)))
        {
            Call($"Attach{kind}Policy", With(holder, ("PolicyArn", arn)));
        }
    }

    private static JsonObject With(JsonObject holder, params (string Name, string Value)[] members)
    {
        var all = (JsonObject)holder.DeepClone();
        Array.ForEach(members, member => all[member.Name] = member.Value);
        return all;
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private JsonObject Call(string operation, object parameters) => account.Invoke(
        "iam", operation, parameters as JsonObject ?? (JsonObject)JsonSerializer.SerializeToNode(
            parameters, s_said)!);
}
