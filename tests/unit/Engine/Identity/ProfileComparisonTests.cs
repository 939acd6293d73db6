using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.SecurityToken.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Identity.Profiles;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

/// <summary>Who a profile is, asked of the <c>aws</c> CLI and of the engine, of the same files and the same account.</summary>
public sealed class ProfileComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-hardening-test-").FullName;

    private string ConfigPath => Path.Combine(_folder, "config");

    private string CredentialsPath => Path.Combine(_folder, "credentials");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_profile_is_who_the_aws_CLI_says_or_fails_in_both()
    {
        if (Tools.Aws is null)
        {
            Assert.Skip("The aws CLI is not on this machine.");
        }

        await using RoleScene scene = new(TimeProvider.System.GetUtcNow());
        var profiles = Write(scene);
        List<string> different = [];
        await Parallel.ForEachAsync(profiles, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = RoleScene.Token }, async (name, _) =>
        {
            var (cli, own) = (await AskCliAsync(scene, name), await AskEngineAsync(scene, name));
            lock (different)
            {
                if (cli != own)
                {
                    different.Add($"{name}: the CLI says {cli}, the engine says {own}");
                }
            }
        });
        Assert.Equal("", string.Join(Environment.NewLine, different));
    }

    [Fact]
    public async Task What_is_wrong_with_a_profile_is_named()
    {
        await using RoleScene scene = new();
        Write(scene);
        var why = new[] { "loop-a", "loop-self", "nowhere", "both-sources", "no-source", "bad-source", "half", "empty", "not there", "sso-over", "sso-lost", "long" }
            .Select(async name => $"{name} {await WhyAsync(scene, name)}");
        Assert.Equal(
            [
                "loop-a ProfileLoop", "loop-self ProfileLoop", "nowhere SourceProfileNotFound", "both-sources ProfileContradictsItself",
                "no-source ProfileIncomplete", "bad-source CredentialSourceUnknown", "half ProfileIncomplete", "empty ProfileWithoutCredentials",
                "not there ProfileNotFound", "sso-over SsoSignInNeeded", "sso-lost ProfileIncomplete", "long ProfileInvalid",
            ],
            await Task.WhenAll(why));
    }

    [Fact]
    public void A_line_that_is_none_is_an_error_that_does_not_quote_it()
    {
        File.WriteAllText(ConfigPath, "[default]\nregion = us-east-1\nvery-secret\n");
        var error = Assert.Throws<Core.Errors.OperationException>(() => ProfileSet.Load(ConfigPath, CredentialsPath)).Error;
        Assert.Equal("ProfileFileInvalid", error.Id);
        Assert.Contains("Line 3", error.Message);
        Assert.DoesNotContain("very-secret", error.ToString());
    }

    [Fact]
    public async Task A_roles_settings_are_those_of_its_profile()
    {
        await using RoleScene scene = new();
        Write(scene);
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/plain/me", await AskEngineAsync(scene, "role", keepSession: true));
        var said = scene.Bench.Account.Calls.Last(call => call.Operation == "AssumeRole").Parameters;
        Assert.Equal("900 e-1", $"{said["DurationSeconds"]} {said["ExternalId"]}");
    }

    /// <returns>The profiles to compare.</returns>
    private List<string> Write(RoleScene scene)
    {
        scene.Bench.Role("plain", scene.Trusted, """{"StringEqualsIfExists":{"sts:ExternalId":"e-1"}}""", policy: IdentityBench.Anything);
        scene.Bench.Role("wants-id", scene.Trusted, """{"StringEquals":{"sts:ExternalId":"e-1"}}""");
        scene.Bench.Role("second", $$"""{"AWS":"arn:aws:iam::{{scene.Bench.Id}}:role/plain"}""");
        var other = scene.Bench.User("other");
        var third = scene.Bench.User("third");
        string Key(string id) => $"aws_access_key_id = {id}\naws_secret_access_key = {scene.Bench.Secret(id)}";
        string Role(string name) => $"role_arn = arn:aws:iam::{scene.Bench.Id}:role/{name}";
        var process = Path.Combine(_folder, "process.json");
        File.WriteAllText(process, $$"""{"Version":1,"AccessKeyId":"{{third}}","SecretAccessKey":"{{scene.Bench.Secret(third)}}"}""");
        File.WriteAllText(ConfigPath, $"""
            # a comment
            [default]
            region = us-east-2
            [profile base]
            {Key(scene.Key)}
            [bare]
            {Key(scene.Key)}
            [profile "two words"]
            {Key(scene.Key)}
            [profile   spaced]
            {Key(other)}
            [profile Case]
            {Key(other)}
            [profile upper]
            AWS_ACCESS_KEY_ID = {other}
            Aws_Secret_Access_Key={scene.Bench.Secret(other)}
            [profile both]
            region = eu-west-1
            {Key(other)}
            [profile role]
            {Role("plain")}
            source_profile = base
            role_session_name = me
            duration_seconds = 900
            external_id = e-1
            [profile second]
            {Role("second")}
            source_profile = role
            [profile no-id]
            {Role("wants-id")}
            source_profile = base
            [profile from-credentials]
            {Role("plain")}
            source_profile = stored
            [profile own-source]
            {Role("plain")}
            source_profile = own-source
            {Key(scene.Key)}
            [profile keys-first]
            {Role("plain")}
            source_profile = base
            {Key(other)}
            [profile source-has-both]
            {Role("second")}
            source_profile = keys-first
            [profile process]
            credential_process = cat {process}
            [profile from-process]
            {Role("plain")}
            source_profile = process
            [profile key-and-process]
            {Key(other)}
            credential_process = cat {process}
            [profile nested]
            s3 =
              max_concurrent_requests = 20
            {Key(other)}
            [profile loop-a]
            {Role("plain")}
            source_profile = loop-b
            [profile loop-b]
            {Role("plain")}
            source_profile = loop-a
            [profile loop-self]
            {Role("plain")}
            source_profile = loop-self
            [profile nowhere]
            {Role("plain")}
            source_profile = missing
            [profile both-sources]
            {Role("plain")}
            source_profile = base
            credential_source = Environment
            [profile no-source]
            {Role("plain")}
            [profile bad-source]
            {Role("plain")}
            credential_source = Somewhere
            [profile half]
            aws_access_key_id = {other}
            [profile long]
            {Role("plain")}
            source_profile = base
            duration_seconds = an hour
            [profile empty]
            region = us-east-1
            [profile sso-over]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = reader
            [profile sso-lost]
            sso_session = elsewhere
            sso_account_id = 123456789012
            sso_role_name = reader
            [sso-session corp]
            sso_region = us-east-1
            sso_start_url = https://corp.awsapps.example/start

            """);
        File.WriteAllText(CredentialsPath, $"""
            [stored]
            {Key(scene.Key)}
            [both]
            {Key(third)}
            [profile odd]
            {Key(third)}

            """);
        return
        [
            "base", "bare", "two words", "spaced", "Case", "case", "upper", "both", "role", "second", "no-id", "from-credentials", "own-source",
            "keys-first", "source-has-both", "process", "from-process", "key-and-process", "nested", "stored", "profile odd", "odd",
            "loop-a", "loop-self", "nowhere", "both-sources", "no-source", "bad-source", "half",
        ];
    }

    private async Task<string> AskCliAsync(RoleScene scene, string profile)
    {
        var start = Tools.Start(Tools.Aws!, ["sts", "get-caller-identity", "--output", "json", "--profile", profile]);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_CONFIG_FILE"] = ConfigPath;
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = CredentialsPath;
        start.Environment["AWS_ENDPOINT_URL"] = scene.Endpoint.TrimEnd('/');
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        // The CLI keeps what it assumed by role alone, whoever asked: each question has a cache of its own.
        start.Environment["HOME"] = Directory.CreateDirectory(Path.Combine(_folder, "home of " + profile)).FullName;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(RoleScene.Token);
        var output = await process.StandardOutput.ReadToEndAsync(RoleScene.Token);
        await process.WaitForExitAsync(RoleScene.Token);
        await errors;
        return process.ExitCode == 0 ? Who((string)JsonNode.Parse(output)!["Arn"]!) : "nobody";
    }

    private async Task<string> AskEngineAsync(RoleScene scene, string profile, bool keepSession = false)
    {
        try
        {
            var sts = new SessionTransport(RegionEndpoint.USEast1, scene.Endpoint, null, null, new RequestBudget(scene.Settings.Time, null)).Sts(scene.Settings);
            var credentials = new ProfileCredentials(ProfileSet.Load(ConfigPath, CredentialsPath), sts, scene.Bench.Clock).Of(profile);
            using var client = sts(credentials);
            var arn = (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), RoleScene.Token)).Arn;
            return keepSession ? arn : Who(arn);
        }
        catch (Core.Errors.OperationException)
        {
            return "nobody";
        }
    }

    private async Task<string> WhyAsync(RoleScene scene, string profile)
    {
        try
        {
            var sts = new SessionTransport(RegionEndpoint.USEast1, scene.Endpoint, null, null, new RequestBudget(scene.Settings.Time, null)).Sts(scene.Settings);
            var credentials = new ProfileCredentials(ProfileSet.Load(ConfigPath, CredentialsPath), sts, scene.Bench.Clock).Of(profile);
            await credentials.GetCredentialsAsync();
            return "is somebody";
        }
        catch (Core.Errors.OperationException e)
        {
            return e.Error.Id;
        }
    }

    // The session's name is each tool's own where the profile has none.
    private static string Who(string arn) => arn.Contains(":assumed-role/", StringComparison.Ordinal) ? arn[..arn.LastIndexOf('/')] : arn;
}
